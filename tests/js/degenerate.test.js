/** Data without general position: certified, or stopped with an honest gap; never a wrong bound. */
import { train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { createRandom, randomMatrix } from '../support/data.js';
import { allGates } from '../support/enumerate.js';

const random = createRandom(11);
const cloud = randomMatrix(12, 2, random);
const signs = (/** @type {number[][]} */ X) => X.map(() => (random() < 0 ? -1 : 1));
const scale = (/** @type {number[][]} */ X, /** @type {number[]} */ factors) =>
  X.map((row) => row.map((value, k) => value * factors[k]));

/**
 * Rows of numbers of this rank in 50 columns.
 *
 * @param {number} rank
 */
function embedded(rank) {
  const map = randomMatrix(rank, 50, random);
  return randomMatrix(12, rank, random).map((row) =>
    map[0].map((_, k) => row.reduce((sum, value, i) => sum + value * map[i][k], 0)),
  );
}

/** @type {Record<string, { X: number[][], Y: number[], bias?: boolean }>} */
const problems = {
  duplicates: {
    X: cloud.map((_, i) => cloud[i >> 1]),
    Y: cloud.map((_, i) => (i % 4 < 2 ? 1 : -1)),
  },
  'contradictory labels': {
    X: cloud.map((_, i) => cloud[i >> 1]),
    Y: cloud.map((_, i) => (i % 2 ? 1 : -1)),
  },
  'all points on a line': { X: cloud.map(([a]) => [a, 2 * a - 1]), Y: signs(cloud) },
  '6×6 grid': {
    X: Array.from({ length: 36 }, (_, i) => [i % 6, Math.floor(i / 6)]),
    Y: signs(Array.from({ length: 36 }, () => [0])),
  },
  "xor's four points": {
    X: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    Y: [-1, 1, 1, -1],
  },
  'one class': { X: cloud, Y: cloud.map(() => 1) },
  'one point': { X: [[0.3, -2]], Y: [1] },
  'a zero row': { X: [[0, 0], ...cloud.slice(1)], Y: signs(cloud), bias: false },
  'columns scaled by 1e-6': { X: scale(cloud, [1e-6, 1]), Y: signs(cloud) },
  'columns scaled by 1e3': { X: scale(cloud, [1e3, 1]), Y: signs(cloud) },
  'columns scaled by 1e6': { X: scale(cloud, [1e6, 1]), Y: signs(cloud) },
  'all scaled by 1e6': { X: scale(cloud, [1e6, 1e6]), Y: signs(cloud) },
  'rank 1 in 50 columns': { X: embedded(1), Y: signs(cloud), bias: false },
  'rank 2 in 50 columns': { X: embedded(2), Y: signs(cloud), bias: false },
  'rank 3 in 50 columns': { X: embedded(3), Y: signs(cloud), bias: false },
};

const cases = Object.keys(problems).flatMap((name) =>
  /** @type {const} */ (['squared', 'hinge', 'logistic']).flatMap((loss) =>
    [1e-1, 1e-2, 1e-4].map((beta) => ({ name, loss, beta })),
  ),
);

describe('degenerate data', () => {
  /** @type {{ name: string, gap: number }[]} */
  const open = [];

  test.each(cases)('$name, $loss, β = $beta', async ({ name, loss, beta }) => {
    const { X, Y, bias = true } = problems[name];
    const options = { loss, beta, bias, timeLimit: 10 };
    const { network, report, certificate } = await train(X, Y, { ...options, patterns: 'exact' });
    expect(report.scope).toBe('global');
    expect(report.gap).toBeGreaterThanOrEqual(0);
    expect(network.objective(X, Y, { loss, beta }) / report.objective).toBeCloseTo(1, 10);
    if (report.status !== 'optimal') open.push({ name, gap: report.relativeGap });
    expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true, reasons: [] });
    if (X.length > 12) return;
    const gates = allGates(X.map((row) => (bias ? [...row, 1] : row)));
    const patterns = { kind: /** @type {const} */ ('given'), gates };
    const every = await train(X, Y, { ...options, patterns, tolerance: 1e-8 });
    const slack = 1e-9 * every.report.objective;
    expect(report.lowerBound).toBeLessThanOrEqual(every.report.objective + slack);
    expect(every.report.lowerBound).toBeLessThanOrEqual(report.objective + slack);
  });

  // At the ends of double precision a gap of 1e-4 may stay; the report says so.
  test('all are certified, but for some scaled by 1e6', () => {
    expect(open.filter(({ name }) => !name.endsWith('scaled by 1e6'))).toEqual([]);
    expect(open.length).toBeLessThan(6);
    for (const { gap } of open) expect(gap).toBeLessThan(1e-4);
  });
});
