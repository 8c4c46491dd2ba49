// What a visit downloads, and in which order.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, settled } from './support.js';

/** Bytes over the wire, as a server with gzip sends them. */
const BUDGET = 350_000;

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {import('playwright').Page} */
let page;
/** Names of what the page, its worker and its service worker asked for. @type {Set<string>} */
const requested = new Set();
/** Names of what had arrived when the certificate was there. @type {string[]} */
let early;
beforeAll(async () => {
  site = await openSite();
  page = await site.browser.newPage();
  page.on('response', (response) => requested.add(nameOf(response.url())));
  await page.addInitScript(recordArrivals);
  await page.goto(site.url);
  await settled(page);
  await page.locator('#takeaway button').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  early = (await page.evaluate(() => /** @type {any} */ (window).early)).map(nameOf);
});
afterAll(() => site.close());

/** The path within the site. @param {string} url */
const nameOf = (url) => new URL(url).pathname.slice(1) || 'index.html';

/**
 * Runs in the page: how many settings there were when the worker was called, and what had arrived
 * when the badge said that the optimum is certified.
 */
function recordArrivals() {
  const arrivals = /** @type {any} */ (window);
  const { Worker } = window;
  window.Worker = class extends Worker {
    /** @param {[string | URL, WorkerOptions?]} parts */
    constructor(...parts) {
      super(...parts);
      arrivals.madeBefore = document.querySelectorAll('[data-setting]').length;
    }
  };
  new MutationObserver(() => {
    if (document.getElementById('headline')?.textContent !== 'Global optimum certified') return;
    arrivals.early ??= performance.getEntriesByType('resource').map(({ name }) => name);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** @param {string} name */
const packed = (name) =>
  gzipSync(readFileSync(fileURLToPath(new URL(`../../site/${name}`, import.meta.url))), {
    level: 9,
  }).length;

/** @param {Iterable<string>} names */
const weigh = (names) => [...names].reduce((sum, name) => sum + packed(name), 0);

describe('a first visit', () => {
  it('downloads 350 kB at most, the WebAssembly and the icon included', () => {
    const names = [...requested].join('\n');
    for (const part of [/^index\.html$/m, /\.css$/m, /worker-thread/, /icon.*\.svg$/m]) {
      expect(names).toMatch(part);
    }
    // Browsers fetch these on their own account, unseen by the page.
    const all = new Set([...requested, 'manifest.webmanifest', 'sw.js']);
    expect(weigh(all)).toBeLessThan(BUDGET);
  });

  it('stays within it with all that is kept for visits without a network', async () => {
    const kept = await page.evaluate(async () => {
      const [version] = await caches.keys();
      return (await (await caches.open(version)).keys()).map(({ url }) => url);
    });
    expect(kept.length).toBeGreaterThan(20);
    const beyond = kept.map(nameOf).filter((name) => !requested.has(name));
    expect(beyond.some((name) => /race/.test(name))).toBe(true);
    expect(weigh(new Set([...requested, ...beyond, 'sw.js']))).toBeLessThan(BUDGET);
  });

  it('asks for nothing before the first picture that can wait', () => {
    expect(early.join('\n')).toMatch(/worker-thread/);
    const late = /takeaway|lesson|iris|penguins|wine|cancer|race|path|neurons|points|import/;
    expect(early.filter((name) => late.test(name))).toEqual([]);
    const html = readFileSync(new URL('../../site/index.html', import.meta.url), 'utf8');
    // Whatever else it needs, the document names, so that nothing is found out late.
    const unnamed = early.filter((name) => !html.includes(name));
    expect(unnamed.filter((name) => !/worker-thread|\/how-/.test(name))).toEqual([]);
  });

  it('calls the worker before the page is made', async () => {
    expect(await page.evaluate(() => /** @type {any} */ (window).madeBefore)).toBe(0);
    expect(await page.locator('[data-setting]').count()).toBeGreaterThan(10);
  });
});
