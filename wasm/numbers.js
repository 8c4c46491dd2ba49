// Reads what was saved: JSON, and lists of numbers in it.

import { invalidArgument, show } from './errors.js';

/**
 * @param {string} what the text is, for messages
 * @param {unknown} json text, or what was read from it already
 * @returns {unknown}
 */
export function parseJson(what, json) {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch {
    throw invalidArgument(`${what} must be JSON, but is ${show(json)}`);
  }
}

/**
 * A copy of a list of finite numbers.
 *
 * @param {string} name
 * @param {unknown} source
 * @param {number} length
 */
export function readNumbers(name, source, length) {
  if (!Array.isArray(source) && !ArrayBuffer.isView(source)) {
    throw invalidArgument(`${name} must be an array of numbers, but is ${show(source)}`);
  }
  const values = /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (source));
  if (values.length !== length) {
    throw invalidArgument(`${name} must hold ${length} numbers, but holds ${values.length}`);
  }
  return Float64Array.from(values, (value, k) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw invalidArgument(
      `${name} must hold finite numbers only, but ${name}[${k}] is ${show(value)}`,
    );
  });
}
