// What a person does with data: presets, painting, undo, own tables, the table of points, solvers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasets } from '../../web/data/datasets.js';
import {
  countPoints,
  openSite,
  placeOnPlane,
  readStatus,
  settled,
  takeManyPoints,
} from './support.js';

/** @typedef {import('playwright').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** @param {Page} page */
const close = (page) => page.context().close();

/** @param {Page} page @param {number[][]} places shares of the plane */
async function stroke(page, places) {
  const [first, ...rest] = await Promise.all(places.map(([x, y]) => placeOnPlane(page, x, y)));
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
}

describe('presets', () => {
  it('all have a thumbnail, and end with a proof', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.gallery canvas')].every((canvas) => {
        const picture = /** @type {HTMLCanvasElement} */ (canvas);
        const { width, height } = picture;
        const copy = /** @type {OffscreenCanvasRenderingContext2D} */ (
          new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
        );
        copy.drawImage(picture, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return data.some((byte) => byte > 0);
      }),
    );
    for (const { name } of datasets) {
      await page.locator(`input[name="data"][value="${name}"]`).check();
      await settled(page);
      expect((await readStatus(page)).headline, name).toMatch(/Global optimum certified/);
    }
    expect(problems).toEqual([]);
    await close(page);
  });
});

describe('painting', () => {
  it('sets points along a stroke, wipes them, and is undone a stroke at a time', async () => {
    const { page, problems } = await site.open('#v=1&over=sampled');
    await settled(page);
    const before = await countPoints(page);
    await page.locator('#brush').selectOption({ label: 'Medium brush' });
    await page.getByRole('radio', { name: 'Orange' }).check();
    await stroke(page, [
      [0.2, 0.2],
      [0.8, 0.2],
    ]);
    await settled(page);
    const painted = await countPoints(page);
    expect(painted).toBeGreaterThan(before + 8);
    await page.locator('#undo').click();
    await settled(page);
    expect(await countPoints(page)).toBe(before);
    await page.keyboard.press('Control+Shift+Z');
    await settled(page);
    expect(await countPoints(page)).toBe(painted);
    await page.getByRole('radio', { name: 'Erase' }).check();
    await stroke(page, [
      [0.2, 0.2],
      [0.8, 0.2],
    ]);
    await settled(page);
    expect(await countPoints(page)).toBeLessThan(before + 8);
    expect(problems).toEqual([]);
    await close(page);
  });

  it('works with a finger and with the keyboard', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, problems } = await site.open('#v=1&over=sampled', phone);
    await settled(page);
    const before = await countPoints(page);
    await page.locator('#brush').selectOption({ label: 'Large brush' });
    const { x, y } = await placeOnPlane(page, 0.3, 0.3);
    const session = await page.context().newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {number} */ dx) =>
      session.send('Input.dispatchTouchEvent', {
        type: /** @type {any} */ (type),
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx, y }],
      });
    await touch('touchStart', 0);
    for (let dx = 10; dx <= 120; dx += 10) await touch('touchMove', dx);
    await touch('touchEnd', 0);
    await settled(page);
    const painted = await countPoints(page);
    expect(painted).toBeGreaterThan(before + 4);
    await page.locator('#clear').click();
    await page.locator('#plane').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/^Painted\. \d+ points\./);
    await settled(page);
    expect(await countPoints(page)).toBeGreaterThan(2);
    expect(problems).toEqual([]);
    await close(page);
  });
});

describe('back and forward', () => {
  it('go through the states of the page', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.locator('input[name="data"][value="xor"]').check();
    await page.waitForFunction(() => location.hash.includes('xor'));
    await page.locator('input[name="data"][value="rings"]').check();
    await page.waitForFunction(() => location.hash.includes('rings'));
    await page.goBack();
    await settled(page);
    expect(await page.locator('input[value="xor"]').isChecked()).toBe(true);
    await page.goForward();
    await settled(page);
    expect(await page.locator('input[value="rings"]').isChecked()).toBe(true);
    await close(page);
  });
});

