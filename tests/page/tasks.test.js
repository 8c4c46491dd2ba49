// Other targets than two classes: functions of one number, surfaces, several classes.
import { train } from 'convexrelu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toMatrices } from '../../web/data/points.js';
import { decodeState } from '../../web/state/hash.js';
import { sceneOf } from '../../web/state/scene.js';
import { programOf } from '../../web/state/program.js';
import { pixelX, pixelY } from '../../web/views/frame.js';
import { cellAt, countCells } from '../../web/views/cells.js';
import { createRandom } from '../../web/data/random.js';
import { neuronLines } from '../../web/views/neurons.js';
import { cornersOf, kinksOf } from '../../web/views/curve.js';
import { openSite, placeOnPlane, readStatus, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** What the page should have trained. @param {string} hash */
async function expected(hash) {
  const state = decodeState(hash);
  const scene = sceneOf(state);
  const { X, Y } = toMatrices(scene.train, scene.task, scene.classes);
  const { network } = await train(X, Y, programOf(state.values, scene.task));
  return { scene, network };
}

/**
 * The colours of the canvas at places of the plane.
 *
 * @param {import('playwright').Page} page
 * @param {{ x: number, y: number }[]} places
 * @param {number} radius
 */
async function coloursAt(page, places, radius) {
  const shares = places.map(({ x, y }) => ({
    across: pixelX({ radius, size: 1 }, x),
    down: pixelY({ radius, size: 1 }, y),
  }));
  return page.evaluate((all) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('plane'));
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const { width, height } = canvas;
    const { data } = context.getImageData(0, 0, width, height);
    return all.map(({ across, down }) => {
      const at = 4 * (Math.floor(down * height) * width + Math.floor(across * width));
      return Array.from(data.slice(at, at + 3));
    });
  }, shares);
}

