// What a network's outputs say: rows, labels and probabilities.

import { checkOneOf } from './errors.js';

/** @typedef {import('./labels.js').Label} Label */
/** @typedef {{ data: Float64Array, shape: [number, number] }} Outputs */

/**
 * What the probability of a class is in proportion to, of its score and those of all, by loss.
 * @type {Record<string, (z: number, k: number, row: number[]) => number>}
 */
const shares = {
  logistic: (z) => 1 / (1 + Math.exp(-z)),
  softmax: (z, _, row) => Math.exp(z - Math.max(...row)),
};

/**
 * @param {string} loss
 * @returns {boolean} whether outputs that were trained with it say how probable the classes are
 */
export function hasProbabilities(loss) {
  return Object.hasOwn(shares, loss);
}

/**
 * @param {Outputs} outputs
 * @returns {number[][]}
 */
function toRows({ data, shape: [rows, columns] }) {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}

/**
 * A number a row where there is one column, else a row each.
 *
 * @param {Outputs} outputs
 * @returns {number[] | number[][]}
 */
export function toValues(outputs) {
  const rows = toRows(outputs);
  return outputs.shape[1] === 1 ? rows.flat() : rows;
}

/**
 * A score for each class, a row each: of two that share an output z, −z and z.
 *
 * @param {Outputs} outputs
 */
function toScores(outputs) {
  return toRows(outputs).map((row) => (row.length === 1 ? [-row[0], row[0]] : row));
}

/**
 * The class of the largest score, the first of several.
 *
 * @param {Outputs} outputs
 * @param {readonly Label[]} classes
 * @returns {Label[]}
 */
export function toLabels(outputs, classes) {
  return toScores(outputs).map(
    (row) => classes[row.reduce((best, z, k) => (z > row[best] ? k : best), 0)],
  );
}

/**
 * The probability of each class, a row each.
 *
 * @param {Outputs} outputs
 * @param {string} [loss] of the training
 * @returns {number[][]}
 */
export function toProbabilities(outputs, loss = '') {
  checkOneOf('the loss of a model with predictProba', Object.keys(shares), loss);
  return toScores(outputs).map((row) => {
    const parts = row.map(shares[loss]);
    const sum = parts.reduce((a, b) => a + b);
    return parts.map((part) => (sum > 0 ? part / sum : 1 / row.length));
  });
}