describe('own tables', () => {
  const table = 'height,weight,kind\n1.2,3,cat\n1.4,3.5,cat\n4,9,dog\n4.2,8,dog\n3.9,,dog\n';

  it('are read from a file, their columns chosen, and trained', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.getByRole('button', { name: 'Own data (CSV)' }).click();
    await page.getByText('The data never leave your browser').waitFor();
    await page.locator('#import-dialog input[type="file"]').setInputFiles({
      ...{ name: 'animals.csv', mimeType: 'text/csv', buffer: Buffer.from(table) },
    });
    await page
      .getByText('4 rows; 1 row with empty or missing cells left out. Two classes.')
      .waitFor();
    expect(await page.locator('#import-target').inputValue()).toBe('kind');
    await page.getByRole('button', { name: 'Use these points' }).click();
    await settled(page);
    expect(await countPoints(page)).toBe(4);
    expect((await readStatus(page)).headline).toMatch(/Global optimum certified/);
    await page.waitForFunction(() => location.hash.includes('across=height'));
    const other = await site.open(new URL(page.url()).hash);
    await settled(other.page);
    expect((await readStatus(other.page)).objective).toBe((await readStatus(page)).objective);
    expect(problems).toEqual([]);
    await close(page);
    await close(other.page);
  });

  it('are pasted anywhere, or dropped, and say what cannot be used', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    /** @param {'paste' | 'drop'} type @param {string} text */
    const give = (type, text) =>
      page.evaluate(
        ([kind, content]) => {
          const data = new DataTransfer();
          if (kind === 'paste') {
            data.setData('text/plain', content);
            document.body.dispatchEvent(
              new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
            );
          } else {
            data.items.add(new File([content], 'x.csv'));
            document.body.dispatchEvent(
              new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
            );
          }
        },
        [type, text],
      );
    await give('paste', 'a,b\nx,y\nz,w\nq,r');
    await page.getByText('There is no column of numbers').waitFor();
    expect(await page.getByRole('button', { name: 'Use these points' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await give('drop', 'x,y\n0,1\n1,2.5\n2,2\n3,7.25\n4,1\n');
    await page.getByText('A function of one variable.').waitFor();
    await page.getByRole('button', { name: 'Use these points' }).click();
    await settled(page);
    expect(await countPoints(page)).toBe(5);
    expect(problems).toEqual([]);
    await close(page);
  });

  it.each([
    ['huge numbers', 'a,b,c\n1e300,2e300,x\n3e300,1e300,y\n2e300,5e300,x\n'],
    ['tiny numbers', 'a,b,c\n1e-300,2e-300,x\n3e-300,1e-300,y\n2e-300,5e-300,x\n'],
    ['identical points', 'a,b,c\n1,1,x\n1,1,y\n1,1,x\n1,1,y\n'],
  ])('of %s give a sentence and a picture, never NaN', async (_, text) => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.getByRole('button', { name: 'Own data (CSV)' }).click();
    await page.locator('#import-text').fill(text);
    await page.getByRole('button', { name: 'Use these points' }).click();
    await settled(page);
    expect((await readStatus(page)).headline.length).toBeGreaterThan(3);
    expect(await page.locator('body').innerText()).not.toMatch(/NaN|Infinity|undefined/);
    expect(problems).toEqual([]);
    await close(page);
  });

  it('of 5,000 rows are taken', async () => {
    const { page, problems } = await site.open('#v=1&over=sampled&patterns=10&time=5');
    await settled(page);
    await takeManyPoints(page);
    await settled(page);
    expect(await countPoints(page)).toBe(5000);
    expect((await readStatus(page)).headline).toMatch(/Optimal|Gap/);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('More than 2,000 points do not fit into a link').waitFor();
    expect(problems).toEqual([]);
    await close(page);
  });
});

describe('the table of points', () => {
  it('is edited, added to and removed from', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.getByRole('tab', { name: 'Points' }).click();
    const rows = page.locator('.points-table tbody tr');
    await rows.first().waitFor();
    const before = await rows.count();
    await page.getByLabel('x of point 1', { exact: true }).fill('0.5');
    await page.keyboard.press('Tab');
    await page.getByLabel('Class of point 1', { exact: true }).selectOption('Orange');
    await settled(page);
    await expect
      .poll(() => page.getByLabel('x of point 1', { exact: true }).inputValue())
      .toBe('0.5');
    await page.getByLabel('y of point 1', { exact: true }).fill('word');
    await page.keyboard.press('Tab');
    expect(await page.getByLabel('y of point 1', { exact: true }).inputValue()).not.toBe('word');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/not a number/);
    await page.getByRole('button', { name: 'Add a point' }).click();
    await settled(page);
    await expect.poll(() => rows.count()).toBe(before + 1);
    await page.getByRole('button', { name: 'Remove point 2' }).click();
    await settled(page);
    await expect.poll(() => rows.count()).toBe(before);
    expect(await countPoints(page)).toBe(before);
    expect(problems).toEqual([]);
    await close(page);
  });
});

describe('solvers', () => {
  it('that refuse are greyed, with the reason of the package', async () => {
    const { page, problems } = await site.open('#v=1&over=sampled');
    await settled(page);
    await page.locator('.more > summary').click();
    await page.locator('select[name="loss"]').selectOption('hinge');
    const fista = page.locator('[data-setting="solver"] label', { hasText: 'fista' });
    await page.waitForFunction(() =>
      /kink/.test(document.querySelector('[title*="fista"]')?.getAttribute('title') ?? ''),
    );
    expect(await fista.locator('input').isDisabled()).toBe(true);
    expect(await fista.getAttribute('title')).toContain('needs a loss with a gradient');
    const newton = page.locator('[data-setting="solver"] input[value="dual-newton"]');
    expect(await newton.isDisabled()).toBe(false);
    await newton.check();
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/^Optimal over/);
    await page.locator('input[name="over"][value="all"]').check();
    await page.waitForFunction(
      () => document.querySelector('[data-setting="solver"] input[value="auto"]:checked') !== null,
    );
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/Global|Gap/);
    expect(problems).toEqual([]);
    await close(page);
  });
});