describe('a function of one number', () => {
  it('is drawn as the curve that the network is', async () => {
    const hash = '#v=1&data=sine';
    const { page, problems } = await site.open(hash);
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    expect(await page.locator('#detail').textContent()).toMatch(/R² 0\.9\d+/);
    await page.waitForTimeout(500);
    const { scene, network } = await expected(hash);
    const { radius, points } = scene;
    // Points and the marks of the corners hide the curve.
    const marked = [...points, ...kinksOf(network, radius)];
    const clear = Array.from({ length: 190 }, (_, k) => radius * (-0.95 + k * 0.01)).filter((x) =>
      marked.every((mark) => Math.abs(mark.x - x) > 0.03 * radius),
    );
    expect(clear.length).toBeGreaterThan(20);
    const { data } = network.predict(clear.map((x) => [x]));
    const curve = clear.map((x, k) => ({ x, y: data[k] }));
    const beside = curve.map(({ x, y }) => ({ x, y: y + 0.12 * radius }));
    const colours = await coloursAt(page, [...curve, ...beside], radius);
    const on = colours.slice(0, clear.length);
    const off = colours.slice(clear.length);
    // The curve is green, what is beside it is paper.
    on.forEach(([red, green]) => expect(green - red).toBeGreaterThan(40));
    off.forEach(([red, green]) => expect(Math.abs(green - red)).toBeLessThan(20));
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('has its corners where the neurons switch', () => {
    const network = {
      ...{ m: 2, c: 1, d: 1, W1: Float64Array.of(1, -2), b1: Float64Array.of(-0.5, 1) },
      W2: Float64Array.of(1, 3),
      predict: () => ({ data: Float64Array.of(0, 1, 2, 3) }),
    };
    const kinks = kinksOf(network, 2);
    expect(kinks.map(({ x, side, index }) => [x, side, index])).toEqual([
      [0.5, 1, 0],
      [0.5, -1, 1],
    ]);
    expect(cornersOf(network, kinks, 2).map(({ x }) => x)).toEqual([-2, 0.5, 0.5, 2]);
  });
});

describe('several classes', () => {
  it('each have their region, in the colour of the largest output', async () => {
    const hash = '#v=1&data=petals';
    const { page, problems } = await site.open(hash);
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    await page.waitForTimeout(1500);
    const { scene, network } = await expected(hash);
    const { radius, points } = scene;
    const places = Array.from({ length: 400 }, (_, k) => ({
      x: radius * (-0.9 + 1.8 * ((k % 20) / 19)),
      y: radius * (-0.9 + 1.8 * (Math.floor(k / 20) / 19)),
    }));
    const { data } = network.predict(places.map(({ x, y }) => [x, y]));
    const colours = await coloursAt(page, places, radius);
    // Blue, orange and green: the channel that stands out against the mean of the others.
    const tint = (/** @type {number[]} */ [r, g, b]) => (r > b ? (g > r ? 2 : 1) : g > b ? 2 : 0);
    let compared = 0;
    let agreed = 0;
    places.forEach((place, i) => {
      const row = Array.from(data.slice(3 * i, 3 * i + 3));
      const [most, next] = [...row].sort((a, b) => b - a);
      const hidden = points.some(
        ({ x, y }) => Math.hypot(x - place.x, y - place.y) < 0.06 * radius,
      );
      if (hidden || most - next < 0.4) return;
      compared += 1;
      agreed += tint(colours[i]) === row.indexOf(most) ? 1 : 0;
    });
    expect(compared).toBeGreaterThan(150);
    // Neurons' lines and their ticks pass over some.
    expect(agreed / compared).toBeGreaterThan(0.93);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('a surface', () => {
  it('is coloured by value, with a scale', async () => {
    const hash = '#v=1&data=hills';
    const { page, problems } = await site.open(hash);
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    expect(await page.locator('#numbers').innerText()).toMatch(/R²\s*\d/);
    await page.waitForTimeout(1500);
    const { scene, network } = await expected(hash);
    const places = scene.points.map(({ x, y }) => ({ x: x + 0.05, y: y + 0.05 }));
    const { data } = network.predict(places.map(({ x, y }) => [x, y]));
    const colours = await coloursAt(page, places, scene.radius);
    const strong = places.map((_, i) => i).filter((i) => Math.abs(data[i]) > 0.5);
    expect(strong.length).toBeGreaterThan(4);
    const agreed = strong.filter((i) => (colours[i][0] - colours[i][2]) * data[i] > 0);
    expect(agreed.length / strong.length).toBeGreaterThan(0.8);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('neurons and cells', () => {
  it('light up on the canvas from the table, and are printed as a formula', async () => {
    const { page, problems } = await site.open('#v=1&data=circle');
    await settled(page);
    await page.locator('#tab-neurons').click();
    const rows = page.locator('#neurons tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe((await readStatus(page)).neurons);
    const formula = (await page.locator('#formula').textContent()) ?? '';
    expect(formula.match(/₊/g)).toHaveLength(await rows.count());
    const picture = () =>
      page.locator('#plane').evaluate((canvas) => /** @type {any} */ (canvas).toDataURL());
    await page.waitForTimeout(800);
    const plain = await picture();
    await page.locator('#neurons tbody button').nth(1).focus();
    await page.waitForTimeout(200);
    expect(await picture()).not.toBe(plain);
    expect(await rows.nth(1).getAttribute('class')).toBe('lit');
    await page.locator('#neurons tbody button').nth(1).blur();
    await page.waitForTimeout(200);
    expect(await picture()).toBe(plain);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('tell the pattern and the linear piece of the cell that is pointed at', async () => {
    const hash = '#v=1&data=circle';
    const { page, problems } = await site.open(hash);
    await settled(page);
    const picture = () =>
      page.locator('#plane').evaluate((canvas) => /** @type {any} */ (canvas).toDataURL());
    await page.waitForTimeout(1000);
    const plain = await picture();
    await page.getByLabel('Activation cells').check();
    const counted = page.locator('#cell', { hasText: 'lines cut the square into' });
    await counted.waitFor();
    const { scene, network } = await expected(hash);
    const lines = neuronLines(network, scene.radius);
    expect(await counted.textContent()).toMatch(
      `${lines.length} lines cut the square into ${countCells(lines, scene.radius)} cells`,
    );
    expect(await picture()).not.toBe(plain);
    const { x, y } = await placeOnPlane(page, 0.3, 0.6);
    await page.mouse.move(x, y);
    const text = (await page.locator('#cell').textContent()) ?? '';
    const [, pattern, active] =
      /^Pattern ([01]+): (\d+) of 5 neurons active, f = /.exec(text) ?? [];
    expect(pattern).toHaveLength(5);
    expect(pattern.split('1').length - 1).toBe(Number(active));
    await page.getByLabel('Size by dual weight').check();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('cells are as many as there are patterns of neurons in the square', () => {
    const random = createRandom(3);
    for (const m of [0, 1, 2, 4]) {
      const weights = Array.from({ length: 3 * m }, () => random.normal());
      // One neuron is there twice, and three of them meet in a point.
      const W1 = Float64Array.from([...weights.slice(0, 2 * m), 1, 0, -2, 0, 0, 1, 1, 1]);
      const b1 = Float64Array.from([...weights.slice(2 * m), 0, 0, 0, 0]);
      const W2 = new Float64Array(m + 4).fill(1);
      const network = { m: m + 4, c: 1, d: 2, W1, b1, W2 };
      const seen = new Set();
      const side = 400;
      for (let k = 0; k < side * side; ++k) {
        const place = [(k % side) + 0.5, Math.floor(k / side) + 0.5].map((v) => (4 * v) / side - 2);
        const active = Array.from(
          b1,
          (b, j) => W1[2 * j] * place[0] + W1[2 * j + 1] * place[1] + b > 0,
        );
        seen.add(active.map(Number).join(''));
      }
      const count = countCells(neuronLines(network, 2), 2);
      // Cells smaller than the grid's are not seen by it.
      expect(count).toBeGreaterThanOrEqual(seen.size);
      expect(count).toBeLessThanOrEqual(seen.size + 1);
      if (m === 0) expect(count).toBe(6);
    }
  });

  it('a cell has the value of the network, and ends where a neuron switches', () => {
    const network = {
      ...{ m: 2, c: 1, d: 2, W1: Float64Array.of(1, 0, 0, -1), b1: Float64Array.of(0.5, 0) },
      W2: Float64Array.of(2, 3),
    };
    const { polygon, pattern, pieces } = cellAt(network, { x: 0, y: 1 }, 2);
    expect(pattern).toEqual([true, false]);
    expect(pieces).toEqual([{ wx: 2, wy: 0, w0: 1 }]);
    const corners = polygon.map((corner) => [corner.x, corner.y]);
    expect(corners.sort()).toEqual(
      [
        [-0.5, 0],
        [-0.5, 2],
        [2, 0],
        [2, 2],
      ].sort(),
    );
  });
});
