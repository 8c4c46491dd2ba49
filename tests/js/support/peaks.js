/** The largest |νᵀ(Xu)_+| over all patterns, by enumeration, and problems to find it for. */
import { randomMatrix } from '../../support/data.js';

/**
 * νᵀ(Xu)_+ for u scaled to length 1.
 *
 * @param {number[][]} X
 * @param {number[]} nu
 * @param {number[]} u
 */
export function correlation(X, nu, u) {
  const size = Math.hypot(...u);
  if (size === 0) return 0;
  return X.reduce((sum, x, i) => sum + nu[i] * Math.max(0, inner(x, u)), 0) / size;
}

/**
 * Both signs' maxima come from max over a of min over b of ‖Σ a_i ν_i x_i‖, a_i ∈ {0, 1} where ν_i is
 * positive and b_i ∈ [0, 1] where it is negative: all subsets of the first, and for each the nearest
 * point of a zonotope, by coordinate descent.
 *
 * @param {number[][]} X
 * @param {number[]} nu
 * @returns {{ attained: number, bound: number }} the maximum is between the two, whatever the descent
 *   left to do
 */
export function bracketPeak(X, nu) {
  let attained = 0;
  let bound = 0;
  for (const sign of [1, -1]) {
    const terms = X.map((x, i) => x.map((value) => sign * nu[i] * value));
    const raised = terms.filter((_, i) => sign * nu[i] > 0);
    const lowered = terms.filter((_, i) => sign * nu[i] < 0);
    for (let subset = 0; subset < 1 << raised.length; subset++) {
      const start = X[0].map((_, k) =>
        raised.reduce((sum, term, i) => sum + ((subset >> i) & 1) * term[k], 0),
      );
      const nearest = nearestRemainder(start, lowered);
      bound = Math.max(bound, Math.hypot(...nearest));
      attained = Math.max(attained, sign * correlation(X, nu, nearest));
    }
  }
  return { attained, bound };
}

/**
 * The shortest start + Σ b_i term_i, 0 ≤ b_i ≤ 1.
 *
 * @param {number[]} start
 * @param {number[][]} terms
 */
function nearestRemainder(start, terms) {
  const rest = [...start];
  const squares = terms.map((term) => inner(term, term));
  const b = terms.map(() => 0);
  for (let pass = 0; pass < 3000; pass++) {
    let moved = 0;
    terms.forEach((term, i) => {
      if (squares[i] === 0) return;
      const next = Math.min(1, Math.max(0, b[i] - inner(term, rest) / squares[i]));
      const change = next - b[i];
      b[i] = next;
      term.forEach((value, k) => (rest[k] += change * value));
      moved = Math.max(moved, Math.abs(change));
    });
    if (moved < 1e-15) break;
  }
  return rest;
}

/**
 * Small problems of every kind that is hard in some way.
 *
 * @param {() => number} random
 * @param {number} rank
 */
export function drawProblem(random, rank) {
  const whole = (/** @type {number} */ size) => Math.round(size * random());
  const kind = Math.abs(whole(3));
  const rows = 1 + Math.floor(4 * (random() + 1));
  let X = randomMatrix(rows, rank, kind < 2 ? random : () => whole(kind));
  if (random() > 0) X.forEach((x) => (x[rank - 1] = 1));
  X = X.map((x, i) => {
    if (i === 0 || random() < 0.3) return x;
    const factor = [1, -1, 2, 0, 1 / 3][Math.floor(2.5 * (random() + 1))];
    return X[Math.floor((i / 2) * (random() + 1))].map((value) => factor * value);
  });
  if (random() > 0.7) {
    const units = randomMatrix(1, rank, () => 10 ** whole(6))[0];
    X = X.map((x) => x.map((value, k) => units[k] * value));
  }
  return { X, nu: X.map(() => (random() > 0 ? random() : whole(2))) };
}

/**
 * The same rows in other coordinates of more columns: orthonormal ones, by Gram–Schmidt.
 *
 * @param {number[][]} X
 * @param {number} columns
 * @param {() => number} random
 */
export function embed(X, columns, random) {
  /** @type {number[][]} */
  const axes = [];
  for (const axis of randomMatrix(X[0].length, columns, random)) {
    for (const other of [...axes, ...axes]) {
      const part = axis.reduce((sum, value, k) => sum + value * other[k], 0);
      axis.forEach((_, k) => (axis[k] -= part * other[k]));
    }
    const size = Math.hypot(...axis);
    axes.push(axis.map((value) => value / size));
  }
  return X.map((x) =>
    axes[0].map((_, k) => x.reduce((sum, value, j) => sum + value * axes[j][k], 0)),
  );
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function inner(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
