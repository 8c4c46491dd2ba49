// Reads what users give as X, Y and gates into flat row-major copies, and says precisely what is
// wrong with them.

import { ConvexReluError, invalidArgument, show } from './errors.js';
import { fingerprint } from './fingerprint.js';

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
 * @param {unknown} value
 * @returns {Matrix}
 */
export function toMatrix(name, value) {
  if (isFlatMatrix(value)) return fromFlat(name, value, ['rows', 'columns']);
  if (!Array.isArray(value)) {
    throw invalidArgument(
      `${name} must be an array of rows or { data, shape: [rows, columns] }, but is ${show(value)}`,
    );
  }
  return fromRows(name, value);
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
  if (isFlatMatrix(value)) {
    return value.shape.length === 1
      ? fromFlat(name, value, ['rows'])
      : fromFlat(name, value, ['rows', 'columns']);
  }
  if (isNumberArray(value)) {
    const data = allocate(name, value.length, 1);
    copyNumbers(data, 0, value, (i) => {
      const error = notFinite(name, `${name}[${i}]`, i, 0, value[i]);
      if (!isWord(value[i])) return error;
      return invalidArgument(`${error.message}; ConvexClassifier takes labels of any kind`);
    });
    return { data, rows: value.length, columns: 1 };
  }
  if (!Array.isArray(value)) {
    throw invalidArgument(
      `${name} must be an array of numbers, an array of rows or { data, shape }, ` +
        `but is ${show(value)}`,
    );
  }
  return fromRows(name, value);
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
 * @param {unknown} value
 * @returns {value is { data: unknown, shape: readonly unknown[] }}
 */
function isFlatMatrix(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    'data' in value &&
    'shape' in value &&
    Array.isArray(value.shape)
  );
}

/**
 * A typed array, or an array that does not begin with a row.
 *
 * @param {unknown} value
 * @returns {value is ArrayLike<unknown>}
 */
function isNumberArray(value) {
  return isTypedArray(value) || (Array.isArray(value) && !isRow(value[0]));
}

/**
 * @param {unknown} value
 * @returns {value is ArrayLike<unknown>}
 */
function isRow(value) {
  return Array.isArray(value) || isTypedArray(value);
}

/**
 * @param {unknown} value
 * @returns {value is ArrayLike<unknown>}
 */
function isTypedArray(value) {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/**
 * @param {string} name
 * @param {readonly unknown[]} rows
 * @returns {Matrix}
 */
function fromRows(name, rows) {
  if (rows.length === 0) throw invalidArgument(`${name} must have at least one row, but is empty`);
  const columns = rowOf(name, rows, 0).length;
  if (columns === 0) {
    throw invalidArgument(`${name} must have at least one column, but ${name}[0] is empty`);
  }
  const data = allocate(name, rows.length, columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rowOf(name, rows, i);
    if (row.length !== columns) {
      throw invalidArgument(
        `${name} must have rows of equal length: row ${i} has ${row.length} ` +
          `${row.length === 1 ? 'number' : 'numbers'}, expected ${columns} as in row 0`,
      );
    }
    const complain = (/** @type {number} */ k) =>
      notFinite(name, `${name}[${i}][${k}]`, i, k, row[k]);
    copyNumbers(data, i * columns, row, complain);
  }
  return { data, rows: rows.length, columns };
}

/**
 * @param {string} name
 * @param {readonly unknown[]} rows
 * @param {number} i
 */
function rowOf(name, rows, i) {
  const row = rows[i];
  if (isRow(row)) return row;
  throw invalidArgument(
    `${name} must be an array of rows, as in [[1, 2], [3, 4]], but ${name}[${i}] is ${show(row)}`,
  );
}

/**
 * @param {string} name
 * @param {{ data: unknown, shape: readonly unknown[] }} matrix
 * @param {string[]} axes what the numbers of the shape count
 * @returns {Matrix}
 */
function fromFlat(name, { data: source, shape }, axes) {
  if (shape.length !== axes.length || !shape.every(isCount)) {
    throw invalidArgument(
      `${name}.shape must be [${axes.join(', ')}], whole numbers >= 1, ` +
        `but is [${shape.map(show).join(', ')}]`,
    );
  }
  const rows = Number(shape[0]);
  const columns = Number(shape[1] ?? 1);
  if (!isRow(source)) {
    throw invalidArgument(`${name}.data must be an array of numbers, but is ${show(source)}`);
  }
  if (source.length !== rows * columns) {
    throw invalidArgument(
      `${name}.data must hold ${rows * columns} numbers, as ${name}.shape says ` +
        `[${shape.join(', ')}], but holds ${source.length}`,
    );
  }
  const data = allocate(name, rows, columns);
  const complain = (/** @type {number} */ k) =>
    notFinite(name, `${name}.data[${k}]`, Math.floor(k / columns), k % columns, source[k]);
  copyNumbers(data, 0, source, complain);
  return { data, rows, columns };
}

/** @param {unknown} value */
function isCount(value) {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

/**
 * @param {Float64Array} target
 * @param {number} offset
 * @param {ArrayLike<unknown>} source
 * @param {(k: number) => Error} complain the error for element k
 */
function copyNumbers(target, offset, source, complain) {
  for (let k = 0; k < source.length; k++) {
    const value = source[k];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw complain(k);
    target[offset + k] = value;
  }
}

/**
 * @param {string} name
 * @param {string} element how the user would write the element
 * @param {number} row
 * @param {number} column
 * @param {unknown} value
 */
function notFinite(name, element, row, column, value) {
  return invalidArgument(
    `${name} must hold finite numbers only, but ${element} is ${show(value)} ` +
      `(row ${row}, column ${column}, counted from 0)`,
  );
}

/**
 * @param {string} name
 * @param {number} rows
 * @param {number} columns
 */
function allocate(name, rows, columns) {
  try {
    return new Float64Array(rows * columns);
  } catch (cause) {
    throw new ConvexReluError(
      'out-of-memory',
      `${name} with ${rows} rows and ${columns} columns does not fit in memory; ` +
        'use fewer rows or columns',
      { cause },
    );
  }
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
