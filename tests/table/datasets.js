/** The six data sets of docs/accuracy.md as measured, and how ours are trained on them. */
import { readFileSync } from 'node:fs';
import * as penguins from '../../web/data/penguins.js';

/**
 * @typedef {object} DataSet
 * @property {string} name
 * @property {'accuracy' | 'R²'} score
 * @property {number[][]} X
 * @property {(number | string)[]} y classes, or numbers
 * @property {Record<string, import('convexrelu').EstimatorParams>} ours by the name of the row
 */

/** For all: β and everything else by what a training fold holds, from the seed 0. */
const common = {
  ...{ beta: /** @type {const} */ ('cv'), standardize: true, seed: 0 },
  ...{ count: 6, ratio: 1e-2, tolerance: 1e-2 },
  patterns: { kind: /** @type {const} */ ('sampled'), count: 50 },
};

const both = {
  'convexrelu, ReLU': { ...common, formulation: /** @type {const} */ ('relu') },
  'convexrelu, gated ReLU': { ...common, formulation: /** @type {const} */ ('gated-relu') },
};

/** With cones, ten classes of 1797 samples take longer than a table waits for. */
const gated = { 'convexrelu, gated ReLU': both['convexrelu, gated ReLU'] };

/** @returns {DataSet[]} */
export function dataSets() {
  return [
    { name: 'iris', score: 'accuracy', ...readTable('iris.csv'), ours: both },
    { name: 'wine', score: 'accuracy', ...readTable('wine.csv'), ours: both },
    { name: 'breast cancer', score: 'accuracy', ...readTable('breast_cancer.csv'), ours: both },
    { name: 'penguins', score: 'accuracy', ...readPenguins(), ours: both },
    { name: 'digits', score: 'accuracy', ...readDigits(), ours: gated },
    { name: 'diabetes', score: 'R²', ...readTable('diabetes.csv'), ours: both },
  ];
}

/**
 * A line of sizes and names, then a sample a line, its target last.
 * @param {string} file of tests/fixtures
 */
function readTable(file) {
  const rows = lines(file)
    .slice(1)
    .map((row) => row.split(',').map(Number));
  return { X: rows.map((row) => row.slice(0, -1)), y: rows.map((row) => row[row.length - 1]) };
}

function readDigits() {
  const rows = lines('digits.txt').map((row) => [...row].map((it) => parseInt(it, 17)));
  return { X: rows.map((row) => row.slice(0, 64)), y: rows.map((row) => row[64]) };
}

function readPenguins() {
  const { billLength, billDepth, flipperLength, bodyMass, speciesCounts } = penguins;
  return {
    X: billLength.map((length, i) => [length, billDepth[i], flipperLength[i], bodyMass[i]]),
    y: speciesCounts.flatMap(({ name, count }) => Array.from({ length: count }, () => name)),
  };
}

/** @param {string} file */
function lines(file) {
  const text = readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8');
  return text.trim().split(/\r?\n/);
}
