import { train } from 'convexrelu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toMatrices } from '../../web/data/points.js';
import { decodeState } from '../../web/state/hash.js';
import { sceneOf } from '../../web/state/scene.js';
import { excess, within } from '../../web/training/race.js';
import { longestTask, openSite, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** @param {string | null} text */
const numbersIn = (text) => (text ?? '').match(/\d+(\.\d+)?(e-?\d+)?/g)?.map(Number) ?? [];

describe('the race', () => {
  it('runs three optimizers from several starts, and shows where each ended', async () => {
    const { page, problems } = await site.open('#v=1&data=circle');
    await settled(page);
    await page.locator('#tab-race').click();
    await page.locator('input[name="race-seeds"]').fill('3');
    await page.locator('input[name="race-epochs"]').fill('300');
    const longest = await longestTask(page, async () => {
      await page.locator('#race-start').click();
      await page.locator('#race .tab-status', { hasText: '9 runs done' }).waitFor();
    });
    expect(longest).toBeLessThan(50);
    expect(await page.locator('#race-verdicts li').allTextContents()).toEqual([
      'Adam: 0 of 3 runs got within 1 %',
      'SGD with momentum: 0 of 3 runs got within 1 %',
      'gradient descent: 0 of 3 runs got within 1 %',
    ]);
    const { X, y } = toMatrices(sceneOf(decodeState('#v=1')).points);
    const { report } = await train(X, y, { beta: 1e-4, patterns: 'exact' });
    await page.locator('#race summary').click();
    const finals = await page.locator('#race tbody td:nth-child(3)').allTextContents();
    expect(finals).toHaveLength(9);
    for (const final of finals) expect(Number(final)).toBeGreaterThan(report.objective);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('draws the curve of a run while it goes on, and stops on demand', async () => {
    const { page, problems } = await site.open('#v=1&data=circle');
    await settled(page);
    await page.locator('#tab-race').click();
    await page.locator('input[name="race-width"]').fill('500');
    await page.locator('input[name="race-epochs"]').fill('20000');
    const curves = () =>
      page.locator('#race-plot').evaluate((canvas) => /** @type {any} */ (canvas).toDataURL());
    await page.locator('#race-start').click();
    const seen = new Set();
    while (seen.size < 4) {
      seen.add(await curves());
      await page.waitForTimeout(50);
    }
    // All of the first run: none has ended.
    expect(await page.locator('#race .tab-status').textContent()).toBe('0 of 30 runs');
    await page.locator('#race-start', { hasText: 'Stop' }).click();
    await page.locator('#race-start', { hasText: 'Start the race' }).waitFor();
    await page.waitForTimeout(200);
    const stopped = await curves();
    await page.waitForTimeout(400);
    expect(await curves()).toBe(stopped);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('keeps its table within a phone, its buttons within reach', async () => {
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
    const { page } = await site.open('#v=1&data=circle', phone);
    await settled(page);
    await page.locator('#tab-race').click();
    await page.locator('input[name="race-seeds"]').fill('1');
    await page.locator('input[name="race-epochs"]').fill('50');
    await page.locator('#race-start').click();
    await page.locator('#race .tab-status', { hasText: '3 runs done' }).waitFor();
    await page.locator('#race summary').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Show the network of gradient descent' }).click();
    await page.locator('#compared-title', { hasText: 'gradient descent, start 0' }).waitFor();
    await page.context().close();
  });

  it('puts a run on the canvas, and proves how far from optimal it is', async () => {
    const { page, problems } = await site.open('#v=1&data=circle');
    await settled(page);
    await page.locator('#tab-race').click();
    await page.locator('input[name="race-seeds"]').fill('1');
    await page.locator('input[name="race-epochs"]').fill('200');
    await page.locator('#race-start').click();
    await page.locator('#race .tab-status', { hasText: '3 runs done' }).waitFor();
    const picture = () =>
      page.locator('#plane').evaluate((canvas) => /** @type {any} */ (canvas).toDataURL());
    await page.waitForTimeout(1000);
    const optimum = await picture();
    await page.locator('#race summary').click();
    await page.getByRole('button', { name: 'Show the network of Adam, start 0' }).click();
    await page
      .locator('#compared-title', {
        hasText: /^On the canvas: Adam, start 0: \d+(\.\d+)? % above the optimum$/,
      })
      .waitFor();
    await page.waitForTimeout(1000);
    expect(await picture()).not.toBe(optimum);
    await page.locator('#race-ask').click();
    const answer = page.locator('#race-answer', { hasText: 'no network goes below' });
    await answer.waitFor();
    const [cost, bound] = numbersIn(await answer.textContent());
    expect(String(cost)).toBe(
      String(Number(await page.locator('#race tbody td:nth-child(3)').first().textContent())),
    );
    expect(bound).toBeLessThan(cost);
    await page.getByRole('button', { name: 'Back to the optimum' }).click();
    await page.waitForTimeout(1000);
    expect(await picture()).toBe(optimum);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('where a run ended', () => {
  const run = (/** @type {number} */ final, diverged = false) =>
    /** @type {any} */ ({ final, diverged });
  it('is counted against the optimum', () => {
    expect(within([run(1), run(1.0099), run(1.02), run(1, true)], 1, 0.01)).toBe(2);
    expect(excess(run(3), 2)).toBe(0.5);
    expect(excess(run(3, true), 2)).toBe(Infinity);
  });
});
