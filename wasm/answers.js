// What a network's outputs say: rows, labels and probabilities.

import { checkOneOf } from './errors.js';

/** @typedef {import('./labels.js').Label} Label */

/**
 * What the probability of a class is in proportion to, of its score and those of all, by loss.
 * @type {Record<string, (z: number, k: number, row: number[]) => number>}
 */
const shares = {
  // Never 0, for all might be.
  logistic: (z) => 1 / (1 + Math.exp(-z)) + Number.MIN_VALUE,
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
 * A number a row where there is one column, else a row each.
 *
 * @param {number[][]} rows of outputs
 */
export function toValues(rows) {
  return rows[0].length === 1 ? rows.flat() : rows;
}

/**
 * A score for each class, a row each: of two that share an output z, −z and z.
 *
 * @param {number[][]} rows of outputs
 */
function toScores(rows) {
  return rows.map((row) => (row.length > 1 ? row : [-row[0], row[0]]));
}

/**
 * The class of the largest score, the first of several.
 *
 * @param {number[][]} rows of outputs
 * @param {readonly Label[]} classes
 */
export function toLabels(rows, classes) {
  return toScores(rows).map((row) => classes[row.indexOf(Math.max(...row))]);
}

/**
 * The probability of each class, a row each.
 *
 * @param {number[][]} rows of outputs
 * @param {string} [loss] of the training
 */
export function toProbabilities(rows, loss = '') {
  checkOneOf('loss for predictProba', Object.keys(shares), loss);
  return toScores(rows).map((row) => {
    const parts = row.map(shares[loss]);
    const sum = parts.reduce((a, b) => a + b);
    return parts.map((part) => part / sum);
  });
}
