import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followNeurons } from '../../web/training/tracks.js';
import { openSite, readStatus, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('the path', () => {
  it('shows the certified network of each β as the marker is moved, and neurons die', async () => {
    const { page, problems } = await site.open('#v=1&data=xor');
    await settled(page);
    await page.locator('#tab-path').click();
    await page.locator('#path .tab-status', { hasText: 'each with its certificate' }).waitFor();
    const plot = page.locator('#path-plot');
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) throw new Error('the plot is not visible');
    /** @type {number[]} */
    const neurons = [];
    await page.mouse.move(box.x + 60, box.y + 100);
    await page.mouse.down();
    for (const share of [0.1, 0.4, 0.6, 0.8, 0.97]) {
      await page.mouse.move(box.x + share * (box.width - 52), box.y + 100);
      await page.waitForTimeout(150);
      const status = await readStatus(page);
      expect(status.headline).toBe('Global optimum certified');
      neurons.push(status.neurons);
    }
    await page.mouse.up();
    // Where many optima are equally good, some have a neuron more.
    expect(neurons.slice(2)).toEqual(neurons.slice(2).sort((a, b) => b - a));
    expect(neurons[0]).toBeGreaterThan(2 * neurons[4]);
    // The table says the same as the picture.
    await page.locator('#path summary').click();
    const beta = await page.locator('[data-setting="beta"] output').textContent();
    const rows = await page.locator('#path tbody tr').allTextContents();
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => row.startsWith(`${beta}${neurons[4]}`))).toHaveLength(1);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('is moved along by keyboard, without another solve', async () => {
    const { page, problems } = await site.open('#v=1&data=xor');
    await settled(page);
    await page.locator('#tab-path').click();
    await page.locator('#path .tab-status', { hasText: 'each with its certificate' }).waitFor();
    const slider = page.locator('#path input[type="range"]');
    await slider.focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(200);
    expect((await readStatus(page)).neurons).toBe(0);
    await page.keyboard.press('Home');
    await page.waitForTimeout(200);
    expect((await readStatus(page)).neurons).toBeGreaterThan(3);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^β \S+, \d+ neurons$/);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('neurons on the path', () => {
  const network = (/** @type {number[][]} */ rows) => ({
    ...{ m: rows.length, c: 1, d: 1 },
    W1: Float64Array.from(rows, ([w]) => w),
    b1: Float64Array.from(rows, ([, b]) => b),
    W2: Float64Array.from(rows, ([, , a]) => a),
  });
  it('are followed by direction and sign, from nothing to nothing', () => {
    const tracks = followNeurons([
      network([[1, 0, 1]]),
      network([
        [0, 2, 1],
        [3, 0.1, 1],
      ]),
      network([[0, 2, -1]]),
    ]);
    expect(tracks.map(({ steps, sign }) => [steps, sign])).toEqual([
      [[0, 1, 2], 1],
      [[0, 1, 2], 1],
      [[1, 2], -1],
    ]);
    expect(tracks[0].strengths[2]).toBe(0);
    expect(tracks[1].strengths).toEqual([0, 2, 0]);
  });
});
