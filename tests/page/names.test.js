// Classes keep the names that they have where the data come from.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../web/state/hash.js';
import { sceneOf } from '../../web/state/scene.js';
import { toScnnScript, toTrainingScript } from '../../web/takeaway/code.js';
import { openSite, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** @param {import('playwright').Page} page @param {string[]} rows */
async function takeTable(page, rows) {
  await page.getByRole('button', { name: 'Own data (CSV)' }).click();
  await page.locator('#import-text').fill(rows.join('\n'));
  await page.getByRole('button', { name: 'Use these points' }).click();
  await settled(page);
}

/** @param {import('playwright').Page} page */
const toolNames = (page) => page.locator('#tools .face').allTextContents();

const fruits = ['apple', 'pear', 'quince'];
const rows = (/** @type {number} */ classes) => [
  'weight,length,fruit',
  ...Array.from({ length: 24 }, (_, i) => {
    const k = i % classes;
    return `${(3 * k + Math.sin(5 * i)).toFixed(2)},${(k * k - Math.cos(7 * i)).toFixed(2)},${fruits[k]}`;
  }),
];

describe('the names of classes', () => {
  it.each([2, 3])('of a table with %d are those of the table, everywhere', async (classes) => {
    const { page, problems } = await site.open();
    await settled(page);
    const names = fruits.slice(0, classes);
    await takeTable(page, rows(classes));
    expect(await toolNames(page)).toEqual([...names, 'Erase']);
    await page.getByRole('tab', { name: 'Points' }).click();
    const menu = page.getByLabel('Class of point 2', { exact: true });
    await menu.waitFor();
    expect(await menu.locator('option').allTextContents()).toEqual(names);
    expect(await menu.locator('option:checked').textContent()).toBe('pear');
    await page.locator('#plane').focus();
    await page.keyboard.press('2');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/^(Added|Removed) pear/);
    // And in a link, opened elsewhere.
    await settled(page);
    await page.waitForFunction(() => location.hash.includes('class=apple'));
    const other = await site.open(new URL(page.url()).hash);
    await settled(other.page);
    expect(await toolNames(other.page)).toEqual([...names, 'Erase']);
    expect([...problems, ...other.problems]).toEqual([]);
    await page.context().close();
    await other.page.context().close();
  });

  it('of measured data are those of the kinds', async () => {
    const { page } = await site.open('#v=1&data=iris');
    await settled(page);
    expect(await toolNames(page)).toEqual(['setosa', 'versicolor', 'virginica', 'Erase']);
    await page.getByLabel('Tell apart').selectOption('virginica');
    await settled(page);
    expect(await toolNames(page)).toEqual(['the others', 'virginica', 'Erase']);
    await page.context().close();
  });

  it.each([390, 1280])('of measured data fit in their boxes at %d pixels', async (width) => {
    const { page } = await site.open('#v=1&data=iris', { viewport: { width, height: 844 } });
    await settled(page);
    const clippedNames = () =>
      page.evaluate(() => {
        const names = [...document.querySelectorAll('#tools .face span')];
        return names.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent);
      });
    expect(await clippedNames()).toEqual([]);
    await page.evaluate(() => (location.hash = '#v=1&data=wine'));
    await page.locator('#tools .face', { hasText: 'cultivar 1' }).waitFor();
    expect(await clippedNames()).toEqual([]);
    await page.evaluate(() => (location.hash = '#v=1&data=iris'));
    await page.locator('#tools .face', { hasText: 'setosa' }).waitFor();
    if (width < 700) await page.getByRole('button', { name: 'Data and model' }).click();
    const menu = page.getByLabel('Tell apart');
    expect(await menu.locator('option').allTextContents()).toEqual([
      ...['all three', 'setosa', 'versicolor', 'virginica'],
    ]);
    const { room, needed } = await menu.evaluate((element) => {
      const select = /** @type {HTMLSelectElement} */ (element);
      const { font, paddingLeft } = getComputedStyle(select);
      const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (
        new OffscreenCanvas(1, 1).getContext('2d')
      );
      pen.font = font;
      const widths = [...select.options].map(({ text }) => pen.measureText(text).width);
      // The arrow is about as wide as high.
      const arrow = parseFloat(getComputedStyle(select).fontSize);
      const inside = select.clientWidth - 2 * parseFloat(paddingLeft) - arrow;
      return { room: inside, needed: Math.max(...widths) };
    });
    expect(needed).toBeGreaterThan(0);
    expect(needed).toBeLessThanOrEqual(room);
    await page.context().close();
  });

  it('go along in links and in programs, of any length and with any signs', () => {
    const points = [0, 1, 2].map((k) => ({ x: 0.1 * k, y: 0.2, label: k % 2 === 0 ? -1 : 1 }));
    const drawing = {
      ...{ task: /** @type {const} */ ('classes'), classes: 2, radius: 1, range: 1, points },
      names: ['a & b = "c"\nd', 'ü'.repeat(100)],
    };
    const state = { ...decodeState(''), drawing };
    const again = decodeState(encodeState(state));
    expect(again.drawing?.names).toEqual([drawing.names[0], 'ü'.repeat(60)]);
    for (const script of [toTrainingScript, toScnnScript]) {
      const text = script(state, sceneOf(state));
      expect(text).toMatch(/^(#|\/\/) Of the targets -1 is a & b = "c" d, 1 is ü+\.$/m);
    }
  });

  it('are left out where a link has too few or too many', () => {
    const points = [{ x: 0.1, y: 0.2, label: 1 }];
    const drawing = {
      ...{ task: /** @type {const} */ ('classes'), classes: 2, radius: 1, range: 1, points },
    };
    const link = encodeState({ ...decodeState(''), drawing });
    const namesIn = (/** @type {string} */ more) => decodeState(link + more).drawing?.names;
    expect(namesIn('&class=a&class=b')).toEqual(['a', 'b']);
    for (const more of ['', '&class=a', '&class=a&class=b&class=c']) {
      expect(namesIn(more)).toBeUndefined();
    }
  });
});

describe('the reason why a solver is greyed', () => {
  it('can be read without a mouse', async () => {
    const { page } = await site.open('', {
      viewport: { width: 390, height: 844 },
      ...{ hasTouch: true, isMobile: true },
    });
    await settled(page);
    await page.getByRole('button', { name: 'Data and model' }).tap();
    await page.locator('.more > summary').tap();
    await page.getByText('Why some are greyed').tap();
    const greyed = await page.locator('[data-setting="solver"] input:disabled').count();
    expect(greyed).toBeGreaterThan(2);
    const reasons = page.locator('.why dd');
    expect(await reasons.count()).toBe(greyed);
    for (const reason of await reasons.allTextContents()) expect(reason.length).toBeGreaterThan(20);
    expect(await reasons.first().isVisible()).toBe(true);
    await page.context().close();
  });
});
