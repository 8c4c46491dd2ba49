import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasets } from '../../web/data/datasets.js';
import { openSite, readStatus, settled, slide, spokenStatus } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const wholeSentence =
  /^Global optimum certified: all [\d,]+ activation patterns? covered, objective [\d.e-]+, gap [\d.e-]+, \d+ neurons?, (\d+(\.\d+)? % correct|R² [\d.]+), [\d.]+ (ms|s)\./;

describe('the first visit', () => {
  it('is served under the strict policy and trains by itself', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    const { headline } = await readStatus(page);
    expect(headline).toBe('Global optimum certified');
    expect(await page.locator('#remark').textContent()).toMatch(
      /No two-layer ReLU network of any width/,
    );
    expect(await spokenStatus(page)).toMatch(wholeSentence);
    const response = await page.reload();
    expect(response?.headers()['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
        "img-src 'self' data: blob:; worker-src 'self'; connect-src 'self'; manifest-src 'self'",
    );
    await settled(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("shows the notebook's circle, without anything to be scrolled to or to be pressed", async () => {
    const { page } = await site.open();
    await settled(page);
    expect(await page.locator('input[name="data"]:checked').inputValue()).toBe('circle');
    for (const id of ['plane', 'headline', 'remark', 'numbers']) {
      const box = await page.locator(`#${id}`).boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0), id).toBeLessThan(800);
    }
    await page.context().close();
  });
});

describe('sampled patterns', () => {
  it('claim a global optimum nowhere, as that is not their scope', async () => {
    const { page } = await site.open('#v=1&over=sampled');
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/^Optimal over \d+ sampled patterns$/);
    expect(await page.locator('#remark').textContent()).toMatch(/^No network over these patterns/);
    expect(await page.locator('#status').innerText()).not.toMatch(/global optimum|covered/i);
    await page.context().close();
  });
});

describe('all patterns', () => {
  it('the optimum is global, and the page says over how many patterns', async () => {
    const { page, problems } = await site.open('#over=all');
    await settled(page);
    const { headline, detail } = await readStatus(page);
    expect(headline).toBe('Global optimum certified');
    expect(detail).toMatch(/^All 92 activation patterns covered/);
    expect(await page.locator('[data-setting="patterns"]').isVisible()).toBe(false);
    await page.locator('input[name="formulation"][value="gated-relu"]').check();
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/^Optimal over \d+ sampled patterns$/);
    expect(await page.locator('[data-setting="over"]').isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('each data set', () => {
  it.each(datasets.map(({ name }) => name))('%s is trained to optimality', async (name) => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.locator(`input[name="data"][value="${name}"]`).check();
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    expect(await spokenStatus(page)).toMatch(wholeSentence);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('the model', () => {
  it('has fewer neurons for a larger beta, and none at all for a large one', async () => {
    const { page } = await site.open('#v=1&data=moons');
    await settled(page);
    await slide(page, 'beta', -5);
    await settled(page);
    const weak = await readStatus(page);
    await slide(page, 'beta', -1.5);
    await settled(page);
    const strong = await readStatus(page);
    expect(strong.neurons).toBeGreaterThan(0);
    expect(strong.neurons).toBeLessThan(weak.neurons);
    await slide(page, 'beta', 0);
    await settled(page);
    const none = await readStatus(page);
    expect(none.neurons).toBe(0);
    expect(none.note).not.toBe('');
    await page.context().close();
  });

  it('can be a gated network, and uses the number of patterns asked for', async () => {
    const { page, problems } = await site.open('#v=1&data=xor&over=sampled&patterns=20');
    await settled(page);
    const used = Number(/\d+/.exec((await readStatus(page)).headline)?.[0]);
    expect(used).toBeLessThanOrEqual(20);
    await page.locator('input[name="formulation"][value="gated-relu"]').check();
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/^Optimal over \d+ sampled patterns$/);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('data with nothing to learn', () => {
  it.each([
    ['no point', 0, /^No points yet$/],
    ['one point', 1, /^Global optimum certified$/],
    ['two points of one class', 2, /^Global optimum certified$/],
  ])('%s: a sentence and a picture, never NaN', async (_, count, headline) => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.locator('#clear').click();
    for (let i = 0; i < count; ++i) {
      await page.locator('#plane').click({ position: { x: 100 + 80 * i, y: 150 } });
    }
    await settled(page);
    const status = await readStatus(page);
    expect(status.headline).toMatch(headline);
    if (count > 0) expect(status.note).toMatch(/^(One point|All points are of one class)/);
    expect(await page.locator('body').innerText()).not.toMatch(/NaN|undefined|Infinity/);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('says what is wrong where the worker cannot start', async () => {
    const { page } = await site.open();
    await page.route('**/*', (route) => {
      return /worker-thread/.test(route.request().url()) ? route.abort() : route.continue();
    });
    await page.reload();
    await settled(page);
    const { headline, detail } = await readStatus(page);
    expect(headline).toBe('This could not be trained');
    expect(detail).toMatch(/\w+ \w+/);
    await page.context().close();
  });
});
