/**
 * The training that the settings describe, as options of the package.
 *
 * @typedef {import('./settings.js').Values} Values
 * @typedef {import('../data/points.js').Task} Task
 * @typedef {NonNullable<Parameters<typeof import('convexrelu/worker').train>[2]>} Options
 */

import { overAll } from './settings.js';

/**
 * @param {Values} values
 * @param {Task} [task]
 * @returns {Options}
 */
export function programOf(values, task = 'classes') {
  const { formulation, loss, beta, patterns, seed, sampler } = values;
  // As many as the slider says: patterns found by pricing would come on top.
  const sampled = { kind: 'sampled', count: patterns, seed, sampler, priced: false };
  return /** @type {Options} */ ({
    formulation,
    loss: lossFor(String(loss), task),
    regularizer: formulation === 'relu' ? 'neuron' : values.regularizer,
    beta,
    bias: values.bias,
    patterns: overAll(values) ? 'exact' : sampled,
    solver: values.solver,
    tolerance: values.tolerance,
    timeLimit: values.timeLimit,
  });
}

/**
 * The loss for the targets: those that need classes give way to the squared one where these are
 * numbers.
 *
 * @param {string} loss
 * @param {Task} task
 */
export function lossFor(loss, task) {
  return task === 'line' || task === 'surface' ? 'squared' : loss;
}
