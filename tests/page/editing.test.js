import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeState } from '../../web/state/hash.js';
import { countPoints, openSite, placeOnPlane, readStatus, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** @typedef {import('playwright').Page} Page */

/**
 * The points of the page's link.
 *
 * @param {Page} page
 */
async function drawnPoints(page) {
  await page.waitForFunction(() => location.hash.includes('points='));
  await page.waitForTimeout(400);
  return decodeState(new URL(page.url()).hash).drawing?.points ?? [];
}

describe('points', () => {
  it('are added and removed by mouse', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    const before = await countPoints(page);
    const { x, y } = await placeOnPlane(page, 0.25, 0.1);
    await page.mouse.click(x, y);
    await settled(page);
    expect(await countPoints(page)).toBe(before + 1);
    await page.getByRole('radio', { name: 'Orange' }).check();
    const other = await placeOnPlane(page, 0.1, 0.9);
    await page.mouse.click(other.x, other.y);
    const points = await drawnPoints(page);
    expect(points.slice(-2).map(({ label }) => label)).toEqual([-1, 1]);
    const [first, second] = points.slice(-2);
    expect(first.x / second.x).toBeCloseTo(0.5 / 0.8, 1);
    expect(first.y).toBeGreaterThan(0);
    expect(second.y).toBeLessThan(0);

    await page.mouse.click(x + 3, y - 3);
    await settled(page);
    expect(await countPoints(page)).toBe(before + 1);
    await page.mouse.click(other.x, other.y, { button: 'right' });
    await settled(page);
    expect(await countPoints(page)).toBe(before);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('are only removed while erasing', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.getByRole('radio', { name: 'Erase' }).check();
    const before = await countPoints(page);
    const { x, y } = await placeOnPlane(page, 0.03, 0.03);
    await page.mouse.click(x, y);
    await settled(page);
    expect(await countPoints(page)).toBe(before);
    await page.context().close();
  });

  it('are added and removed by touch', async () => {
    const { page, problems } = await site.open('', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await settled(page);
    const before = await countPoints(page);
    const { x, y } = await placeOnPlane(page, 0.2, 0.15);
    await page.touchscreen.tap(x, y);
    await settled(page);
    expect(await countPoints(page)).toBe(before + 1);
    await page.touchscreen.tap(x + 8, y + 8);
    await settled(page);
    expect(await countPoints(page)).toBe(before);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('are added and removed by keyboard alone, and spoken of', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    const before = await countPoints(page);
    await page.locator('#clear').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('plane');
    await page.keyboard.press('2');
    for (let i = 0; i < 7; ++i) await page.keyboard.press('Shift+ArrowLeft');
    for (let i = 0; i < 7; ++i) await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/^Added Orange/);
    const added = (await drawnPoints(page)).at(-1);
    expect(added?.label).toBe(1);
    expect(added?.x).toBeLessThan(0);
    expect(added?.y).toBeLessThan(0);
    await settled(page);
    expect(await countPoints(page)).toBe(before + 1);
    await page.keyboard.press('Backspace');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/^Removed Orange/);
    await settled(page);
    expect(await countPoints(page)).toBe(before);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('leave the generators without effect until a data set is chosen again', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.locator('#clear').click();
    expect(await page.locator('[data-setting="n"] input').isDisabled()).toBe(true);
    await page.locator('input[name="data"][value="circle"]').check();
    await settled(page);
    expect(await page.locator('[data-setting="n"] input').isDisabled()).toBe(false);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    await page.context().close();
  });
});

describe('the keyboard', () => {
  it('reaches every control in the order of the page', async () => {
    const { page } = await site.open('#v=1&over=sampled');
    await settled(page);
    const reached = /** @type {string[]} */ ([]);
    while (reached.at(-1) !== 'run' && reached.length < 40) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const element = document.activeElement;
          return element?.getAttribute('name') ?? element?.id ?? '';
        }),
      );
    }
    const wanted = [
      'data',
      'n',
      'dataSeed',
      'formulation',
      'beta',
      'patterns',
      'tool',
      'plane',
      'run',
    ];
    const order = wanted.map((name) => reached.indexOf(name));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await page.context().close();
  });
});
