// Deals samples into folds.

import { createRandom, permutation } from './random.js';

/** @typedef {import('./data.js').Matrix} Matrix */

/**
 * Whether the targets are classes: one column of −1 and +1, or in every row a 1 among −1 or among 0.
 *
 * @param {Matrix} Y
 */
export function areClasses({ data, rows, columns }) {
  const low = columns > 1 && data.includes(0) ? 0 : -1;
  if (!data.every((y) => y === 1 || y === low)) return false;
  if (columns === 1) return true;
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    if (row.indexOf(1) < 0 || row.indexOf(1) !== row.lastIndexOf(1)) return false;
  }
  return true;
}

/**
 * The column of the largest value in each row; with one column 1 where it is positive, else 0.
 *
 * @param {Matrix} matrix
 * @returns {number[]}
 */
export function classesOf({ data, rows, columns }) {
  return Array.from({ length: rows }, (_, i) => {
    if (columns === 1) return Number(data[i] > 0);
    let best = 0;
    for (let k = 1; k < columns; k++) {
      if (data[i * columns + k] > data[i * columns + best]) best = k;
    }
    return best;
  });
}

/**
 * A fold for each sample, at random: their sizes differ by one at most, and where the targets are
 * classes so do each class's shares.
 *
 * @param {Matrix} Y
 * @param {number} folds
 * @param {number} seed
 * @returns {number[]}
 */
export function dealFolds(Y, folds, seed) {
  const order = permutation(Y.rows, createRandom(seed));
  if (areClasses(Y)) {
    const classes = classesOf(Y);
    order.sort((a, b) => classes[a] - classes[b]);
  }
  const fold = Array(Y.rows);
  order.forEach((sample, place) => (fold[sample] = place % folds));
  return fold;
}

/**
 * @param {Matrix} matrix
 * @param {number[]} chosen
 * @returns {{ data: Float64Array, shape: [number, number] }} the chosen rows
 */
export function rowsOf({ data, columns }, chosen) {
  const rows = new Float64Array(chosen.length * columns);
  chosen.forEach((i, place) =>
    rows.set(data.subarray(i * columns, (i + 1) * columns), place * columns),
  );
  return { data: rows, shape: [chosen.length, columns] };
}
