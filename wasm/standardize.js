// Features of mean 0 and deviation 1, or of length 1, for the training, and a network for those that
// users have.

import { invalidArgument, show } from './errors.js';
import { Network } from './network.js';

/** @typedef {import('./data.js').Matrix} Matrix */

/**
 * What a feature x becomes: (x − mean) / scale.
 * @typedef {{ mean: Float64Array, scale: Float64Array }} Scaling
 */

/** What asks for a scaling. */
export const scalingOptions = ['standardize', 'unitize'];

/**
 * Which scaling is asked for.
 *
 * @param {Record<string, unknown>} options
 * @returns {import('./job-types.js').FoldScaling}
 */
export function readScaling(options) {
  const asked = scalingOptions.filter((name) => {
    const value = options[name];
    if (value === undefined || typeof value === 'boolean') return value;
    throw invalidArgument(`${name} must be true or false, but is ${show(value)}`);
  });
  if (asked.length < 2) return checkScaling('scaling', asked[0] ?? 'none');
  throw invalidArgument(
    'unitize must be left out where standardize is true: one scaling at a time',
  );
}

/**
 * @param {string} name
 * @param {unknown} scaling
 */
export function checkScaling(name, scaling) {
  const known = [...scalingOptions, 'none'];
  if (known.includes(/** @type {string} */ (scaling))) {
    return /** @type {import('./job-types.js').FoldScaling} */ (scaling);
  }
  throw invalidArgument(
    `${name} must be one of ${known.map(show).join(', ')}, but is ${show(scaling)}`,
  );
}

/**
 * @param {import('./job-types.js').FoldScaling} kind
 * @param {Matrix} X
 * @param {boolean} biased whether the network is to have bias weights
 * @returns {Scaling | undefined}
 */
export function measureScaling(kind, X, biased) {
  if (kind === 'none') return undefined;
  return kind === 'unitize' ? measureLengths(X) : measure(X, biased);
}

/**
 * @param {Record<string, unknown>} scaling as it was saved
 * @returns {Scaling}
 */
export function restoreScaling({ mean, scale }) {
  const read = (/** @type {unknown} */ list) => Float64Array.from(/** @type {number[]} */ (list));
  return { mean: read(mean), scale: read(scale) };
}

/**
 * The mean is left where it is if the network is to have no bias weights, which would take it up.
 * What is constant is not scaled.
 *
 * @param {Matrix} X
 * @param {boolean} centered
 * @returns {Scaling}
 */
function measure({ data, rows, columns }, centered) {
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  for (let k = 0; k < columns; k++) {
    let center = 0;
    for (let i = 0; i < rows; i++) center += data[i * columns + k] / rows;
    let variance = 0;
    for (let i = 0; i < rows; i++) variance += (data[i * columns + k] - center) ** 2 / rows;
    const deviation = Math.sqrt(variance);
    // The mean of equal numbers may be off in the last place.
    if (deviation > 1e-14 * Math.abs(center)) scale[k] = deviation;
    if (centered) mean[k] = center;
  }
  return { mean, scale };
}

/**
 * Columns of ‖x‖₂ = 1, as scnn's `unitize_data` has them. A column of zeros stays one.
 *
 * @param {Matrix} X
 * @returns {Scaling}
 */
function measureLengths({ data, rows, columns }) {
  const scale = Float64Array.from({ length: columns }, (_, k) => {
    let largest = 0;
    for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(data[i * columns + k]));
    if (largest === 0) return 1;
    // In units of the largest, so that no square overflows.
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += (data[i * columns + k] / largest) ** 2;
    return largest * Math.sqrt(sum);
  });
  return { mean: new Float64Array(columns), scale };
}

/**
 * @param {Matrix} X
 * @param {Scaling} scaling
 * @returns {Matrix}
 */
export function standardize({ data, rows, columns }, { mean, scale }) {
  const scaled = data.map((x, k) => (x - mean[k % columns]) / scale[k % columns]);
  return { data: scaled, rows, columns };
}

/**
 * @param {Network} network that takes standardized features
 * @param {Scaling} scaling
 * @returns {Network} with the same outputs, from features as they were
 */
export function unstandardize({ formulation, d, c, m, W1, b1, W2, gates }, { mean, scale }) {
  const weights = W1.map((weight, k) => weight / scale[k % d]);
  const biases = b1.map((bias, j) => bias - dot(weights, j * d, mean));
  /** @type {import('./types.js').NetworkData} */
  const raw = { formulation, d, c, m, W1: weights, b1: biases, W2 };
  if (gates) {
    const scaled = gates.map((weight, k) => weight / (k % (d + 1) < d ? scale[k % (d + 1)] : 1));
    for (let j = 0; j < m; j++) scaled[j * (d + 1) + d] -= dot(scaled, j * (d + 1), mean);
    raw.gates = scaled;
  }
  return new Network(raw);
}

/**
 * @param {Float64Array} weights
 * @param {number} from
 * @param {Float64Array} mean
 */
function dot(weights, from, mean) {
  return mean.reduce((sum, value, k) => sum + weights[from + k] * value, 0);
}
