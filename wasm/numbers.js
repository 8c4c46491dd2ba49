// Reads lists of numbers, and what was saved as JSON.

import { check, ConvexReluError, show } from './errors.js';

/**
 * @param {unknown} value
 * @returns {value is unknown[]} or a typed array, which has what is used here
 */
export function isList(value) {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
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
  check(source.length === size, `${name}.length`, `be ${size}`, source.length);
  const data = target ?? allocate(name, rows, columns);
  for (let k = 0; k < size; k++) {
    const value = /** @type {number} */ (source[k]);
    // Names are made for the wrong ones alone: there may be a million others.
    if (!Number.isFinite(value)) {
      const place = `row ${first + Math.floor(k / columns)}, column ${k % columns}`;
      check(false, `${name}[${k}] (${place})`, 'be a finite number', value);
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
    const message = `${rows} rows and ${columns} columns of ${name} do not fit in memory`;
    throw new ConvexReluError('out-of-memory', message);
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
  const value = typeof json === 'string' ? parse(name, json) : json;
  const { format, version } = Object(value);
  const known = formats.map(show).join(' or ');
  check(formats.includes(format), name, `be of the format ${known}`, value);
  check(version === 1, `${name}.version`, 'be 1', version);
  return Object(value);
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {unknown}
 */
function parse(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    check(false, name, 'be JSON', text);
  }
}
