// Data that come with a training's options: the network it starts from, and samples to measure its
// network on.

import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show, unknownName } from './errors.js';
import { Network } from './network.js';
import { readRecord } from './options.js';

/**
 * The network a training starts from, as it crosses to the core.
 * @typedef {object} Initial
 * @property {string} formulation
 * @property {number} d
 * @property {number} c
 * @property {number} m
 * @property {Float64Array} W1
 * @property {Float64Array} b1
 * @property {Float64Array} W2
 * @property {Float64Array} [gates]
 * @property {Float64Array} [dual] the earlier certificate's ν, where it fits the samples
 */

/**
 * Samples that a training measures its network on, as they cross to the core.
 *
 * @param {unknown} validation
 * @param {{ d: number, c: number }} sizes of the training's own
 * @returns {{ X: Float64Array, Y: Float64Array, n: number, d: number, c: number } | undefined}
 */
export function readValidation(validation, { d, c }) {
  if (validation === undefined || validation === null) return undefined;
  const { X, Y, ...rest } = readRecord('validation', validation);
  for (const key of Object.keys(rest)) throw unknownName('key of validation', key, ['X', 'Y']);
  const samples = toMatrix('validation.X', X);
  const targets = toTargets('validation.Y', Y, samples.rows);
  for (const [name, { columns }, expected] of /** @type {const} */ ([
    ['X', samples, d],
    ['Y', targets, c],
  ])) {
    if (columns === expected) continue;
    throw invalidArgument(
      `validation.${name} must have as many columns as ${name}, ${expected}, but has ${columns}`,
    );
  }
  return { X: samples.data, Y: targets.data, n: samples.rows, d, c };
}

/**
 * Checks an earlier result or network against the data it shall be a start for.
 *
 * @param {unknown} initial
 * @param {{ n: number, d: number, c: number, formulation: unknown }} problem
 * @returns {Initial | undefined}
 */
export function readInitial(initial, problem) {
  if (initial === undefined || initial === null) return undefined;
  const given = readRecord('initial', initial);
  const isResult = 'network' in given;
  const network = readNetwork(isResult ? given.network : given);
  for (const size of /** @type {const} */ (['d', 'c', 'formulation'])) {
    if (network[size] !== problem[size]) {
      throw invalidArgument(
        `initial must be a network with ${size} = ${show(problem[size])}, as in this training, ` +
          `but has ${size} = ${show(network[size])}`,
      );
    }
  }
  const dual = isResult ? readDual(given.certificate, problem.n * problem.c) : undefined;
  return dual ? { ...network, dual } : { ...network };
}

/**
 * @param {unknown} given
 * @returns {Network}
 */
function readNetwork(given) {
  try {
    return new Network(/** @type {Network} */ (given));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalidArgument(`initial must be an earlier result or a network: ${why}`);
  }
}

/**
 * The dual variable belongs to the samples it was computed for, so one of another length is no
 * error: the data may have changed since.
 *
 * @param {unknown} certificate
 * @param {number} length
 * @returns {Float64Array | undefined}
 */
function readDual(certificate, length) {
  if (typeof certificate !== 'object' || certificate === null || !('dual' in certificate)) {
    return undefined;
  }
  const { dual } = certificate;
  if (!Array.isArray(dual) && !ArrayBuffer.isView(dual)) return undefined;
  const values = Float64Array.from(/** @type {ArrayLike<number>} */ (dual), Number);
  return values.length === length && values.every(Number.isFinite) ? values : undefined;
}
