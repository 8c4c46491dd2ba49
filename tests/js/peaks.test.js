import { describe, expect, test } from 'vitest';
import { boundPeak, largestPeak } from '../../wasm/peaks.js';
import { createRandom, randomMatrix } from '../support/data.js';
import { bracketPeak, correlation, drawProblem, embed } from './support/peaks.js';

/** @param {number[][]} rows */
function toMatrix(rows) {
  return { data: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0].length };
}

/**
 * @param {number[][]} X
 * @param {number[]} nu
 * @param {{ floor?: number, deadline?: number }} [limits]
 */
const peak = (X, nu, limits) => boundPeak(toMatrix(X), false, Float64Array.from(nu), limits);

/**
 * The bound is found, never below what is attained, and above the true maximum by rounding only.
 *
 * @param {number[][]} X
 * @param {number[]} nu
 * @param {{ attained: number, bound: number }} [reference]
 */
function expectExact(X, nu, reference = bracketPeak(X, nu)) {
  const total = X.reduce((sum, x, i) => sum + Math.abs(nu[i]) * Math.hypot(...x), 0);
  const { bound, ended } = peak(X, nu);
  expect(ended).toBe('found');
  expect(bound).toBeGreaterThanOrEqual(reference.attained * (1 - 1e-12));
  expect(bound).toBeLessThanOrEqual(reference.bound * (1 + 1e-9) + 1e-13 * total);
}

describe('by hand', () => {
  test.each([
    ['rank 1', [[2], [-3]], [1, 1], 3],
    ['rank 1, cancelling', [[2], [-3]], [1, -2], 6],
    [
      'rank 2, a corner',
      [
        [1, 0],
        [0, 1],
      ],
      [1, -1],
      1,
    ],
    [
      'rank 2, a gradient',
      [
        [3, 0],
        [0, 4],
      ],
      [1, 1],
      5,
    ],
    [
      'rank 2, along a kink',
      [
        [1, 1],
        [0, 1],
      ],
      [1, -1],
      Math.SQRT1_2 * Math.SQRT2,
    ],
    [
      'rank 3, unit vectors',
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      [1, 1, 1],
      Math.sqrt(3),
    ],
    [
      'opposite rows without a kink',
      [
        [1, 2, 2],
        [-1, -2, -2],
      ],
      [1, -1],
      3,
    ],
    [
      'rows of zeros',
      [
        [0, 0],
        [3, 4],
        [0, 0],
      ],
      [7, 1, -7],
      5,
    ],
    ['nothing but zeros', [[0, 0]], [1], 0],
    ['no ν', [[1, 2]], [0], 0],
    [
      'rank 4',
      [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
      ],
      [1, 1, 1, 1],
      2,
    ],
  ])('%s', (_, X, nu, expected) => {
    expect(peak(X, nu).bound).toBeCloseTo(expected, 9);
    expect(peak(X, nu).bound).toBeGreaterThanOrEqual(expected * (1 - 1e-15));
  });

  test('a column of ones counts where there is a bias', () => {
    const X = toMatrix([[3], [-4]]);
    expect(boundPeak(X, false, Float64Array.of(1, 1)).bound).toBeCloseTo(4, 9);
    // Both at once: (0, 1) gives 2, (−4, 1)/√17 the second alone, less than one with the first.
    const { attained } = bracketPeak(
      [
        [3, 1],
        [-4, 1],
      ],
      [1, 1],
    );
    expect(boundPeak(X, true, Float64Array.of(1, 1)).bound).toBeCloseTo(attained, 9);
  });

  test('numbers at the end of the range', () => {
    expect(peak([[3e200, 4e200]], [1]).bound / 5e200).toBeCloseTo(1, 9);
    expect(peak([[3e-200, 4e-200]], [1]).bound / 5e-200).toBeCloseTo(1, 9);
    expect(peak([[1e300]], [1e300]).bound).toBe(Infinity);
  });
});

describe('against the enumeration of all patterns', () => {
  test.each([
    [1, 100],
    [2, 250],
    [3, 400],
    [4, 150],
    [5, 60],
    [6, 40],
  ])('rank %i: %i problems with ties, duplicates, other units', (rank, count) => {
    const random = createRandom(rank);
    for (let problem = 0; problem < count; problem++) {
      const { X, nu } = drawProblem(random, rank);
      expectExact(X, nu);
    }
  });

  test.each([1, 2, 3, 4])('rank %i in twenty columns', (rank) => {
    const random = createRandom(10 + rank);
    for (let problem = 0; problem < 25; problem++) {
      const { X, nu } = drawProblem(random, rank);
      expectExact(embed(X, 20, random), nu, bracketPeak(X, nu));
    }
  });
});

