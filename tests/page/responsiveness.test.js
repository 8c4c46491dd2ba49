import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countPoints,
  longestTask,
  openSite,
  placeOnPlane,
  readStatus,
  settled,
  slide,
  takeManyPoints,
} from './support.js';

/** Takes far longer than any of these tests. */
const LONG = '#v=1&data=moons&n=400&noise=0.3&beta=0.000001&over=sampled&patterns=1000';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/**
 * Milliseconds from a person's action to the moment when the page says that it has stopped.
 *
 * @param {import('playwright').Page} page
 * @param {'click' | 'Escape'} how
 */
function timeToStop(page, how) {
  return page.evaluate(
    (action) =>
      /** @type {Promise<number>} */ (
        new Promise((resolve) => {
          const headline = /** @type {HTMLElement} */ (document.getElementById('headline'));
          const started = performance.now();
          new MutationObserver(() => {
            if (headline.textContent?.startsWith('Stopped')) resolve(performance.now() - started);
          }).observe(headline, { childList: true, characterData: true, subtree: true });
          const press = new KeyboardEvent('keydown', { key: action, bubbles: true });
          if (action === 'click') document.getElementById('run')?.click();
          else document.body.dispatchEvent(press);
        })
      ),
    how,
  );
}

describe('a long solve', () => {
  it('never blocks the main thread for 50 ms', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    const longest = await longestTask(page, async () => {
      await page.evaluate((hash) => (location.hash = hash), LONG);
      for (let i = 0; i < 20; ++i) {
        const { x, y } = await placeOnPlane(page, 0.1 + 0.04 * i, 0.3);
        await page.mouse.move(x, y);
        await page.waitForTimeout(150);
      }
    });
    expect((await readStatus(page)).headline).toMatch(/^Gap .* %$/);
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(50);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it.each(/** @type {const} */ (['click', 'Escape']))(
    'stops within 100 ms by %s, and the worker is free at once',
    async (how) => {
      const { page, problems } = await site.open(LONG);
      await page.locator('#headline', { hasText: /^Gap/ }).waitFor({ timeout: 60_000 });
      expect(await timeToStop(page, how)).toBeLessThan(100);
      const before = await page.evaluate(() => performance.now());
      await page.locator('input[name="data"][value="circle"]').check();
      await page.locator('input[name="formulation"][value="gated-relu"]').check();
      await page.locator('[data-setting="patterns"] input').fill('1');
      await settled(page);
      expect((await readStatus(page)).headline).toMatch(/^Optimal over/);
      const after = await page.evaluate(() => performance.now());
      expect(after - before).toBeLessThan(3000);
      expect(problems).toEqual([]);
      await page.context().close();
    },
  );

  it('gives way to what is asked next', async () => {
    const { page } = await site.open(LONG);
    await page.locator('#headline', { hasText: /^Gap/ }).waitFor({ timeout: 60_000 });
    await page.evaluate(() => (location.hash = '#v=1&data=gaussians'));
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    expect(await page.locator('input[name="data"]:checked').inputValue()).toBe('gaussians');
    await page.context().close();
  });
});

describe('5,000 points', () => {
  it('never block the main thread for 50 ms: read, dragged, trained on again', async () => {
    const { page, problems } = await site.open('#v=1&over=sampled&patterns=10&time=5');
    await settled(page);
    const longest = await longestTask(page, async () => {
      await takeManyPoints(page);
      await settled(page);
      const { x, y } = await placeOnPlane(page, 0.5, 0.5);
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let k = 1; k <= 30; ++k) await page.mouse.move(x + 3 * k, y + k);
      await page.mouse.up();
      await slide(page, 'beta', -2);
      await page.getByRole('tab', { name: 'Points' }).click();
      await settled(page);
    });
    expect(await countPoints(page)).toBe(5000);
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThan(50);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
