// Which β a path goes through: given ones, or as many as wanted from βmax down.

import { invalidArgument, show } from './errors.js';
import { checkBeta } from './losses.js';

/** What a path takes instead of the option `beta`. */
export const betaOptions = ['betas', 'count', 'ratio'];

const defaultCount = 20;
const defaultRatio = 1e-3;

/**
 * @param {Record<string, unknown>} options of a path
 * @returns {{ betas: number[] } | { count: number, ratio: number }} given β from the largest down
 */
export function readBetas({ beta, betas, count, ratio }) {
  if (beta !== undefined) {
    throw invalidArgument(
      `beta must be left out: betas, or count and ratio, say which there are, but is ${show(beta)}`,
    );
  }
  if (betas === undefined) {
    return { count: checkCount(count ?? defaultCount), ratio: checkRatio(ratio ?? defaultRatio) };
  }
  for (const [name, value] of Object.entries({ count, ratio })) {
    if (value === undefined) continue;
    throw invalidArgument(`${name} must be left out where betas are given, but is ${show(value)}`);
  }
  return { betas: checkBetas(betas) };
}

/**
 * From βmax down to ratio · βmax, equal steps on a logarithmic scale.
 *
 * @param {number} betaMax
 * @param {{ count: number, ratio: number }} choice
 * @returns {number[]}
 */
export function spaceBetas(betaMax, { count, ratio }) {
  if (!(betaMax > 0)) {
    throw invalidArgument(
      'betas must be given for this X and Y: the zero network is optimal for them at every beta, ' +
        'so there is no largest one to start from',
    );
  }
  if (betaMax === Infinity) {
    throw invalidArgument(
      "betas must be given for regularizer 'l2': no beta makes the zero network optimal, so there " +
        'is no largest one to start from',
    );
  }
  return Array.from({ length: count }, (_, k) =>
    k === 0 ? betaMax : betaMax * ratio ** (k / (count - 1)),
  );
}

/** @param {unknown} betas */
function checkBetas(betas) {
  if (!Array.isArray(betas) && !ArrayBuffer.isView(betas)) {
    throw invalidArgument(`betas must be an array of numbers, but is ${show(betas)}`);
  }
  const values = Array.from(/** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (betas)));
  if (values.length === 0) throw invalidArgument('betas must hold one number at least');
  values.forEach((beta, k) => {
    if (typeof beta === 'number' && beta >= 0 && beta < Infinity) return;
    throw invalidArgument(`betas must be finite numbers >= 0, but betas[${k}] is ${show(beta)}`);
  });
  return [...new Set(values.map(checkBeta))].sort((a, b) => b - a);
}

/** @param {unknown} count */
function checkCount(count) {
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
  throw invalidArgument(`count must be a whole number >= 1, but is ${show(count)}`);
}

/** @param {unknown} ratio */
function checkRatio(ratio) {
  if (typeof ratio === 'number' && ratio > 0 && ratio < 1) return ratio;
  throw invalidArgument(`ratio must be a number between 0 and 1, but is ${show(ratio)}`);
}
