// The two layers as the exporters write them down.

import { rowOf } from '../formulations.js';

/** @typedef {import('./model.js').Model} Model */

/**
 * Rows of numbers. A network without neurons gets one of zeros, for not every runtime takes empty
 * matrices.
 * @typedef {object} Layers
 * @property {'score' | 'gate' | 'always'} activation
 * @property {number[][]} W1 m×d
 * @property {number[]} b1 m
 * @property {number[][]} W2 c×m
 * @property {number[][]} gates m×d, empty but for gated networks
 * @property {number[]} gateBiases m, likewise
 */

/**
 * The layers for features as they are or, with `scaled`, for those that the model was trained on, which
 * loses less where numbers are short.
 *
 * @param {Model} model
 * @param {boolean} scaled
 * @returns {Layers}
 */
export function layersOf({ network, scaling }, scaled) {
  const { formulation, d, c, m, W1, b1, W2, gates } = network;
  const undo = scaled ? scaling : undefined;
  const neurons = Array.from({ length: Math.max(m, 1) }, (_, j) => j);
  const read = (/** @type {ArrayLike<number>} */ from, /** @type {number} */ place) =>
    m ? from[place] : 0;
  const first = (/** @type {Float64Array} */ from, /** @type {number} */ stride) =>
    neurons.map((j) => Array.from({ length: d }, (_, k) => read(from, j * stride + k)));
  const shift = (/** @type {number[]} */ row, /** @type {number} */ bias) =>
    undo ? row.reduce((sum, weight, k) => sum + weight * undo.mean[k], bias) : bias;
  const scale = (/** @type {number[]} */ row) =>
    undo ? row.map((weight, k) => weight * undo.scale[k]) : row;
  const weights = first(W1, d);
  const gateWeights = gates ? first(gates, d + 1) : [];
  return {
    activation: rowOf(formulation).activation,
    W1: weights.map(scale),
    b1: weights.map((row, j) => shift(row, read(b1, j))),
    W2: Array.from({ length: c }, (_, k) => neurons.map((j) => read(W2, k * m + j))),
    gates: gateWeights.map(scale),
    gateBiases: gateWeights.map((row, j) => shift(row, read(gates ?? [], j * (d + 1) + d))),
  };
}
