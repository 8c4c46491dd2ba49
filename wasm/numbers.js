// Reads lists of numbers, and what was saved as JSON.

import { check, checkOneOf } from './errors.js';

/**
 * @param {unknown} value
 * @returns {value is unknown[]} or a typed array, which has what is used here
 */
export function isList(value) {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

/**
 * @param {Float64Array | number[]} data row-major
 * @param {number} columns
 */
export function toRows(data, columns) {
  return Array.from({ length: data.length / columns }, (_, i) => [
    ...data.slice(i * columns, (i + 1) * columns),
  ]);
}

/**
 * Copies a matrix of finite numbers, given as a list of them, row by row.
 *
 * @param {string} name
 * @param {unknown} source
 * @param {number} rows
 * @param {number} columns
 * @param {Float64Array} [target] a larger matrix with as many columns
 * @param {number} [first] the row of the larger one at which this one begins
 */
export function readNumbers(name, source, rows, columns, target, first = 0) {
  check(isList(source), name, 'be an array of numbers', source);
  const size = rows * columns;
  // Messages are made where something is wrong alone: there may be a million rows.
  if (source.length !== size) checkOneOf(`${name}.length`, [size], source.length);
  const data = target ?? allocate(name, rows, columns);
  for (let k = 0; k < size; k++) {
    const value = /** @type {number} */ (source[k]);
    if (!Number.isFinite(value)) {
      const row = first + Math.floor(k / columns);
      check(
        false,
        `${name}[${k}] (row ${row}, column ${k % columns})`,
        'be a finite number',
        value,
      );
    }
    data[first * columns + k] = value;
  }
  return data;
}

/**
 * @param {string} name
 * @param {number} rows
 * @param {number} columns
 */
export function allocate(name, rows, columns) {
  try {
    return new Float64Array(rows * columns);
  } catch {
    check(false, `${name}.rows`, 'fit in memory', rows, 'out-of-memory');
  }
}

/**
 * What `toJSON` of something gave, or its text.
 *
 * @param {string} name
 * @param {readonly string[]} formats
 * @param {unknown} json
 * @returns {Record<string, unknown>}
 */
export function readSaved(name, formats, json) {
  let value = json;
  try {
    if (typeof json === 'string') value = JSON.parse(json);
  } catch {
    check(false, name, 'be JSON', json);
  }
  const saved = Object(value);
  checkOneOf(`${name}.format`, formats, saved.format);
  checkOneOf(`${name}.version`, [1], saved.version);
  return saved;
}
