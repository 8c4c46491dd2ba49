// What the exporters write down: the options read, the model, and its two layers.

import { hasProbabilities } from '../answers.js';
import { check, checkOneOf, readObject } from '../errors.js';
import { toRows } from '../numbers.js';
import { FittedModel } from './model.js';

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
 * The layers, in rows: for features as they are or, where there is a precision, for those that the model was
 * trained on, which loses less where numbers are short. A network without neurons gets one of zeros, for not
 * every runtime takes empty matrices.
 * @typedef {object} Tensors
 * @property {number[][]} W1 m×d
 * @property {number[]} b1 m
 * @property {number[][]} W2 c×m
 * @property {number[][]} [G] of gated networks, m×d
 * @property {number[]} [g] their biases
 * @property {number[]} [mean] of the features, where a precision is given and the training scaled them
 * @property {number[]} [scale] what they were divided by then
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
  const { [option]: given, ...others } = readObject('options', options ?? {});
  check(Object.keys(others).length === 0, 'options', `be {${option}}`, options);
  checkOneOf(option, known, given ?? known[0]);
  return /** @type {Value} */ (given ?? known[0]);
}

/**
 * @param {import('./model.js').Exportable} given
 * @param {Precision} [precision]
 */
export function readLayers(given, precision) {
  const { network, classes, features, loss = '', scaling } = new FittedModel(given);
  const { formulation, d, c, m, W1, b1, W2, gates } = network;
  /** @type {(data: Float64Array, columns: number, least?: number) => number[][]} */
  const read = (data, columns, least = columns) => toRows(m ? data : Array(least).fill(0), columns);
  const round = precision === 'float32' ? Math.fround : Number;
  const undone = precision && scaling;
  const { mean, scale } = undone || { mean: [], scale: Array(d).fill(1) };
  // By what the file's numbers will be, so that weights and biases give back what rounding takes.
  /** Rows of weights and, last, a bias. @type {(rows: number[][]) => [number[][], number[]]} */
  const undo = (rows) => [
    rows.map((row) => scale.map((it, k) => round(it) * row[k])),
    rows.map((row) => mean.reduce((sum, it, k) => sum + round(it) * row[k], row[d])),
  ];
  const [weights, shifted] = undo(read(W1, d).map((row, j) => [...row, b1[j] ?? 0]));
  const [G, g] = gates ? undo(read(gates, d + 1)) : [];
  /** @type {Tensors} */
  const tensors = {
    W1: weights,
    b1: shifted,
    W2: read(W2, m || 1, c),
    G,
    g,
    ...undone,
  };
  const fits = Object.values(tensors)
    .flat(2)
    .every((it) => Number.isFinite(round(it ?? 0)));
  check(fits, 'precision', "be 'float64' for such numbers", precision);
  return { formulation, d, c, classes, features, tensors, loss: hasProbabilities(loss) && loss };
}

/**
 * A text for each table, of its name and its JSON.
 *
 * @param {object} tables
 * @param {(name: string, json: string) => string} write
 */
export function writeAll(tables, write) {
  const texts = Object.entries(tables).map(([name, table]) =>
    table ? write(name, JSON.stringify(table)) : '',
  );
  return texts.join('');
}
