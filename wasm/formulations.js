// The formulations in plain JavaScript: what decides whether a neuron is on at a sample, and with it
// which blocks and regularizers its convex program has.

import { invalidArgument, show } from './errors.js';

/**
 * @typedef {object} FormulationRow
 * @property {'score' | 'gate' | 'always'} activation a neuron is on where its own score is positive,
 *   where that of its gate is not negative, or everywhere
 * @property {boolean} cones whether blocks are confined to the cones of their patterns, which leaves
 *   the regularizer 'neuron' alone
 */

/** @type {Record<import('./name-types.js').Formulation, FormulationRow>} */
const formulations = {
  relu: { activation: 'score', cones: true },
  'gated-relu': { activation: 'gate', cones: false },
  linear: { activation: 'always', cones: false },
};

/** The names there are. */
export const formulationNames = /** @type {import('./name-types.js').Formulation[]} */ (
  Object.keys(formulations)
);

/**
 * @param {unknown} name
 * @returns {name is import('./name-types.js').Formulation}
 */
export function isFormulation(name) {
  return typeof name === 'string' && Object.hasOwn(formulations, name);
}

/**
 * @param {import('./name-types.js').Formulation} name
 * @returns {FormulationRow}
 */
export function rowOf(name) {
  return formulations[name];
}

/**
 * @param {string} argument
 * @param {unknown} name
 * @returns {import('./name-types.js').Formulation}
 */
export function requireFormulation(argument, name) {
  if (isFormulation(name)) return name;
  const known = formulationNames.map(show).join(', ');
  throw invalidArgument(`${argument} must be one of ${known}, but is ${show(name)}`);
}
