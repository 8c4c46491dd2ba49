/**
 * The table of settings: controls, the link's hash and reset are generated from it. A new setting
 * is a row here, a name in strings.js, and whoever reads its value.
 *
 * @typedef {Record<string, string | number | boolean>} Values
 * @typedef {{
 *   name: string, group: 'data' | 'model' | 'more', hash: string,
 *   kind: 'gallery' | 'choice' | 'menu' | 'list' | 'toggle' | 'seed' | 'slider',
 *   default: Value | ((values: Values) => Value),
 *   choices?: string[] | ((values: Values) => string[]),
 *   source?: 'formulations' | 'losses' | 'regularizers' | 'solvers' | 'samplers',
 *   without?: string[], first?: string,
 *   min?: number, max?: number | ((values: Values) => number), step?: number, log?: boolean,
 *   whole?: boolean, ends?: boolean, when?: (values: Values) => boolean,
 * }} Setting
 *   choices of a setting with a source come from info(), but for those it is without and with `first`
 *   before them, see offerChoices. Sliders: log gives decades, step is then one of the exponent; ends
 *   says that strings.js has words for the two ends. when: whether it has an effect.
 * @typedef {string | number | boolean} Value
 */

import { EACH } from '../data/measured.js';
import { datasetByName, datasets } from '../data/datasets.js';

const LARGEST_SEED = 9999;

/** @param {Values} values */
const chosenDataset = (values) => datasetByName(String(values.data));

/** @param {Values} values */
const chosenTable = (values) => chosenDataset(values).measured;

/**
 * Whether the network is trained over all patterns, which only ReLU networks can be.
 *
 * @param {Values} values
 */
export const overAll = ({ formulation, over }) => formulation === 'relu' && over === 'all';

/** @type {Setting[]} */
export const settings = [
  {
    name: 'data',
    group: 'data',
    hash: 'data',
    kind: 'gallery',
    default: 'circle',
    choices: datasets.map(({ name }) => name),
  },
  {
    name: 'featureX',
    group: 'data',
    hash: 'x',
    kind: 'menu',
    default: (values) => chosenTable(values)?.first[0] ?? 'billLength',
    choices: (values) => chosenTable(values)?.features ?? [],
  },
  {
    name: 'featureY',
    group: 'data',
    hash: 'y',
    kind: 'menu',
    default: (values) => chosenTable(values)?.first[1] ?? 'billDepth',
    choices: (values) => chosenTable(values)?.features ?? [],
  },
  {
    name: 'species',
    group: 'data',
    hash: 'species',
    kind: 'menu',
    default: (values) => chosenTable(values)?.positive ?? 'Chinstrap',
    choices: (values) => {
      const classes = chosenTable(values)?.classes ?? [];
      return classes.length > 2 ? [EACH, ...classes] : classes;
    },
  },
  {
    name: 'standardize',
    group: 'data',
    hash: 'standardize',
    kind: 'toggle',
    default: true,
  },
  {
    name: 'n',
    group: 'data',
    hash: 'n',
    kind: 'slider',
    min: 2,
    max: (values) => chosenDataset(values).maxPoints,
    step: 1,
    whole: true,
    default: (values) => chosenDataset(values).defaults.n,
  },
  {
    name: 'noise',
    group: 'data',
    hash: 'noise',
    kind: 'slider',
    min: 0,
    max: 1,
    step: 0.01,
    default: (values) => chosenDataset(values).defaults.noise,
  },
  {
    name: 'dataSeed',
    group: 'data',
    hash: 'draw',
    kind: 'seed',
    min: 0,
    max: LARGEST_SEED,
    whole: true,
    default: 7,
  },
  {
    name: 'testShare',
    group: 'data',
    hash: 'test',
    kind: 'slider',
    min: 0,
    max: 0.5,
    step: 0.05,
    default: 0,
  },
  {
    name: 'formulation',
    group: 'model',
    hash: 'formulation',
    kind: 'choice',
    source: 'formulations',
    without: ['linear'], // a plane without neurons to look at
    default: 'relu',
  },
  {
    name: 'loss',
    group: 'model',
    hash: 'loss',
    kind: 'menu',
    source: 'losses',
    without: ['softmax'], // a point has one label
    default: 'squared',
  },
  {
    name: 'beta',
    group: 'model',
    hash: 'beta',
    kind: 'slider',
    log: true,
    min: 1e-6,
    max: 1,
    step: 0.05,
    ends: true,
    default: (values) => chosenDataset(values).defaults.beta,
  },
  {
    name: 'over',
    group: 'model',
    hash: 'over',
    kind: 'choice',
    choices: ['all', 'sampled'],
    default: 'all',
    when: ({ formulation }) => formulation === 'relu',
  },
  {
    name: 'patterns',
    group: 'model',
    hash: 'patterns',
    kind: 'slider',
    log: true,
    min: 1,
    max: 1000,
    step: 0.05,
    whole: true,
    default: 100,
    when: (values) => !overAll(values),
  },
  {
    name: 'seed',
    group: 'model',
    hash: 'seed',
    kind: 'seed',
    min: 0,
    max: LARGEST_SEED,
    whole: true,
    default: 0,
    when: (values) => !overAll(values),
  },
  {
    name: 'bias',
    group: 'more',
    hash: 'bias',
    kind: 'toggle',
    default: true,
  },
  {
    name: 'regularizer',
    group: 'more',
    hash: 'regularizer',
    kind: 'menu',
    source: 'regularizers',
    default: 'neuron',
    // The others would leave a ReLU network without a best one.
    when: ({ formulation }) => formulation !== 'relu',
  },
  {
    name: 'sampler',
    group: 'more',
    hash: 'sampler',
    kind: 'menu',
    source: 'samplers',
    without: ['convolutional'], // a point is no image
    default: 'dense-gaussian',
    when: (values) => !overAll(values),
  },
  {
    name: 'tolerance',
    group: 'more',
    hash: 'tolerance',
    kind: 'slider',
    log: true,
    min: 1e-9,
    max: 0.1,
    step: 0.5,
    default: 1e-6,
  },
  {
    name: 'timeLimit',
    group: 'more',
    hash: 'time',
    kind: 'slider',
    log: true,
    min: 0.1,
    max: 600,
    step: 0.05,
    default: 60,
  },
  {
    name: 'solver',
    group: 'more',
    hash: 'solver',
    kind: 'list',
    source: 'solvers',
    first: 'auto',
    default: 'auto',
  },
];
