// The page's pure modules, without a browser.
import { beforeAll, describe, expect, it } from 'vitest';
import { datasets } from '../../web/data/datasets.js';
import { decodePoints, encodePoints, snap } from '../../web/data/codec.js';
import { loadTable } from '../../web/data/measured.js';
import { nearest } from '../../web/data/points.js';
import { createRandom } from '../../web/data/random.js';
import { formatGap, formatNumber, formatPercent, formatSeconds } from '../../web/format.js';
import { decodeState, encodeState } from '../../web/state/hash.js';
import { generateScene, sceneOf, tapped } from '../../web/state/scene.js';
import { coerce, defaultValues, settingByName, withValue } from '../../web/state/settings.js';
import { zeroLines } from '../../web/views/contour.js';
import { neuronLines } from '../../web/views/neurons.js';
import { createPalette, paint } from '../../web/views/palette.js';

describe('random numbers', () => {
  it('are the same for the same seed and have the moments of their distributions', () => {
    const random = createRandom(5);
    const uniform = Array.from({ length: 20000 }, () => random.uniform());
    const normal = Array.from({ length: 20000 }, () => random.normal());
    const mean = (/** @type {number[]} */ values) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(uniform[0]).toBe(createRandom(5).uniform());
    expect(uniform[0]).not.toBe(createRandom(6).uniform());
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
  });
});

/** @param {Partial<import('../../web/state/hash.js').Drawing>} parts */
const drawingOf = (parts) => ({
  ...{ task: /** @type {const} */ ('classes'), classes: 2, radius: 2, range: 1, axes: null },
  ...{ points: [], ...parts },
});

describe('data sets', () => {
  beforeAll(() => Promise.all(datasets.map(({ name }) => loadTable(name))));

  it.each(datasets.map(({ name }) => name))('%s: as asked for, inside the square', (name) => {
    const values = withValue(defaultValues(), 'data', name);
    const { points, radius, task, classes } = generateScene(values);
    expect(points).toHaveLength(Number(values.n));
    const labels = [...new Set(points.map(({ label }) => label))].sort();
    if (task === 'classes') expect(labels).toEqual([-1, 1]);
    if (task === 'many') expect(labels).toEqual(Array.from({ length: classes }, (_, k) => k));
    if (task === 'line') expect(new Set(points.map(({ x }) => x)).size).toBe(points.length);
    if (task === 'surface') expect(labels.length).toBe(points.length);
    for (const { x, y } of points) {
      expect(Math.abs(x)).toBeLessThan(radius);
      expect(Math.abs(y)).toBeLessThan(radius);
    }
    expect(generateScene(values).points).toEqual(points);
  });

  it('label the circle as the notebook does', () => {
    const { points } = generateScene({ ...defaultValues(), n: 50 });
    for (const { x, y, label } of points) expect(label).toBe(Math.hypot(x, y) > 1 ? 1 : -1);
  });
});

describe('points', () => {
  it('survive a link', () => {
    const random = createRandom(1);
    const points = Array.from({ length: 200 }, (_, i) =>
      snap({
        x: random.uniform(-15.9, 15.9),
        y: random.uniform(-15.9, 15.9),
        label: i % 3 === 0 ? 1 : -1,
      }),
    );
    expect(decodePoints(encodePoints(points))).toEqual(points);
    expect(decodePoints('abc')).toBeNull();
    expect(decodePoints('??????')).toBeNull();
  });

  it('are found by the nearest within reach', () => {
    const points = [snap({ x: 0, y: 0, label: 1 }), snap({ x: 1, y: 0, label: 1 })];
    expect(nearest(points, 0.9, 0)).toBe(1);
    expect(nearest(points, 0.5, 3, 1)).toBe(-1);
    expect(nearest([], 0, 0)).toBe(-1);
  });

  it('are added where there is none, and removed where there is one', () => {
    const state = { values: defaultValues(), drawing: drawingOf({}) };
    const added = tapped(state, { x: 1, y: 1, reach: 0.1, label: 1 });
    expect(added?.state.drawing?.points).toEqual([{ x: 1, y: 1, label: 1 }]);
    const removed = added && tapped(added.state, { x: 1.05, y: 1, reach: 0.1, label: -1 });
    expect(removed?.added).toBe(false);
    expect(removed?.state.drawing?.points).toEqual([]);
    expect(tapped(state, { x: 1, y: 1, reach: 0.1, label: null })).toBeNull();
  });
});

