// What can be taken away is read again, and used.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from 'convexrelu/network';
import { openSite, readStatus, settled } from './support.js';
import { verify } from 'convexrelu';

/** @typedef {import('playwright').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
/** @type {Page} */
let page;
/** @type {string[]} */
let problems;
beforeAll(async () => {
  site = await openSite();
  ({ page, problems } = await site.open('#v=1&data=xor&n=16'));
  await settled(page);
});
afterAll(() => site.close());

/**
 * @param {string} name
 * @returns {Promise<Buffer>} the file that the browser saves
 */
async function take(name) {
  const button = page.getByRole('button', { name, exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path());
}

/** @param {string} name @returns {Promise<string>} what was copied */
async function copy(name) {
  const before = await page
    .getByLabel('What was copied')
    .inputValue()
    .catch(() => '');
  await page.getByRole('button', { name, exact: true }).click();
  await page.waitForFunction((old) => {
    const text = document.querySelector('#takeaway textarea');
    return text instanceof HTMLTextAreaElement && text.value !== '' && text.value !== old;
  }, before);
  return page.getByLabel('What was copied').inputValue();
}

const places = [
  [0.3, 0.4],
  [-1, 0.2],
  [0.7, -1.1],
];

/** Values of the network at the places. */
async function values() {
  const network = Network.fromJSON(JSON.parse(String(await take('JSON'))));
  return Array.from(network.predict(places).data);
}

describe('the network', () => {
  it('as JSON has the objective that the page shows', async () => {
    const { X, Y, certificate } = JSON.parse(String(await take('Certificate (JSON)')));
    const network = Network.fromJSON(JSON.parse(String(await take('JSON'))));
    const again = verify(X, Y, network, certificate);
    expect(again).toMatchObject({ valid: true, scope: 'global' });
    expect(Number(again.objective.toPrecision(3))).toBe(Number((await readStatus(page)).objective));
  });

  it('as ONNX computes the same', async () => {
    const ort = await import('onnxruntime-web');
    const session = await ort.InferenceSession.create(new Uint8Array(await take('ONNX')));
    const X = new ort.Tensor('float32', Float32Array.from(places.flat()), [3, 2]);
    const { value } = await session.run({ [session.inputNames[0]]: X });
    const expected = await values();
    Array.from(/** @type {Float32Array} */ (value.data)).forEach((v, i) => {
      expect(v).toBeCloseTo(expected[i], 4);
    });
  });

  it('as a JavaScript module computes the same, and as PyTorch is a module', async () => {
    const source = await take('JavaScript module');
    const { predict } = await import(`data:text/javascript;base64,${source.toString('base64')}`);
    const expected = await values();
    places.forEach((place, i) => expect(predict(place)).toBeCloseTo(expected[i], 10));
    expect(String(await take('PyTorch'))).toMatch(/class Model\(.*nn\.Module/);
  });
});

describe('curves and pictures', () => {
  it('end where the page says', async () => {
    const lines = String(await take('Curves (CSV)'))
      .trim()
      .split('\n');
    expect(lines[0]).toBe('step,seconds,objective,lower_bound');
    const [step, , objective, bound] = lines[lines.length - 1].split(',').map(Number);
    expect(step).toBeGreaterThan(0);
    expect(objective - bound).toBeLessThan(1e-5);
    expect(Number(objective.toPrecision(3))).toBe(Number((await readStatus(page)).objective));
  });

  it('are what is on the canvas', async () => {
    const png = await take('PNG');
    const size = await page.evaluate(
      () => /** @type {HTMLCanvasElement} */ (document.querySelector('#plane')).width,
    );
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(size);
    const svg = String(await take('SVG'));
    const drawn = await page.evaluate((text) => {
      const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      const count = (/** @type {string} */ tags) => root.querySelectorAll(tags).length;
      return { root: root.tagName, marks: count('.point'), paths: count('path:not(.point)') };
    }, svg);
    expect(drawn).toMatchObject({ root: 'svg', marks: 16 });
    expect(drawn.paths).toBeGreaterThan(2);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe('copies', () => {
  it('of the link open the same in a new page, edited points included', async () => {
    await page.locator('#plane').click({ position: { x: 40, y: 40 } });
    await settled(page);
    const link = await copy('Copy link');
    const other = await site.open(new URL(link).hash);
    await settled(other.page);
    expect((await readStatus(other.page)).objective).toBe((await readStatus(page)).objective);
    expect(other.problems).toEqual([]);
    await other.page.context().close();
  });

  it('of the program train the same', async () => {
    const code = await copy('Copy as JavaScript');
    expect(code).toContain("import { train, verify } from 'convexrelu'");
    const { train } = await import('convexrelu');
    const body = code.replace(/^import.*$/gm, '').replace(/^console.*$/gm, '');
    const run = new (Object.getPrototypeOf(async () => {}).constructor)(
      'train',
      `${body} return report;`,
    );
    const { objective } = await run(train);
    expect(Number(objective.toPrecision(3))).toBe(Number((await readStatus(page)).objective));
    expect(await copy('Copy as Python (scnn)')).toContain(
      'from scnn.optimize import optimize_model',
    );
    expect(problems).toEqual([]);
  });

  it('of the embed code work in a sandboxed frame without an origin', async () => {
    const code = await copy('Copy embed code');
    // Without the page's own service worker, which would answer for the host.
    const context = await page.context().browser()?.newContext({ serviceWorkers: 'block' });
    const host = await /** @type {import('playwright').BrowserContext} */ (context).newPage();
    /** @type {string[]} */
    const errors = [];
    host.on('pageerror', (error) => errors.push(error.message));
    host.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await host.route('**/host.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>host</title>${code}`,
      }),
    );
    await host.goto(`${site.url}host.html`);
    const frame = host.frameLocator('iframe');
    await frame.locator('#status[aria-busy="false"]:not([data-tone="busy"])').waitFor();
    expect(await frame.locator('#headline').textContent()).toMatch(/Global optimum certified/);
    expect(await frame.locator('#settings').isVisible()).toBe(false);
    expect(await frame.getByRole('link', { name: 'Open the whole page' }).isVisible()).toBe(true);
    expect(errors).toEqual([]);
    await context?.close();
  });
});
