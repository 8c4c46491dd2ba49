/** The notebook's steps, with the bounds they must keep. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import * as convex from '../../examples/convex-weights.js';
import * as steps from '../../examples/notebook-steps.js';

const data = steps.makeData();
const gates = steps.sampleGates(data);
/** @type {Awaited<ReturnType<typeof steps.solve>>} */
let solution;

beforeAll(async () => {
  solution = await steps.solve(data, gates);
});

test('1: ten labelled points with a column of ones', () => {
  expect(data.X).toHaveLength(10);
  for (const [r, [a, b, one]] of data.X.entries()) {
    expect(one).toBe(1);
    expect(data.y[r]).toBe(Math.hypot(a, b) > 1 ? 1 : -1);
  }
  expect(new Set(data.y)).toEqual(new Set([-1, 1]));
});

test('2: a hundred gates, fewer patterns, all different', () => {
  expect(gates.gates).toHaveLength(100);
  const texts = gates.patterns.map((pattern) => pattern.map(Number).join(''));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.length).toBeGreaterThan(10);
  // 92 is the number of all patterns of ten points in general position, with a bias.
  expect(texts.length).toBeLessThanOrEqual(92);
  expect(solution.report.patterns.used).toBeLessThanOrEqual(texts.length);
});

test('3: the program’s value is the network’s objective, certified', () => {
  const { value, report, verification } = solution;
  expect(report.status).toBe('optimal');
  expect(Math.abs(value / report.objective - 1)).toBeLessThan(1e-9);
  expect(verification).toMatchObject({ valid: true, reasons: [] });
  expect(verification.relativeGap).toBeLessThan(1e-8);
});

test('4: every block lies in its cone', () => {
  expect(steps.largestViolation(data, gates, solution.weights)).toBeLessThan(1e-12);
});

test('5: descent without cones goes below the program and leaves some cones', () => {
  const { weights, values } = steps.descend(data, gates, solution.weights);
  expect(values).toHaveLength(101);
  expect(values[100]).toBeLessThan(values[0]);
  expect(weights.data).not.toEqual(solution.weights.data);
  const holding = (/** @type {convex.ConvexWeights} */ of) =>
    steps.coneReport(data, gates, of).flatMap(({ holds }) => holds);
  expect(holding(solution.weights)).toHaveLength(2 * gates.patterns.length * 10);
  expect(holding(solution.weights)).not.toContain(false);
  expect(holding(weights)).toContain(false);
  expect(holding(weights)).toContain(true);
});

test('6: convex weights and layers predict the same, for one class and for three', async () => {
  const mapped = await steps.mapLayers(data, gates);
  const p = gates.patterns.length;
  expect(mapped.map(({ shape }) => shape)).toEqual([
    [2, 1, p, 3],
    [2, 3, p, 3],
  ]);
  for (const { shape, layers } of mapped) {
    const [all, some] = layers;
    expect(all.first).toHaveLength(2 * shape[1] * p);
    expect(some.first.length).toBeLessThan(all.first.length);
    for (const { first, second, difference } of layers) {
      expect(first.every((row) => row.length === 3)).toBe(true);
      expect(second).toHaveLength(shape[1]);
      expect(second.every((row) => row.length === first.length)).toBe(true);
      expect(difference).toBeLessThan(1e-9);
    }
    expect(some.first.every((row) => convex.norm(row) > 0)).toBe(true);
  }
});

test('7: the recovered network predicts what the convex model predicts', () => {
  const { rows, difference } = steps.comparePredictions(data, gates, solution);
  expect(rows).toHaveLength(10);
  expect(difference).toBeLessThan(1e-9);
  for (const { target, network } of rows) expect(Math.sign(network)).toBe(target);
});

test('8: both layers of a neuron have the same norm', () => {
  const norms = steps.neuronNorms(solution.network);
  expect(norms).toHaveLength(solution.network.m);
  for (const { first, second, strength } of norms) {
    expect(Math.abs(second) / first).toBeCloseTo(1, 9);
    expect(strength).toBeCloseTo(first * first, 9);
  }
});

test('9: errors and margins', () => {
  const { error, margin } = steps.errors(data, solution.network);
  expect(error).toBeLessThan(0.1);
  expect(margin).toBeLessThan(error + 1e-12);
});

test('all nine are printed', async () => {
  const script = fileURLToPath(new URL('../../examples/notebook.js', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout.match(/^\d\. /gm)).toEqual(Array.from({ length: 9 }, (_, k) => `${k + 1}. `));
  expect(stdout).not.toContain('NaN');
  expect(stderr).toBe('');
});

describe('the mapping by hand', () => {
  const X = [
    [1, 0],
    [0, 1],
  ];
  const patterns = convex.distinctPatterns(X, [
    [1, 1],
    [1, -1],
    [2, 3],
  ]);

  test('patterns are distinct', () => {
    expect(patterns).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test('blocks become neurons, in both directions', () => {
    const weights = convex.zeroWeights(2, 2, 2);
    convex.block(weights, 0, 0, 1).set([4, -3]);
    convex.block(weights, 1, 1, 0).set([0, 9]);
    const root = Math.sqrt(5);
    const { first, second } = convex.toLayers(weights, { removeZeros: true });
    expect(first).toEqual([
      [4 / root, -3 / root],
      [0, 3],
    ]);
    expect(second).toEqual(
      [
        [root, 0],
        [0, -3],
      ].map((row) => row.map((a) => (a === 0 ? 0 : a))),
    );
    const full = convex.toLayers(weights, { removeZeros: false });
    expect(full.first).toHaveLength(8);
    expect(full.first[1]).toEqual(first[0]);
    expect(full.first[6]).toEqual(first[1]);
    expect(convex.predictions(X, patterns, weights)).toEqual([
      [4, 0],
      [0, -9],
    ]);
    expect(convex.programValue(X, X, patterns, weights, 2)).toBe((9 + 100) / 2 + 2 * (5 + 9));
    expect(convex.coneViolation(X, patterns[0], [4, -3])).toBe(3);
    expect(convex.coneViolation(X, patterns[1], [4, -3])).toBe(0);
  });
});