describe('settings', () => {
  it('keep to their ranges and choices', () => {
    const values = defaultValues();
    expect(coerce(settingByName('n'), '1e9', values)).toBe(400);
    expect(coerce(settingByName('n'), 'x', values)).toBe(10);
    expect(coerce(settingByName('n'), '7.6', values)).toBe(8);
    expect(coerce(settingByName('beta'), '0.0123456', values)).toBe(0.0123);
    expect(coerce(settingByName('data'), 'unknown', values)).toBe('circle');
  });

  it('round-trip through the address, which names only what differs', () => {
    const state = { values: defaultValues(), drawing: null };
    expect(encodeState(state)).toBe('');
    const moons = {
      ...state,
      values: withValue(withValue(state.values, 'data', 'moons'), 'n', 33),
    };
    expect(encodeState(moons)).toBe('v=1&data=moons&n=33');
    expect(decodeState(`#${encodeState(moons)}`)).toEqual(moons);
    const drawn = { ...moons, drawing: sceneOf({ ...moons, drawing: null }) };
    const drawing = drawingOf({
      radius: drawn.drawing.radius,
      points: drawn.drawing.points.map((point) => snap(point)),
    });
    expect(decodeState(encodeState({ ...moons, drawing }))).toEqual({ ...moons, drawing });
    expect(decodeState('#v=99&data=moons').values).toEqual(state.values);
  });
});

describe('numbers in words', () => {
  it('are short, and never NaN', () => {
    expect([1.0794e-3, 4.2e-9, 0, 12345, NaN, Infinity].map((v) => formatNumber(v))).toEqual([
      '0.00108',
      '4.20e-9',
      '0',
      '12345',
      '–',
      '–',
    ]);
    expect([3.7e-9, 0.0321, null].map(formatGap)).toEqual(['4e-9', '0.03', '–']);
    expect([1, 0.997, 0.9999, 0.0321, 0, NaN].map(formatPercent)).toEqual([
      '100 %',
      '99.7 %',
      '99.9 %',
      '3.2 %',
      '0 %',
      '–',
    ]);
    expect([0, 0.0081, 0.9999, 61].map(formatSeconds)).toEqual([
      '0.1 ms',
      '8 ms',
      '1.00 s',
      '61.0 s',
    ]);
  });
});

describe('the zero contour', () => {
  /** @param {number} size @param {(x: number, y: number) => number} f */
  const lines = (size, f) => {
    const values = Float32Array.from({ length: size ** 2 }, (_, k) =>
      f((k % size) + 0.5, Math.floor(k / size) + 0.5),
    );
    return zeroLines({ values, columns: size, rows: size, step: 1 }, 1);
  };

  it('of a linear function is one line with two ends, exactly on it', () => {
    const [line, ...rest] = lines(12, (x, y) => 2 * x - y - 3.25);
    expect(rest).toEqual([]);
    expect(line).toHaveLength(2);
    for (const [x, y] of line) expect(2 * x - y - 3.25).toBeCloseTo(0, 5);
    expect(Math.abs(line[0][1] - line[1][1])).toBe(11);
  });

  it('of a closed curve comes back to its start', () => {
    const [line, ...rest] = lines(40, (x, y) => Math.hypot(x - 20, y - 20) - 12);
    expect(rest).toEqual([]);
    expect(line.at(-1)).toEqual(line[0]);
    for (const [x, y] of line) expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(12, 1);
  });

  it('keeps the two branches of a saddle apart', () => {
    const branches = lines(2, (x, y) => (x < 1 === y < 1 ? 1 : -3));
    expect(branches).toHaveLength(2);
    for (const [[x1, y1], [x2, y2]] of branches) expect(x1 + y1).toBeCloseTo(x2 + y2);
  });
});

describe('the neurons', () => {
  const network = {
    ...{ m: 3, c: 1, d: 2, W1: Float64Array.of(0, 2, 1, 1, 1, 0), b1: Float64Array.of(1, 0, -9) },
    W2: Float64Array.of(-1, 3, 1),
  };
  it('are lines from side to side, weakest first, without those outside', () => {
    const [weak, strong, ...rest] = neuronLines(network, 2);
    expect(rest).toEqual([]);
    expect(weak).toMatchObject({ nx: 0, ny: 1, sign: -1 });
    for (const { x, y } of weak.ends) expect([Math.abs(x), y]).toEqual([2, -0.5]);
    for (const { x, y } of strong.ends) expect([Math.abs(x), x + y]).toEqual([2, 0]);
    expect(strong.strength).toBeCloseTo(3 * Math.SQRT2);
  });
});

describe('the palette', () => {
  it('is warm above zero, cool below, and the same beyond its range', () => {
    const palette = createPalette('#93bfe9', '#fefdfb', '#f8bb83');
    const values = [-9, -1.25, -0.2, 0.2, 1.25, 9];
    const pixels = new Uint32Array(values.length);
    paint(palette, values, pixels, 0);
    const bytes = new Uint8Array(pixels.buffer);
    const warmth = values.map((_, k) => bytes[4 * k] - bytes[4 * k + 2]);
    expect(warmth.map(Math.sign)).toEqual([-1, -1, -1, 1, 1, 1]);
    expect(pixels[0]).toBe(pixels[1]);
    expect(pixels[4]).toBe(pixels[5]);
    expect([bytes[0], bytes[1], bytes[2]]).toEqual([0x93, 0xbf, 0xe9]);
  });
});
