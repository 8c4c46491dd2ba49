/**
 * Opens the built site in Chromium, under its Content-Security-Policy, and reads what a person sees.
 *
 * @typedef {import('playwright').Page} Page
 * @typedef {import('playwright').BrowserContextOptions} ContextOptions
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { serve } from '../../scripts/serve.mjs';
import { executablePath, launchArgs } from '../support/chromium.js';

/** What the trace calls the thread of the page that is measured. */
const MEASURED = 'measured';

const site = fileURLToPath(new URL('../../site/', import.meta.url));

/** A browser and a server for one file of tests. */
export async function openSite() {
  const server = await serve({ root: site });
  const browser = await chromium.launch({ executablePath, args: launchArgs });

  return {
    url: server.url,
    browser,
    /**
     * @param {string} [hash] of the address, with its #
     * @param {ContextOptions} [options]
     * @param {() => void} [first] runs in the page before its own scripts
     */
    async open(hash = '', options = {}, first = undefined) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      const page = await context.newPage();
      const problems = await watch(page, server.url);
      if (first) await page.addInitScript(first);
      await page.goto(server.url + hash);
      await page.locator('[data-setting="data"]').waitFor({ state: 'attached' });
      return { page, problems };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/**
 * Collects whatever a page should never do.
 *
 * @param {Page} page
 * @param {string} url
 * @returns {Promise<string[]>}
 */
async function watch(page, url) {
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !/^(data|blob):/.test(address)) problems.push(address);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  await page.exposeFunction('reportViolation', (/** @type {string} */ text) => problems.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      /** @type {any} */ (window).reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return problems;
}

/**
 * Waits until the page has an answer to what was done last.
 *
 * @param {Page} page
 */
export async function settled(page) {
  await page.locator('#status[aria-busy="false"]:not([data-tone="busy"])').waitFor({
    timeout: 90_000,
  });
}

/** @param {Page} page */
export async function readStatus(page) {
  return {
    headline: (await page.locator('#headline').textContent()) ?? '',
    detail: (await page.locator('#detail').textContent()) ?? '',
    note: (await page.locator('#note').textContent()) ?? '',
    neurons: Number(await page.locator('[data-number="neurons"]').textContent()),
    objective: await page.locator('[data-number="objective"]').textContent(),
  };
}

/**
 * What a screen reader says of the status, once it says it.
 *
 * @param {Page} page
 */
export async function spokenStatus(page) {
  const headline = (await page.locator('#headline').textContent()) ?? '';
  const spoken = page.locator('#spoken-status', { hasText: headline });
  await spoken.waitFor({ state: 'attached', timeout: 5000 });
  return spoken.textContent();
}

/**
 * How many points the plane says that it shows.
 *
 * @param {Page} page
 */
export async function countPoints(page) {
  const label = (await page.locator('#plane').getAttribute('aria-label')) ?? '';
  return Number(/with ([\d,]+) point/.exec(label)?.[1].replace(',', ''));
}

/**
 * Sets a slider as a person would, by its own events.
 *
 * @param {Page} page
 * @param {string} name of the setting
 * @param {number} position of the slider: for decades the exponent
 */
export async function slide(page, name, position) {
  await page.locator(`[data-setting="${name}"] input`).fill(String(position));
}

/**
 * The point of the window at a share of the plane's width and height.
 *
 * @param {Page} page
 * @param {number} across 0 at the left, 1 at the right
 * @param {number} down
 */
export async function placeOnPlane(page, across, down) {
  const plane = page.locator('#plane');
  await plane.scrollIntoViewIfNeeded();
  const box = await plane.boundingBox();
  if (!box) throw new Error('the plane is not visible');
  return { x: box.x + across * box.width, y: box.y + down * box.height };
}

/**
 * Points of two classes, as many as the page takes, read from a file.
 *
 * @param {Page} page
 */
export async function takeManyPoints(page) {
  const rows = Array.from({ length: 5000 }, (_, i) => {
    const [x, y] = [Math.sin(i * 12.9898), Math.sin(i * 78.233)];
    return `${x},${y},${x * y > 0 ? 'a' : 'b'}`;
  });
  await page.getByRole('button', { name: 'Own data (CSV)' }).click();
  // From a disk, as a person's: the bytes of a buffer would be unpacked in the page itself.
  const folder = await mkdtemp(join(tmpdir(), 'convexrelu-'));
  const file = join(folder, 'many.csv');
  await writeFile(file, rows.join('\n'));
  await page.locator('#import-dialog input[type="file"]').setInputFiles(file);
  await page.getByText('5,000 rows.').waitFor();
  await rm(folder, { recursive: true });
  await page.getByRole('button', { name: 'Use these points' }).click();
}

/**
 * Milliseconds of the longest task of the page's main thread while something is done. Processor
 * time, not the clock's: on a busy machine any task may have to wait for its turn.
 *
 * @param {Page} page
 * @param {() => Promise<void>} act
 */
export async function longestTask(page, act) {
  const session = await page.context().newCDPSession(page);
  /** @type {any[]} */
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        ...['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'],
      ],
    },
  });
  // Chromium has windows of its own, which it fills when it likes: the mark tells the page's thread.
  await page.evaluate((name) => performance.mark(name), MEASURED);
  await act();
  await session.send('Tracing.end');
  await complete;
  const own = events.find(({ name }) => name === MEASURED);
  const tasks = events.filter(
    ({ name, pid, tid }) => name.endsWith('RunTask') && pid === own?.pid && tid === own?.tid,
  );
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
}
