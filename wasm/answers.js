// What a network's outputs say: rows, labels and probabilities.

import { invalidArgument, show } from './errors.js';
import { classesOf } from './folds.js';

/** @typedef {import('./labels.js').Label} Label */
/** @typedef {{ data: Float64Array, shape: [number, number] }} Outputs */

/**
 * How a loss makes probabilities of a row of outputs.
 * @type {Record<string, (row: number[]) => number[]>}
 */
const probabilities = { logistic: oneAgainstAll, softmax };

/**
 * @param {string} loss
 * @returns {boolean} whether outputs that were trained with it say how probable the classes are
 */
export function hasProbabilities(loss) {
  return Object.hasOwn(probabilities, loss);
}

/**
 * @param {Outputs} outputs
 * @returns {number[][]}
 */
export function toRows({ data, shape: [rows, columns] }) {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}

/**
 * A number a row where there is one column, else a row each.
 *
 * @param {Outputs} outputs
 * @returns {number[] | number[][]}
 */
export function toValues(outputs) {
  return outputs.shape[1] === 1 ? [...outputs.data] : toRows(outputs);
}

/**
 * The class of the largest output; of one output the second class where it is positive.
 *
 * @param {Outputs} outputs
 * @param {readonly Label[]} classes
 * @returns {Label[]}
 */
export function toLabels({ data, shape: [rows, columns] }, classes) {
  return classesOf({ data, rows, columns }).map((k) => classes[k]);
}

/**
 * The probability of each class, a row each.
 *
 * @param {Outputs} outputs
 * @param {string} loss
 * @returns {number[][]}
 */
export function toProbabilities(outputs, loss) {
  if (hasProbabilities(loss)) return toRows(outputs).map(probabilities[loss]);
  const known = Object.keys(probabilities).map(show).join(' or ');
  throw invalidArgument(
    `predictProba needs the loss ${known}, but the model was fitted with ${show(loss)}; ` +
      'decisionFunction works with every loss',
  );
}

/** @param {number[]} row */
function oneAgainstAll(row) {
  if (row.length === 1) return [sigmoid(-row[0]), sigmoid(row[0])];
  const shares = row.map(sigmoid);
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => (sum > 0 ? share / sum : 1 / row.length));
}

/** @param {number[]} row */
function softmax(row) {
  const most = Math.max(...row);
  const powers = row.map((z) => Math.exp(z - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** @param {number} z */
function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}
