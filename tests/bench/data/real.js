/** Measured data, standardised, one class (+1) against the rest (−1). */
import { readFileSync } from 'node:fs';
import * as penguins from '../../../web/data/penguins.js';
import { standardized, standardizedColumns } from './standardize.js';

/** @typedef {import('./synthetic.js').Data} Data */
/** @typedef {import('./synthetic.js').LossName} LossName */

/** 569×30; +1 is benign. */
export function breastCancer() {
  return readClasses('breast_cancer.csv', 1);
}

/**
 * 150×4, versicolor against the rest; for the squared loss the labels are standardised too.
 * @param {LossName} loss
 */
export function iris(loss) {
  const { X, Y } = readClasses('iris.csv', 1);
  return { X, Y: loss === 'squared' ? standardized(Y) : Y };
}

/**
 * 342×4: the birds with all four measurements.
 * @param {string} species
 * @param {LossName} loss
 * @returns {Data}
 */
export function penguinsOf(species, loss) {
  const { billLength, billDepth, flipperLength, bodyMass, speciesCounts } = penguins;
  const X = billLength.map((length, i) => [length, billDepth[i], flipperLength[i], bodyMass[i]]);
  const Y = speciesCounts.flatMap(({ name, count }) =>
    Array.from({ length: count }, () => (name === species ? 1 : -1)),
  );
  return { X: standardizedColumns(X), Y: loss === 'squared' ? standardized(Y) : Y };
}

/**
 * 1797×64, pixels from 0 to 1; a row of Y has +1 at its digit and −1 elsewhere.
 * @returns {{ X: number[][], Y: number[][] }}
 */
export function digits() {
  const text = readFileSync(new URL('../../fixtures/digits.txt', import.meta.url), 'utf8');
  const rows = text.trim().split(/\r?\n/);
  const numbers = rows.map((row) => [...row].map((character) => parseInt(character, 17)));
  return {
    X: numbers.map((row) => row.slice(0, -1).map((value) => value / 16)),
    Y: numbers.map((row) => Array.from({ length: 10 }, (_, k) => (row[64] === k ? 1 : -1))),
  };
}

/**
 * A file of tests/fixtures in scikit-learn's form: a line of sizes and names, then a sample a line,
 * the number of its class last.
 * @param {string} file
 * @param {number} positive the class that becomes +1
 * @returns {Data}
 */
function readClasses(file, positive) {
  const text = readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8');
  const rows = text.trim().split(/\r?\n/).slice(1);
  const numbers = rows.map((row) => row.split(',').map(Number));
  return {
    X: standardizedColumns(numbers.map((row) => row.slice(0, -1))),
    Y: numbers.map((row) => (row[row.length - 1] === positive ? 1 : -1)),
  };
}
