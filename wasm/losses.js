// The losses in plain JavaScript: what a network's objective and the re-check of a certificate
// need. Independent of the core on purpose.

import { invalidArgument, show } from './errors.js';

/**
 * A loss of samples and its dual: f(Z) = (1/n) Σ_i value(z_i, y_i), g(ν) = Σ_i dualTerm(ν_i, y_i, n),
 * for the rows z_i, y_i and ν_i.
 * @typedef {object} Loss
 * @property {(z: Row, y: Row) => number} value
 * @property {(z: Row, y: Row, slopes: Float64Array) => void} differentiate writes ∂value/∂z, at a
 *   kink the flatter side's
 * @property {(nu: Row, y: Row, n: number) => number} dualTerm
 * @property {(nu: Row, y: Row, n: number) => number} clip takes back rounding that put ν_i beside the
 *   domain of the dual, in place; how far n ν_i was outside
 * @property {Targets} targets
 */

/** @typedef {Float64Array} Row */

/**
 * What targets must be like: anything, −1 and +1, or in every row one 1 among zeros.
 * @typedef {'any' | 'signs' | 'classes'} Targets
 */

/** @type {Record<import('./name-types.js').LossName, Loss>} */
const losses = {
  squared: perEntry({
    value: (z, y) => (z - y) ** 2,
    slope: (z, y) => 2 * (z - y),
    dualTerm: (nu, y, n) => nu * y - (n / 4) * nu * nu,
    targets: 'any',
  }),
  hinge: perEntry({
    value: (z, y) => Math.max(0, 1 - y * z),
    slope: (z, y) => (y * z < 1 ? -y : 0),
    dualTerm: (nu, y) => nu * y,
    targets: 'signs',
  }),
  logistic: perEntry({
    value: (z, y) => softplus(-y * z),
    slope: (z, y) => -y / (1 + Math.exp(y * z)),
    dualTerm: (nu, y, n) => (entropy(n * y * nu) + entropy(1 - n * y * nu)) / n,
    targets: 'signs',
  }),
  softmax: {
    value: (z, y) => {
      const own = z.reduce((sum, it, k) => sum + it * y[k], 0);
      return logSumExp(z.map((it) => it - own));
    },
    differentiate: (z, y, slopes) => {
      const offset = logSumExp(z);
      for (let k = 0; k < z.length; k++) slopes[k] = Math.exp(z[k] - offset) - y[k];
    },
    dualTerm: (nu, y, n) => y.reduce((sum, it, k) => sum + entropy(it - n * nu[k]), 0) / n,
    clip: clipShares,
    targets: 'classes',
  },
};

/**
 * @typedef {object} EntryLoss ℓ(z, y), to be summed over the outputs
 * @property {(z: number, y: number) => number} value
 * @property {(z: number, y: number) => number} slope
 * @property {(nu: number, y: number, n: number) => number} dualTerm
 * @property {Targets} targets 'signs' for 0 ≤ n y ν ≤ 1
 */

/**
 * @param {EntryLoss} loss
 * @returns {Loss}
 */
function perEntry({ value, slope, dualTerm, targets }) {
  return {
    value: (z, y) => z.reduce((sum, it, k) => sum + value(it, y[k]), 0),
    differentiate: (z, y, slopes) => {
      for (let k = 0; k < z.length; k++) slopes[k] = slope(z[k], y[k]);
    },
    dualTerm: (nu, y, n) => nu.reduce((sum, it, k) => sum + dualTerm(it, y[k], n), 0),
    clip: targets === 'signs' ? clipUnits : () => 0,
    targets,
  };
}

/**
 * Into the domain 0 ≤ n y ν ≤ 1.
 *
 * @param {Row} nu
 * @param {Row} y
 * @param {number} n
 */
function clipUnits(nu, y, n) {
  let worst = 0;
  for (let k = 0; k < nu.length; k++) {
    const t = n * y[k] * nu[k];
    const inside = Math.min(1, Math.max(0, t));
    worst = Math.max(worst, Math.abs(t - inside));
    nu[k] = (inside * y[k]) / n;
  }
  return worst;
}

/**
 * Into the domain where y − nν has entries ≥ 0 of sum 1.
 *
 * @param {Row} nu
 * @param {Row} y
 * @param {number} n
 */
