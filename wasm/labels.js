// Labels of any kind, and the targets that stand for them.

import { invalidArgument, show } from './errors.js';

/**
 * A class as users name it.
 * @typedef {string | number | boolean} Label
 */

/**
 * @param {unknown} y
 * @param {number} [n] how many there must be
 * @param {string} [name]
 * @param {string} [thing] of which there are n
 * @param {string} [other] the argument that has them
 * @returns {Label[]}
 */
export function readLabels(y, n, name = 'y', thing = 'row', other = 'X') {
  if (!Array.isArray(y) && !(ArrayBuffer.isView(y) && !(y instanceof DataView))) {
    throw invalidArgument(`${name} must be an array of labels, but is ${show(y)}`);
  }
  const labels = Array.from(/** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (y)));
  if (n !== undefined && labels.length !== n) {
    throw invalidArgument(
      `${name} must have one label per ${thing} of ${other}, which has ${n}, ` +
        `but has ${labels.length}`,
    );
  }
  labels.forEach((label, i) => {
    if (isLabel(label)) return;
    throw invalidArgument(
      `${name} must hold strings, finite numbers or booleans only, but ${name}[${i}] is ${show(label)}`,
    );
  });
  return /** @type {Label[]} */ (labels);
}

/**
 * @param {unknown} label
 * @returns {label is Label}
 */
export function isLabel(label) {
  return ['string', 'boolean'].includes(typeof label) || Number.isFinite(label);
}

/**
 * @param {readonly Label[]} labels
 * @returns {Label[]} each once, in order: booleans, numbers, strings
 */
export function findClasses(labels) {
  const classes = [...new Set(labels)].sort((a, b) => {
    if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
    return a < b ? -1 : 1;
  });
  if (classes.length > 1) return classes;
  throw invalidArgument(
    `y must hold two different labels at least, but each one is ${show(classes[0])}`,
  );
}

/**
 * A column for each class, 1 where it is the label's and else 0.
 *
 * @param {readonly Label[]} labels
 * @param {readonly Label[]} classes
 * @returns {{ data: Float64Array, shape: [number, number] }}
 */
export function encodeShares(labels, classes) {
  const data = new Float64Array(labels.length * classes.length);
  labels.forEach((label, i) => (data[i * classes.length + classes.indexOf(label)] = 1));
  return { data, shape: [labels.length, classes.length] };
}

/**
 * One column for two classes, +1 for the second; else one for each class against all others.
 *
 * @param {readonly Label[]} labels
 * @param {readonly Label[]} classes
 * @returns {{ data: Float64Array, shape: [number, number] }}
 */
export function encodeLabels(labels, classes) {
  const shown = classes.length === 2 ? [classes[1]] : classes;
  const data = Float64Array.from({ length: labels.length * shown.length }, (_, k) =>
    labels[Math.floor(k / shown.length)] === shown[k % shown.length] ? 1 : -1,
  );
  return { data, shape: [labels.length, shown.length] };
}
