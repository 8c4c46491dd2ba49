/**
 * The global bound against exhaustive enumeration: a program over every activation pattern there is
 * has the global optimum, and another solver finds it.
 */
import { train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../support/data.js';
import { allGates, basisOf } from '../support/enumerate.js';

const losses = /** @type {const} */ (['squared', 'hinge', 'logistic']);

/**
 * @param {number} k
 * @param {number} n
 * @param {number} d
 */
function randomProblem(k, n, d) {
  const random = createRandom(k);
  const whole = (/** @type {number} */ size) => Math.round(size * random());
  /** @type {(() => number)[]} */
  const kinds = [random, () => whole(1.5), () => whole(3), () => random() ** 3];
  let X = Array.from({ length: n }, () => Array.from({ length: d }, kinds[k % kinds.length]));
  if (k % 5 === 0) X = X.map((row, i) => (i % 2 === 1 ? X[i - 1] : row));
  const loss = losses[k % 3];
  const signs = loss !== 'squared' || k % 2 === 0;
  const Y = X.map(() => (signs ? (random() < 0 ? -1 : 1) : 2 * random()));
  const bias = k % 7 < 3;
  const columns = X.map((row) => (bias ? [...row, 1] : row));
  return { X, Y, columns, options: { loss, bias, beta: 10 ** (-2.5 + 1.5 * random()) } };
}

/** @param {ReturnType<typeof randomProblem>} problem */
async function compare({ X, Y, columns, options }) {
  const exact = await train(X, Y, { ...options, patterns: 'exact' });
  const gates = allGates(columns);
  const kind = /** @type {const} */ ('given');
  const patterns = { kind, gates: gates.length > 0 ? gates : [columns[0].map(() => 1)] };
  const every = await train(X, Y, { ...options, patterns, tolerance: 1e-8 });
  const { total } = exact.report.patterns;
  if (total !== null) expect(total).toBe(Math.max(1, gates.length));
  const slack = 1e-11 * Math.max(1, every.report.objective);
  expect(exact.report.lowerBound).toBeLessThanOrEqual(every.report.objective + slack);
  expect(every.report.lowerBound).toBeLessThanOrEqual(exact.report.objective + slack);
  return exact;
}

describe('no bound is above the optimum over every pattern', () => {
  test('2,000 problems of at most 12 samples, of rank 1 to 3', { timeout: 600_000 }, async () => {
    let certified = 0;
    for (let k = 0; k < 2000; k++) {
      const { X, Y, columns, options } = randomProblem(k, 1 + (k % 12), 1 + (k % 2));
      const { report, network, certificate } = await compare({ X, Y, columns, options });
      expect(report.scope).toBe('global');
      if (report.status === 'optimal') certified++;
      if (k % 20 === 0) {
        expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true, reasons: [] });
      }
    }
    expect(certified).toBe(2000);
  });

  test('500 problems of at most 11 samples, of rank 3 to 6', { timeout: 600_000 }, async () => {
    let [certified, count] = [0, 0];
    for (let k = 0; count < 500; k++) {
      const problem = randomProblem(k, 4 + (k % 8), 3 + (k % 4));
      const rank = basisOf(problem.columns).length;
      if (rank < 3 || rank > 6) continue;
      count++;
      if ((await compare(problem)).report.status === 'optimal') certified++;
    }
    expect(certified).toBe(500);
  });
});
