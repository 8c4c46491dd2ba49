// Reads what users give as X, Y and gates into flat row-major copies, and says precisely what is
// wrong with them.

import { check, invalidArgument, readCount } from './errors.js';
import { fingerprint } from './fingerprint.js';
import { allocate, isList, readNumbers } from './numbers.js';

/** @typedef {import('./types.js').MatrixInput} MatrixInput */
/** @typedef {import('./types.js').TargetInput} TargetInput */

/**
 * @typedef {object} Matrix
 * @property {Float64Array} data row-major
 * @property {number} rows
 * @property {number} columns
 */

/**
 * Copies a matrix given as an array of rows or as `{ data, shape }`.
 *
 * @param {string} name how the argument is called in messages
 * @param {any} value
 * @returns {Matrix}
 */
export function toMatrix(name, value) {
  const { data: flat, shape } = Object(value);
  const isFlat = Array.isArray(shape) && shape.length === 2;
  const rule = 'be an array of rows or { data, shape: [n, d] }';
  check(isFlat || Array.isArray(value), name, rule, value);
  const [n, d] = isFlat ? shape : [value.length, value[0]?.length ?? 1];
  const rows = readCount(`${name}.rows`, 1, n);
  const columns = readCount(`${name}.columns`, 1, d);
  if (isFlat) return { data: readNumbers(`${name}.data`, flat, rows, columns), rows, columns };
  const data = allocate(name, rows, columns);
  for (let i = 0; i < rows; i++) readNumbers(`${name}[${i}]`, value[i], 1, columns, data, i);
  return { data, rows, columns };
}

/**
 * Copies targets: a list of numbers (one output), or a matrix with a column per output.
 *
 * @param {string} name
 * @param {unknown} value
 * @param {number} [samples] how many rows there must be
 * @returns {Matrix}
 */
export function toTargets(name, value, samples) {
  const targets = readTargets(name, value);
  if (samples !== undefined && targets.rows !== samples) {
    throw invalidArgument(
      `${name} must have one row per row of X, which has ${samples}, but has ${targets.rows}`,
    );
  }
  return targets;
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {Matrix}
 */
function readTargets(name, value) {
  const { data, shape } = Object(value);
  if (Array.isArray(shape)) {
    return toMatrix(name, shape.length === 1 ? { data, shape: [shape[0], 1] } : value);
  }
  if (isList(value) && !(Array.isArray(value) && isList(value[0]))) {
    return { data: readColumn(name, value), rows: value.length, columns: 1 };
  }
  const rule = 'be an array of numbers, an array of rows or { data, shape }';
  check(Array.isArray(value), name, rule, value);
  return toMatrix(name, value);
}

/**
 * @param {string} name
 * @param {readonly unknown[]} values
 */
function readColumn(name, values) {
  try {
    return readNumbers(name, values, values.length, 1);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    if (!isWord(values.find((it) => !Number.isFinite(it)))) throw error;
    throw invalidArgument(`${message}; ConvexClassifier takes labels of any kind`);
  }
}

/**
 * Whether somebody meant a class by it.
 *
 * @param {unknown} value
 */
function isWord(value) {
  return typeof value === 'boolean' || (typeof value === 'string' && Number.isNaN(Number(value)));
}

/**
 * @param {Matrix} matrix
 * @returns {import('./job-types.js').PlainData} that JSON gives back as it is
 */
export function plainData({ data, rows, columns }) {
  // JSON does not know −0.
  return { data: Array.from(data, (x) => x + 0), shape: [rows, columns] };
}

/**
 * A name for work on X and Y that depends on nothing but what it is.
 *
 * @param {{ X: import('./job-types.js').PlainData, Y: import('./job-types.js').PlainData,
 *   [name: string]: unknown }} work
 * @returns {string}
 */
export function fingerprintOf({ X, Y, ...rest }) {
  return fingerprint(JSON.stringify({ ...rest, shapes: [X.shape, Y.shape] }), [X.data, Y.data]);
}
