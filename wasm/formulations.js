// The formulations in plain JavaScript: what decides whether a neuron is on at a sample, and with it
// which blocks and regularizers its convex program has.

import { checkOneOf } from './errors.js';

/**
 * A neuron is on where its own score is positive, where that of its gate is not negative, or everywhere.
 * @typedef {'score' | 'gate' | 'always'} Activation
 */

/** @type {Record<import('./name-types.js').Formulation, Activation>} */
const activations = { relu: 'score', 'gated-relu': 'gate', linear: 'always' };

/** The names there are. */
export const formulationNames = /** @type {import('./name-types.js').Formulation[]} */ (
  Object.keys(activations)
);

/** @param {import('./name-types.js').Formulation} name */
export function activationOf(name) {
  return activations[name];
}

/**
 * Whether blocks are confined to the cones of their patterns, which leaves the regularizer 'neuron' alone:
 * where a neuron's own score decides, for then its pattern must be that of its weights.
 *
 * @param {import('./name-types.js').Formulation} name
 */
export function hasCones(name) {
  return activations[name] === 'score';
}

/**
 * @param {unknown} name
 * @returns {name is import('./name-types.js').Formulation}
 */
export function isFormulation(name) {
  return formulationNames.some((it) => it === name);
}

/**
 * @param {string} argument
 * @param {unknown} name
 */
export function readFormulation(argument, name) {
  checkOneOf(argument, formulationNames, name);
  return /** @type {import('./name-types.js').Formulation} */ (name);
}
