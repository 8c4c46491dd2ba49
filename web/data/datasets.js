/**
 * The data sets of the page, an object each: thumbnails, controls and links follow this array.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./points.js').Label} Label
 * @typedef {import('./random.js').Random} Random
 * @typedef {{
 *   n: number, noise: number, featureX: string, featureY: string, species: string,
 * }} DataSettings
 * @typedef {{
 *   name: string,
 *   radius: number,
 *   settings: string[],
 *   defaults: { n: number, noise: number, beta: number },
 *   maxPoints: number,
 *   generate: (settings: DataSettings, random: Random) => Point[],
 * }} Dataset
 *   radius: half the side of the square shown; settings: what of the settings table applies.
 */

import * as penguins from './penguins.js';

const DRAWN = ['n', 'noise', 'dataSeed'];

/** @type {Record<string, number[]>} */
const measurements = {
  billLength: penguins.billLength,
  billDepth: penguins.billDepth,
  flipperLength: penguins.flipperLength,
  bodyMass: penguins.bodyMass,
};

/** Names of the penguins' measurements and species, for menus. */
export const measurementNames = Object.keys(measurements);
export const speciesNames = penguins.speciesCounts.map(({ name }) => name);

/** @type {Dataset[]} */
export const datasets = [
  {
    name: 'circle',
    radius: 2.4,
    settings: DRAWN,
    defaults: { n: 10, noise: 0, beta: 1e-4 },
    maxPoints: 400,
    // The reference notebook's data: standard normal points, labelled by ‖x‖ > 1.
    generate: ({ n, noise }, random) =>
      repeat(n, () => {
        const x = random.normal();
        const y = random.normal();
        return jittered(x, y, Math.hypot(x, y) > 1 ? 1 : -1, noise, random);
      }),
  },
  {
    name: 'xor',
    radius: 1.6,
    settings: DRAWN,
    defaults: { n: 40, noise: 0.05, beta: 1e-3 },
    maxPoints: 400,
    generate: ({ n, noise }, random) =>
      repeat(n, (i) => {
        const right = i % 2 === 0;
        const upper = i % 4 < 2;
        const x = random.uniform(0.15, 1.2) * (right ? 1 : -1);
        const y = random.uniform(0.15, 1.2) * (upper ? 1 : -1);
        return jittered(x, y, right === upper ? 1 : -1, noise, random);
      }),
  },
  {
    name: 'moons',
    radius: 1.9,
    settings: DRAWN,
    defaults: { n: 60, noise: 0.1, beta: 1e-3 },
    maxPoints: 400,
    generate: ({ n, noise }, random) =>
      repeat(n, (i) => {
        const angle = random.uniform(0, Math.PI);
        const side = i % 2 === 0 ? 1 : -1;
        const x = side * (Math.cos(angle) - 0.5);
        const y = side * (Math.sin(angle) - 0.25);
        return jittered(x, y, side === 1 ? 1 : -1, noise, random);
      }),
  },
  {
    name: 'spirals',
    radius: 1.6,
    settings: DRAWN,
    defaults: { n: 80, noise: 0.02, beta: 1e-4 },
    maxPoints: 400,
    generate: ({ n, noise }, random) =>
      repeat(n, (i) => {
        const side = i % 2 === 0 ? 1 : -1;
        // The root spreads points evenly along the arm.
        const turn = Math.sqrt(random.uniform(0.02, 1));
        const angle = 1.35 * 2 * Math.PI * turn;
        const x = side * 1.3 * turn * Math.cos(angle);
        const y = side * 1.3 * turn * Math.sin(angle);
        return jittered(x, y, side === 1 ? 1 : -1, noise, random);
      }),
  },
  {
    name: 'gaussians',
    radius: 2.6,
    settings: DRAWN,
    defaults: { n: 60, noise: 0.55, beta: 1e-2 },
    maxPoints: 400,
    generate: ({ n, noise }, random) =>
      repeat(n, (i) => {
        const side = i % 2 === 0 ? 1 : -1;
        return jittered(side * 0.9, side * 0.7, side === 1 ? 1 : -1, noise, random);
      }),
  },
  {
    name: 'penguins',
    radius: 2.9,
    settings: ['n', 'dataSeed', 'featureX', 'featureY', 'species'],
    defaults: { n: 80, noise: 0, beta: 1e-2 },
    maxPoints: penguins.billLength.length,
    generate: choosePenguins,
  },
];

/** @param {string} name */
export function datasetByName(name) {
  return datasets.find((dataset) => dataset.name === name) ?? datasets[0];
}

/**
 * @param {number} n
 * @param {(i: number) => Point} draw
 */
function repeat(n, draw) {
  return Array.from({ length: n }, (_, i) => draw(i));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {Label} label
 * @param {number} noise
 * @param {Random} random
 * @returns {Point}
 */
function jittered(x, y, label, noise, random) {
  return { x: x + noise * random.normal(), y: y + noise * random.normal(), label };
}

/**
 * n of the birds, the same for every choice of measurements.
 *
 * @param {DataSettings} settings
 * @param {Random} random
 */
function choosePenguins({ n, featureX, featureY, species }, random) {
  const x = standardized(measurements[featureX]);
  const y = standardized(measurements[featureY]);
  const names = penguins.speciesCounts.flatMap(({ name, count }) => Array(count).fill(name));
  return shuffledIndices(names.length, random)
    .slice(0, n)
    .map((i) => {
      /** @type {Label} */
      const label = names[i] === species ? 1 : -1;
      return { x: x[i], y: y[i], label };
    });
}

/** @param {number[]} column */
function standardized(column) {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
  return column.map((value) => (value - mean) / Math.sqrt(variance));
}

/**
 * @param {number} count
 * @param {Random} random
 */
function shuffledIndices(count, random) {
  const keyed = Array.from({ length: count }, (_, index) => ({ index, key: random.uniform() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ index }) => index);
}
