// The formulations in plain JavaScript: what decides whether a neuron is on at a sample, and with it
// which blocks and regularizers its convex program has.

import { checkOneOf } from './errors.js';

/**
 * The names there are. A neuron is on where its own score is positive, where that of its gate is not negative,
 * or everywhere.
 * @type {import('./name-types.js').Formulation[]}
 */
export const formulationNames = ['relu', 'gated-relu', 'linear'];

/**
 * Whether blocks are confined to the cones of their patterns, which leaves the regularizer 'neuron' alone:
 * where a neuron's own score decides, for then its pattern must be that of its weights.
 *
 * @param {import('./name-types.js').Formulation} name
 */
export function hasCones(name) {
  return name === 'relu';
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
 * @param {any} name
 * @returns {import('./name-types.js').Formulation}
 */
export function readFormulation(argument, name) {
  checkOneOf(argument, formulationNames, name);
  return name;
}
