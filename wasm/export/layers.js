// What the exporters write down: the options read, the model, and its two layers.

import { hasProbabilities } from '../answers.js';
import { check, checkOneOf, readObject } from '../errors.js';
import { activationOf } from '../formulations.js';
import { readModel } from './model.js';

/**
 * The numbers of a file.
 * @typedef {'float32' | 'float64'} Precision
 */

/**
 * The default first.
 * @type {readonly Precision[]}
 */
export const precisions = ['float32', 'float64'];

/**
 * A table for each name of W1 m×d, b1 m, W2 c×m, and of gated networks G m×d and g m: for features as they
 * are or, where there is a precision, for those that the model was trained on, which loses less where numbers
 * are short. A network without neurons gets one of zeros, for not every runtime takes empty matrices.
 * @typedef {Record<string, number[] | number[][]>} Tensors
 */

/**
 * The one option of an exporter, or the error for others.
 *
 * @template Value
 * @param {unknown} options
 * @param {string} option
 * @param {readonly Value[]} known what it may be, the default first
 * @returns {Value}
 */
export function readOption(options, option, known) {
  const given = readObject('options', options ?? {});
  for (const name of Object.keys(given)) {
    check(name === option, `options.${name}`, `be left out (known: ${option})`, given[name]);
  }
  const value = given[option] ?? known[0];
  checkOneOf(option, known, value);
  return /** @type {Value} */ (value);
}

/**
 * @param {import('./model.js').Exportable} given
 * @param {Precision} [precision]
 */
export function readLayers(given, precision) {
  const { network, classes, features, loss = '', scaling } = readModel(given);
  const { formulation, d, c, m, W1, b1, W2, gates } = network;
  const undone = precision && scaling;
  const { mean, scale } = undone ?? { mean: Array(d).fill(0), scale: Array(d).fill(1) };
  const neurons = [...Array(m || 1).keys()];
  /**
   * A row of weights and a bias for each neuron, for the features before.
   * @type {(from: (j: number, k: number) => number) => [number[][], number[]]}
   */
  const undo = (from) => [
    neurons.map((j) => scale.map((it, k) => it * from(j, k))),
    neurons.map((j) => mean.reduce((sum, it, k) => sum + it * from(j, k), from(j, d))),
  ];
  const [rows, biases] = undo((j, k) => (k < d ? W1[j * d + k] : b1[j]) ?? 0);
  const second = Array.from({ length: c }, (_, k) => neurons.map((j) => W2[k * m + j] ?? 0));
  const [G, g] = gates ? undo((j, k) => gates[j * (d + 1) + k] ?? 0) : [];
  const weights = { W1: rows, b1: biases, W2: second };
  const fixed = { ...(gates && { G, g }), ...undone };
  const round = precision === 'float32' ? Math.fround : Number;
  const numbers = Object.values({ ...weights, ...fixed }).flat(2);
  const wrong = numbers.find((it) => !Number.isFinite(round(it)));
  check(wrong === undefined, 'precision', `be 'float64' for a model with ${wrong}`, precision);
  return {
    ...{ d, c, classes, features, weights, fixed, scaling },
    activation: activationOf(formulation),
    loss: hasProbabilities(loss) && loss,
  };
}

/**
 * A text for each table, of its name and its JSON.
 *
 * @param {object} tables
 * @param {(name: string, json: string) => string} write
 */
export function writeAll(tables, write) {
  const given = Object.entries(tables).filter(([, table]) => table);
  return given.map(([name, table]) => write(name, JSON.stringify(table))).join('');
}
