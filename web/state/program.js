/**
 * The training that the settings describe, as options of the package.
 *
 * @typedef {import('./settings.js').Values} Values
 * @typedef {NonNullable<Parameters<typeof import('convexrelu/worker').train>[2]>} Options
 */

import { overAll } from './settings.js';

/**
 * @param {Values} values
 * @returns {Options}
 */
export function programOf(values) {
  const { formulation, loss, beta, patterns, seed } = values;
  // As many as the slider says: patterns found by pricing would come on top.
  const sampled = { kind: 'sampled', count: patterns, seed, priced: false };
  return /** @type {Options} */ ({
    formulation,
    loss,
    beta,
    bias: true,
    patterns: overAll(values) ? 'exact' : sampled,
  });
}
