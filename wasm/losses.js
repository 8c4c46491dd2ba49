// The losses in plain JavaScript: what a network's objective and the re-check of a certificate
// need. Independent of the core on purpose.

import { invalidArgument, show } from './errors.js';

/**
 * A loss ℓ(z, y) and its dual, per entry: f(Z) = (1/n) Σ ℓ(z, y) and g(ν) = Σ dualTerm(ν, y, n).
 * @typedef {object} Loss
 * @property {(z: number, y: number) => number} value
 * @property {(z: number, y: number) => number} slope ∂ℓ/∂z, at a kink the flatter side's
 * @property {(nu: number, y: number, n: number) => number} dualTerm
 * @property {boolean} needsSigns whether targets must be −1 or +1, and then 0 ≤ n y ν ≤ 1
 */

/** @type {Record<string, Loss>} */
const losses = {
  squared: {
    value: (z, y) => (z - y) ** 2,
    slope: (z, y) => 2 * (z - y),
    dualTerm: (nu, y, n) => nu * y - (n / 4) * nu * nu,
    needsSigns: false,
  },
  hinge: {
    value: (z, y) => Math.max(0, 1 - y * z),
    slope: (z, y) => (y * z < 1 ? -y : 0),
    dualTerm: (nu, y) => nu * y,
    needsSigns: true,
  },
  logistic: {
    value: (z, y) => softplus(-y * z),
    slope: (z, y) => -y / (1 + Math.exp(y * z)),
    dualTerm: (nu, y, n) => (entropy(n * y * nu) + entropy(1 - n * y * nu)) / n,
    needsSigns: true,
  },
};

/**
 * @param {unknown} name
 * @returns {Loss | undefined}
 */
export function findLoss(name) {
  return typeof name === 'string' && Object.hasOwn(losses, name) ? losses[name] : undefined;
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
 * Refuses targets other than −1 and +1 where the loss needs them.
 *
 * @param {Loss} loss
 * @param {string} lossName
 * @param {import('./data.js').Matrix} Y
 */
export function checkSigns(loss, lossName, Y) {
  if (!loss.needsSigns) return;
  const k = Y.data.findIndex((y) => y !== 1 && y !== -1);
  if (k < 0) return;
  throw invalidArgument(
    `Y must be -1 or +1 for the ${lossName} loss, but is ${Y.data[k]} ` +
      `(row ${Math.floor(k / Y.columns)}, column ${k % Y.columns}, counted from 0)`,
  );
}

/**
 * The data term (1/n) Σ ℓ(z, y).
 *
 * @param {Loss} loss
 * @param {Float64Array} Z
 * @param {import('./data.js').Matrix} Y
 */
export function dataTerm(loss, Z, Y) {
  let sum = 0;
  for (let k = 0; k < Z.length; k++) sum += loss.value(Z[k], Y.data[k]);
  return sum / Y.rows;
}

/** log(1 + eᵗ), without overflow. @param {number} t */
function softplus(t) {
  return t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t));
}

/** −t log t, continuous at 0. @param {number} t */
function entropy(t) {
  return t > 0 ? -t * Math.log(t) : 0;
}
