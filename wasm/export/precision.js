// How many bits the numbers of a file have.

import { invalidArgument } from '../errors.js';

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
 * The error where a number is too large for the precision.
 *
 * @param {string} name
 * @param {readonly number[]} values
 * @param {Precision} precision
 */
export function checkRange(name, values, precision) {
  const rounded = precision === 'float32' ? Math.fround : Number;
  const wrong = values.find((value) => !Number.isFinite(rounded(value)));
  if (wrong === undefined) return;
  throw invalidArgument(
    `precision must be 'float64' for this model, but is '${precision}', and ${name} holds ${wrong}`,
  );
}
