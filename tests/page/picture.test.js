import { train } from 'convexrelu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toMatrices } from '../../web/data/points.js';
import { decodeState } from '../../web/state/hash.js';
import { sceneOf } from '../../web/state/scene.js';
import { planeX, planeY } from '../../web/views/frame.js';
import { openSite, placeOnPlane, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const ACROSS = 23;

/**
 * For each place of a grid over the plane: whether its surroundings are more orange than blue.
 *
 * @param {import('playwright').Page} page
 * @param {number} across
 */
function readColours(page, across) {
  return page.evaluate((places) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('plane'));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const difference = (/** @type {number} */ x, /** @type {number} */ y) => {
      const at = 4 * (y * canvas.width + x);
      return data[at] - data[at + 2];
    };
    const warmth = [];
    for (let j = 0; j < places; ++j) {
      for (let i = 0; i < places; ++i) {
        const x = Math.round(((i + 0.5) / places) * canvas.width);
        const y = Math.round(((j + 0.5) / places) * canvas.height);
        const around = Array.from({ length: 25 }, (_, k) =>
          difference(x + (k % 5) - 2, y + Math.floor(k / 5) - 2),
        );
        warmth.push(around.sort((a, b) => a - b)[12]);
      }
    }
    return warmth;
  }, across);
}

describe('the picture', () => {
  it.each([
    ['ReLU', '#v=1&data=xor&beta=0.001'],
    ['gated ReLU', '#v=1&data=moons&beta=0.001&formulation=gated-relu'],
  ])('of a %s network has the colours of its predictions', async (_, hash) => {
    const { page, problems } = await site.open(hash);
    await settled(page);
    await page.waitForTimeout(1500);

    const { values } = decodeState(hash);
    const { points, radius } = sceneOf({ values, drawing: null });
    const { X, y } = toMatrices(points);
    const { network } = await train(X, y, {
      formulation: /** @type {import('convexrelu').Formulation} */ (values.formulation),
      beta: Number(values.beta),
      patterns: { kind: 'sampled', count: Number(values.patterns), seed: Number(values.seed) },
    });
    const frame = { radius, size: ACROSS };
    const reach = 0.01 * radius;
    const warmth = await readColours(page, ACROSS);
    let compared = 0;
    warmth.forEach((colour, k) => {
      const x = planeX(frame, (k % ACROSS) + 0.5);
      const y = planeY(frame, Math.floor(k / ACROSS) + 0.5);
      const around = [-1, 0, 1].flatMap((i) =>
        [-1, 0, 1].map((j) => [x + i * reach, y + j * reach]),
      );
      const predicted = Array.from(network.predict(around).data);
      // Points hide the colours, and near the boundary there are both.
      const hidden = points.some((point) => Math.hypot(point.x - x, point.y - y) < 0.05 * radius);
      const sign = Math.sign(predicted[4]);
      if (hidden || predicted.some((value) => value * sign < 0.2)) return;
      compared += 1;
      expect({ x, y, sign: Math.sign(colour) }).toEqual({ x, y, sign });
    });
    expect(compared).toBeGreaterThan(200);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('tells the prediction under the pointer', async () => {
    const hash = '#v=1&data=gaussians';
    const { page } = await site.open(hash);
    await settled(page);
    const { x, y } = await placeOnPlane(page, 0.8, 0.2);
    await page.mouse.move(x, y);
    const text = await page.locator('#readout').textContent();
    expect(text).toMatch(/^f\(\d\.\d\d, \d\.\d\d\) = [\d.]+$/);
    await page.mouse.move(2, 2);
    expect(await page.locator('#readout').textContent()).toBe('');
    await page.context().close();
  });

  it('has as many pixels as the device', async () => {
    const { page } = await site.open('', { deviceScaleFactor: 2 });
    await settled(page);
    const [bitmap, shown] = await page.evaluate(() => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('plane'));
      return [canvas.width, canvas.getBoundingClientRect().width];
    });
    expect(Math.abs(bitmap - 2 * shown)).toBeLessThanOrEqual(1);
    await page.context().close();
  });

  it('is redrawn in the dark', async () => {
    const { page } = await site.open('', { colorScheme: 'light' });
    await settled(page);
    const brightness = () =>
      page.evaluate(() => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('plane'));
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, byte) => sum + byte, 0) / data.length;
      });
    await page.waitForTimeout(500);
    const light = await brightness();
    const lightShot = await page.screenshot();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(500);
    expect(await brightness()).toBeLessThan(light - 50);
    expect(lightShot.equals(await page.screenshot())).toBe(false);
    await page.context().close();
  });
});

describe('the layout', () => {
  it.each([320, 390, 768, 1024, 1280, 1920])('fits %i pixels', async (width) => {
    const { page } = await site.open('#v=1&data=penguins', { viewport: { width, height: 844 } });
    await settled(page);
    const sizes = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth,
      // The radio buttons and sliders themselves, the buttons, the menus.
      small: [...document.querySelectorAll('button, select, input, label')]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => [element.outerHTML, element.getBoundingClientRect()])
        .filter(([, box]) => /** @type {DOMRect} */ (box).height < 24)
        .map(([html]) => html),
    }));
    expect(sizes.page).toBe(width);
    expect(sizes.small).toEqual([]);
    await page.context().close();
  });

  it('does not move when the numbers change', async () => {
    const { page } = await site.open();
    await settled(page);
    const boxes = () =>
      page.evaluate(() =>
        ['run', 'chart', 'numbers', 'plane'].map((id) => {
          const box = document.getElementById(id)?.getBoundingClientRect();
          return [box?.x, box?.y, box?.width];
        }),
      );
    const before = await boxes();
    await page.locator('[data-setting="beta"] input').fill('-2');
    await settled(page);
    expect(await boxes()).toEqual(before);
    await page.context().close();
  });
});
