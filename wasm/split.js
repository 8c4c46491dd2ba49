// Samples for training and samples for testing.

import { invalidArgument, show, unknownName } from './errors.js';
import { createRandom, permutation } from './random.js';

/**
 * Options of `trainTestSplit`.
 * @typedef {object} SplitOptions
 * @property {number} [testShare] of the samples, between 0 and 1; 0.25 by default. At least one sample is for
 *   testing and one for training
 * @property {number} [seed] whole, >= 0; 0 by default
 * @property {boolean} [stratify] true deals every class of y in the same shares, to one sample; false by default
 */

/**
 * Two parts of the samples.
 * @template Rows, Targets
 * @typedef {object} Split
 * @property {Rows} XTrain
 * @property {Rows} XTest
 * @property {Targets} yTrain
 * @property {Targets} yTest
 * @property {number[]} trainIndices the places in X and y, in order
 * @property {number[]} testIndices likewise
 */

const defaults = { testShare: 0.25, seed: 0, stratify: false };

/**
 * Deals samples and their targets at random into some for training and some for testing. The parts are of the
 * kind of X and y: arrays (of the same rows), typed arrays or `{ data, shape }`.
 *
 * @template Rows, Targets
 * @param {Rows} X
 * @param {Targets} y
 * @param {SplitOptions} [options]
 * @returns {Split<Rows, Targets>}
 */
export function trainTestSplit(X, y, options) {
  const { testShare, seed, stratify } = readOptions(options);
  const n = countOf('X', X);
  if (countOf('y', y) !== n) {
    throw invalidArgument(
      `y must have one row per row of X, which has ${n}, but has ${countOf('y', y)}`,
    );
  }
  if (n < 2) throw invalidArgument(`X must have two rows at least, but has ${n}`);
  const order = permutation(n, createRandom(seed));
  if (stratify) groupByClass(order, y);
  const count = Math.min(Math.max(Math.round(testShare * n), 1), n - 1);
  // The count rises by one at every n/count-th place, and so does it within each class.
  const isTest = (/** @type {number} */ place) =>
    Math.floor(((place + 1) * count) / n) > Math.floor((place * count) / n);
  const pick = (/** @type {boolean} */ test) =>
    order.filter((_, place) => isTest(place) === test).sort((a, b) => a - b);
  const [trainIndices, testIndices] = [pick(false), pick(true)];
  return {
    XTrain: choose(X, trainIndices),
    XTest: choose(X, testIndices),
    yTrain: choose(y, trainIndices),
    yTest: choose(y, testIndices),
    ...{ trainIndices, testIndices },
  };
}

/**
 * @param {unknown} options
 * @returns {Required<SplitOptions>}
 */
function readOptions(options) {
  const given = Object(options ?? {});
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(defaults, name)) throw unknownName('option', name, Object.keys(defaults));
  }
  const kept = Object.entries(given).filter(([, value]) => value !== undefined);
  const { testShare, seed, stratify } = { ...defaults, ...Object.fromEntries(kept) };
  if (!(typeof testShare === 'number' && testShare > 0 && testShare < 1)) {
    throw invalidArgument(`testShare must be a number between 0 and 1, but is ${show(testShare)}`);
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw invalidArgument(`seed must be a whole number >= 0, but is ${show(seed)}`);
  }
  if (typeof stratify !== 'boolean') {
    throw invalidArgument(`stratify must be true or false, but is ${show(stratify)}`);
  }
  return { testShare, seed, stratify };
}

/**
 * @param {number[]} order sorted in place: equal labels next to each other, else as it was
 * @param {unknown} y
 */
function groupByClass(order, y) {
  if (isMatrix(y)) {
    throw invalidArgument('y must be an array of labels where stratify is true, but is a matrix');
  }
  const labels = /** @type {ArrayLike<unknown>} */ (y);
  const classes = [...new Set(Array.from(labels))];
  const ranks = new Map(classes.map((label, rank) => [label, rank]));
  const rank = (/** @type {number} */ i) => Number(ranks.get(labels[i]));
  order.sort((a, b) => rank(a) - rank(b));
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {number} rows
 */
function countOf(name, value) {
  if (isMatrix(value)) return value.shape[0];
  if (Array.isArray(value)) return value.length;
  if (ArrayBuffer.isView(value) && 'length' in value) return Number(value.length);
  throw invalidArgument(`${name} must be an array or { data, shape }, but is ${show(value)}`);
}

/**
 * @param {unknown} value
 * @returns {value is { data: Float64Array | Float32Array | number[], shape: number[] }}
 */
function isMatrix(value) {
  const { data, shape } = Object(value);
  return Array.isArray(shape) && (Array.isArray(data) || ArrayBuffer.isView(data));
}

/**
 * @template Rows
 * @param {Rows} rows
 * @param {number[]} chosen
 * @returns {Rows}
 */
function choose(rows, chosen) {
  if (!isMatrix(rows)) {
    const list = /** @type {Float64Array} */ (/** @type {unknown} */ (rows));
    const kept = new Set(chosen);
    return /** @type {Rows} */ (/** @type {unknown} */ (list.filter((_, i) => kept.has(i))));
  }
  const { data, shape } = rows;
  const [n, ...rest] = shape;
  const columns = data.length / n;
  const kept = new Set(chosen);
  const part = /** @type {Float64Array} */ (data).filter((_, k) =>
    kept.has(Math.floor(k / columns)),
  );
  return /** @type {Rows} */ (
    /** @type {unknown} */ ({ data: part, shape: [chosen.length, ...rest] })
  );
}