function clipShares(nu, y, n) {
  const positive = y.map((it, k) => Math.max(0, it - n * nu[k]));
  const sum = positive.reduce((total, it) => total + it, 0);
  let worst = 0;
  for (let k = 0; k < nu.length; k++) {
    const inside = sum > 0 ? positive[k] / sum : y[k];
    worst = Math.max(worst, Math.abs(y[k] - n * nu[k] - inside));
    nu[k] = (y[k] - inside) / n;
  }
  return worst;
}

/**
 * @param {unknown} name
 * @returns {Loss | undefined}
 */
export function findLoss(name) {
  return typeof name === 'string' && Object.hasOwn(losses, name)
    ? losses[/** @type {import('./name-types.js').LossName} */ (name)]
    : undefined;
}

/**
 * @param {string} argument
 * @param {unknown} name
 * @returns {Loss}
 */
export function requireLoss(argument, name) {
  const loss = findLoss(name);
  if (loss) return loss;
  const known = Object.keys(losses).map(show).join(', ');
  throw invalidArgument(`${argument} must be one of ${known}, but is ${show(name)}`);
}

/**
 * @param {unknown} beta
 * @returns {number}
 */
export function checkBeta(beta) {
  if (typeof beta === 'number' && beta >= 0 && beta < Infinity) return beta;
  throw invalidArgument(`beta must be a finite number >= 0, but is ${show(beta)}`);
}

/**
 * What is wrong with targets for a loss, if anything: the rule they break, and where.
 *
 * @param {Loss} loss
 * @param {import('./data.js').Matrix} Y
 * @returns {{ rule: string, value: number | string, row: number, column: number } | undefined}
 */
export function findFault({ targets }, { data, rows, columns }) {
  if (targets === 'any') return undefined;
  const isSign = (/** @type {number} */ y) => y === 1 || y === -1;
  const isShare = (/** @type {number} */ y) => y === 1 || y === 0;
  const k = data.findIndex((y) => !(targets === 'signs' ? isSign(y) : isShare(y)));
  const at = (/** @type {number} */ k) => ({ row: Math.floor(k / columns), column: k % columns });
  if (targets === 'signs') {
    return k < 0 ? undefined : { rule: '-1 or +1', value: data[k], ...at(k) };
  }
  const rule = 'one 1 and else 0 in every row, with a column for each of 2 classes or more,';
  if (k >= 0) return { rule, value: data[k], ...at(k) };
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    const ones = row.reduce((sum, y) => sum + y, 0);
    if (columns > 1 && ones === 1) continue;
    return { rule, value: `[${row.join(', ')}]`, row: i, column: 0 };
  }
  return undefined;
}

/**
 * Refuses targets that the loss does not take.
 *
 * @param {Loss} loss
 * @param {string} lossName
 * @param {import('./data.js').Matrix} Y
 */
export function checkTargets(loss, lossName, Y) {
  const fault = findFault(loss, Y);
  if (!fault) return;
  const { rule, value, row, column } = fault;
  throw invalidArgument(
    `Y must be ${rule} for the ${lossName} loss, but is ${value} ` +
      `(row ${row}, column ${column}, counted from 0)`,
  );
}

/**
 * The sum of what `work` says of each sample's rows of two matrices of the same shape.
 *
 * @param {Float64Array} A
 * @param {import('./data.js').Matrix} Y
 * @param {(a: Row, y: Row) => number} work
 */
export function sumOverRows(A, { data, rows, columns }, work) {
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const [from, to] = [i * columns, (i + 1) * columns];
    sum += work(A.subarray(from, to), data.subarray(from, to));
  }
  return sum;
}

/**
 * The data term (1/n) Σ value(z, y).
 *
 * @param {Loss} loss
 * @param {Float64Array} Z
 * @param {import('./data.js').Matrix} Y
 */
export function dataTerm(loss, Z, Y) {
  return sumOverRows(Z, Y, loss.value) / Y.rows;
}

/** log(1 + eᵗ), without overflow. @param {number} t */
function softplus(t) {
  return t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t));
}

/** −t log t, continuous at 0. @param {number} t */
function entropy(t) {
  return t > 0 ? -t * Math.log(t) : 0;
}

/** log Σ eᶻ, without overflow. @param {Row} z */
function logSumExp(z) {
  const most = z.reduce((a, b) => Math.max(a, b));
  return most + Math.log(z.reduce((sum, it) => sum + Math.exp(it - most), 0));
}
