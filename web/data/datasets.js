/**
 * The data sets of the page, an object each: thumbnails, controls and links follow this array.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./points.js').Task} Task
 * @typedef {import('./random.js').Random} Random
 * @typedef {import('./measured.js').Measured} Measured
 * @typedef {{
 *   n: number, noise: number, featureX: string, featureY: string, species: string,
 *   standardize: boolean,
 * }} DataSettings
 * @typedef {{
 *   name: string,
 *   task: Task,
 *   radius: number,
 *   settings: string[],
 *   defaults: { n: number, noise: number, beta: number },
 *   maxPoints: number,
 *   measured?: Measured,
 *   generate: (settings: DataSettings, random: Random) => Point[],
 * }} Dataset
 *   radius: half the side of the square shown; settings: what of the settings table applies; measured
 *   ones need loadTable(name) before they generate anything
 */

import * as shapes from './shapes.js';
import { EACH, choose, measured } from './measured.js';

const DRAWN = ['n', 'noise', 'dataSeed'];
const CHOSEN = ['n', 'dataSeed', 'featureX', 'featureY', 'species', 'standardize'];

/** More points than this are hard to tell apart in a square. */
const MOST = 400;

/**
 * @param {Pick<Dataset, 'name' | 'radius' | 'defaults' | 'generate'> & Partial<Dataset>} row
 * @returns {Dataset}
 */
const drawn = (row) => ({ task: 'classes', settings: DRAWN, maxPoints: MOST, ...row });

/**
 * @param {string} name
 * @param {(x: number) => number} f
 * @param {{ n: number, noise: number, beta: number }} defaults
 */
const line = (name, f, defaults) =>
  drawn({ name, task: 'line', radius: 1.8, defaults, generate: shapes.curve(f) });

/**
 * @param {string} name
 * @param {number} samples in the table
 */
const table = (name, samples) =>
  drawn({
    name,
    radius: 2.9,
    settings: CHOSEN,
    defaults: { n: 80, noise: 0, beta: 1e-2 },
    maxPoints: samples,
    measured: measured[name],
    generate: (settings, random) => choose(name, settings, random),
  });

/** @type {Dataset[]} */
export const datasets = [
  drawn({
    name: 'circle',
    radius: 2.4,
    defaults: { n: 10, noise: 0, beta: 1e-4 },
    generate: shapes.circle,
  }),
  drawn({
    name: 'xor',
    radius: 1.6,
    defaults: { n: 40, noise: 0.05, beta: 1e-3 },
    generate: shapes.xor,
  }),
  drawn({
    name: 'moons',
    radius: 1.9,
    defaults: { n: 60, noise: 0.1, beta: 1e-3 },
    generate: shapes.moons,
  }),
  drawn({
    name: 'spirals',
    radius: 1.6,
    defaults: { n: 80, noise: 0.02, beta: 1e-4 },
    generate: shapes.spirals,
  }),
  drawn({
    name: 'gaussians',
    radius: 2.6,
    defaults: { n: 60, noise: 0.55, beta: 1e-2 },
    generate: shapes.gaussians,
  }),
  drawn({
    name: 'checkerboard',
    radius: 1.8,
    defaults: { n: 90, noise: 0, beta: 1e-4 },
    generate: shapes.checkerboard,
  }),
  drawn({
    name: 'rings',
    radius: 1.8,
    defaults: { n: 60, noise: 0.08, beta: 1e-3 },
    generate: shapes.rings,
  }),
  drawn({
    name: 'random',
    radius: 1.6,
    defaults: { n: 30, noise: 0, beta: 1e-5 },
    generate: shapes.randomLabels,
  }),
  drawn({
    name: 'petals',
    task: 'many',
    radius: 2.2,
    defaults: { n: 60, noise: 0.35, beta: 1e-2 },
    generate: shapes.petals,
  }),
  line('sine', (x) => Math.sin(2 * x), { n: 24, noise: 0.05, beta: 1e-4 }),
  line('steps', (x) => 0.8 * Math.max(-1, Math.min(1, Math.floor(1.5 * x + 0.5))), {
    ...{ n: 30, noise: 0.03, beta: 1e-4 },
  }),
  line('absolute', (x) => Math.abs(x) - 0.7, { n: 20, noise: 0, beta: 1e-4 }),
  line('cubic', (x) => 0.6 * (x ** 3 - x), { n: 24, noise: 0.05, beta: 1e-4 }),
  drawn({
    name: 'hills',
    task: 'surface',
    radius: 1.6,
    defaults: { n: 60, noise: 0, beta: 1e-4 },
    generate: shapes.surface(
      (x, y) =>
        1.2 * Math.exp(-2 * ((x - 0.5) ** 2 + (y - 0.4) ** 2)) -
        1.2 * Math.exp(-2 * ((x + 0.5) ** 2 + (y + 0.4) ** 2)),
    ),
  }),
  table('iris', 150),
  table('penguins', 342),
  table('wine', 178),
  table('cancer', 569),
];

/** @param {string} name */
export function datasetByName(name) {
  return datasets.find((dataset) => dataset.name === name) ?? datasets[0];
}

/**
 * What the network is to learn: measured classes may also be learned each on its own.
 *
 * @param {Dataset} dataset
 * @param {string} species
 * @returns {{ task: Task, classes: number }} classes: 0 where the targets are numbers
 */
export function taskOf(dataset, species) {
  if (dataset.measured && species === EACH && dataset.measured.classes.length > 2) {
    return { task: 'many', classes: dataset.measured.classes.length };
  }
  const { task } = dataset;
  return { task, classes: task === 'many' ? 3 : task === 'classes' ? 2 : 0 };
}