describe('the sphere, where many circles meet', () => {
  const random = createRandom(5);
  const plane = (/** @type {number} */ n) => randomMatrix(n, 2, random).map((x) => [...x, 1]);
  const grid = Array.from({ length: 36 }, (_, i) => [i % 6, Math.floor(i / 6), 1]);
  const twins = plane(20).flatMap((x, i) => [
    x,
    x.map((value) => value + random() * 10 ** -(8 + (i % 9))),
  ]);
  const line = plane(30).map(([a, b, one], i) => (i % 2 ? [a, 2 * a + 1, one] : [a, b, one]));

  /**
   * Climbs along gradients from random directions.
   *
   * @param {number[][]} X
   * @param {number[]} nu
   */
  function highestFound(X, nu) {
    let best = 0;
    for (let start = 0; start < 3000; start++) {
      let [u] = randomMatrix(1, 3, random);
      for (let step = 0; step < 6; step++) {
        const value = correlation(X, nu, u);
        best = Math.max(best, Math.abs(value));
        const active = X.map((x) => x[0] * u[0] + x[1] * u[1] + x[2] * u[2] > 0);
        u = u.map((_, k) =>
          X.reduce((sum, x, i) => sum + (active[i] ? Math.sign(value) * nu[i] * x[k] : 0), 0),
        );
      }
    }
    return best;
  }

  test.each([
    ['a grid', grid],
    ['all but equal rows', twins],
    ['half the points on a line', line],
    ['other units', plane(30).map(([a, b, one]) => [1e6 * a, 1e-6 * b, one])],
  ])('%s: nothing above, and both methods agree', (_, X) => {
    for (const nu of [X.map(() => random()), X.map((__, i) => (i % 3) - 1)]) {
      const { bound } = peak(X, nu);
      expect(bound).toBeGreaterThanOrEqual(highestFound(X, nu) * (1 - 1e-12));
      // One row in a fourth dimension, too short to matter, sends the same problem to the cones.
      const tiny = 1e-10 * bound;
      const wider = peak([...X.map((x) => [...x, 0]), [0, 0, 0, tiny]], [...nu, 1]);
      expect(wider.ended).toBe('found');
      expect(Math.abs(wider.bound - bound)).toBeLessThan(1e-9 * bound);
    }
  });
});

describe('limits', () => {
  const random = createRandom(8);
  const flat = randomMatrix(300, 3, random);
  const nu = flat.map(() => random() / 300);

  test('a hundred points in 0.3 s, three hundred in 3 s', () => {
    for (const [n, seconds] of [
      [100, 0.3],
      [300, 3],
    ]) {
      const start = performance.now();
      expect(peak(flat.slice(0, n), nu.slice(0, n)).ended).toBe('found');
      expect((performance.now() - start) / 1000).toBeLessThan(seconds);
    }
  });

  test('what is below the floor is of no interest', () => {
    const { bound } = peak(flat, nu);
    expect(peak(flat, nu, { floor: 1.5 * bound }).bound / bound).toBeCloseTo(1.5, 9);
    expect(peak(flat, nu, { floor: 0.5 * bound }).bound / bound).toBeCloseTo(1, 9);
    expect(peak(flat, nu, { floor: 1e9 })).toEqual({ bound: 1e9, rounding: 0, ended: 'found' });
  });

  test.each([3, 5])('rank %i: out of time, the bound is worse but holds', (rank) => {
    const X = randomMatrix(60, rank, random);
    const some = X.map(() => random());
    const exact = peak(X, some, { deadline: performance.now() + 20_000 });
    const early = peak(X, some, { deadline: -1 });
    expect(exact.ended).toBe('found');
    expect(early.ended).toBe('time');
    expect(early.bound).toBeGreaterThan(exact.bound);
  });

  test('beyond rank 6, the sum of the lengths', () => {
    const X = randomMatrix(9, 7, random);
    const total = X.reduce((sum, x) => sum + Math.hypot(...x), 0);
    expect(
      peak(
        X,
        X.map(() => 1),
      ),
    ).toEqual({ bound: expect.closeTo(total, 9), rounding: 0, ended: 'rank' });
    // As long as the rows with ν ≠ 0 span more.
    expect(
      peak(
        X,
        X.map((_, i) => Number(i < 6)),
      ).ended,
    ).toBe('found');
  });

  test('of several outputs, the largest', () => {
    const X = [
      [3, 0],
      [0, 4],
    ];
    const claim = { beta: 1, bias: false, dual: Float64Array.of(1, 0.5, 1, 0) };
    expect(largestPeak(toMatrix(X), 2, claim, 1).largest).toBeCloseTo(5, 9);
    expect(largestPeak(toMatrix(X), 2, { ...claim, beta: 6 }, 1)).toEqual({
      largest: expect.closeTo(6, 9),
      rounding: expect.closeTo(0, 9),
      missing: undefined,
    });
  });
});
