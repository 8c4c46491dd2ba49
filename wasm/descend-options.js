// Reads the options of `descend`.

import { readSignal } from './abort.js';
import { invalidArgument, show } from './errors.js';
import { checkBeta, requireLoss } from './losses.js';
import { readInitial } from './option-data.js';
import { checkNames, readProgressCallback, readRecord } from './options.js';
import { isOptimizer, optimizers } from './optimizers.js';
import { checkSeed } from './random.js';

/** @import { LossName, OptimizerName } from './name-types.js' */

/**
 * Gradient descent: from `initial`, or from random weights of `width` neurons. An epoch sees each
 * sample once, in batches; 'gd' takes all at a time.
 * @typedef {object} DescendOptions
 * @property {OptimizerName} [optimizer] 'adam' by default
 * @property {number} [width] neurons, 50 by default
 * @property {number} [learningRate] 0.01 by default
 * @property {number} [epochs] 1000 by default
 * @property {number} [batchSize] 32 by default, or all samples where they are fewer
 * @property {number} [seed]
 * @property {LossName} [loss]
 * @property {number} [beta]
 * @property {boolean} [bias]
 * @property {import('./types.js').TrainOptions['initial']} [initial] a network or an earlier result
 * @property {AbortSignal} [signal]
 * @property {(progress: DescendProgress) => unknown} [onProgress] called a few dozen times a second
 */

/**
 * Options of `descend` that are plain data, all of them set.
 * @typedef {object} ResolvedDescendOptions
 * @property {OptimizerName} optimizer
 * @property {number} width
 * @property {number} learningRate
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number} seed
 * @property {LossName} loss
 * @property {number} beta
 * @property {boolean} bias
 */

/**
 * How far a descent has come.
 * @typedef {{ done: boolean, epoch: number, objective: number, seconds: number }} DescendProgress
 */

/** Those that `train` knows are as there. */
const defaults = {
  ...{ optimizer: 'adam', width: 50, learningRate: 0.01, epochs: 1000, batchSize: 32 },
  ...{ seed: 0, loss: 'squared', beta: 1e-3, bias: true },
};

const known = [...Object.keys(defaults), 'initial', 'signal', 'onProgress'];

/**
 * @param {unknown} options
 * @param {{ n: number, d: number, c: number }} sizes
 */
export function readDescendOptions(options, { n, d, c }) {
  const user = readRecord('options', options ?? {});
  checkNames(user, known);
  const given = Object.entries(user).filter(([, value]) => value !== undefined);
  const all = { ...defaults, ...Object.fromEntries(given) };
  const { fullBatch } = readOptimizer(all.optimizer);
  if (typeof all.bias !== 'boolean') {
    throw invalidArgument(`bias must be true or false, but is ${show(all.bias)}`);
  }
  for (const [name, isOut] of Object.entries({ width: 'initial' in all, batchSize: fullBatch })) {
    if (!isOut || user[name] === undefined) continue;
    const where = fullBatch && name === 'batchSize' ? "the optimizer is 'gd'" : 'initial is given';
    throw invalidArgument(`${name} must be left out where ${where}`);
  }
  requireLoss('loss', all.loss);
  const start = /** @type {any} */ (all).initial;
  const { formulation } = Object(Object(start).network ?? start);
  const initial = readInitial(start, { n, d, c, formulation: formulation ?? 'relu' });
  checkBias(initial, all.bias);
  const { optimizer, loss } = /** @type {ResolvedDescendOptions} */ (all);
  /** @type {ResolvedDescendOptions} */
  const settings = {
    ...{ optimizer, loss, beta: checkBeta(all.beta), bias: all.bias },
    width: initial ? initial.m : checkWhole('width', all.width, 1),
    learningRate: checkRate(all.learningRate),
    epochs: checkWhole('epochs', all.epochs, 0),
    batchSize: fullBatch ? n : Math.min(n, checkWhole('batchSize', all.batchSize, 1)),
    seed: checkSeed(all.seed),
  };
  /** @type {((progress: DescendProgress) => unknown) | undefined} */
  const onProgress = readProgressCallback(user.onProgress);
  return { settings, initial, signal: readSignal(user.signal), onProgress };
}

/** @param {unknown} name */
function readOptimizer(name) {
  if (isOptimizer(name)) return optimizers[name];
  const names = Object.keys(optimizers).map(show).join(', ');
  throw invalidArgument(`optimizer must be one of ${names}, but is ${show(name)}`);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} least
 */
function checkWhole(name, value, least) {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw invalidArgument(`${name} must be a whole number >= ${least}, but is ${show(value)}`);
}

/** @param {unknown} rate */
function checkRate(rate) {
  if (typeof rate === 'number' && rate > 0 && rate < Infinity) return rate;
  throw invalidArgument(`learningRate must be a finite number > 0, but is ${show(rate)}`);
}

/**
 * @param {import('./option-data.js').Initial | undefined} initial
 * @param {boolean} bias
 */
function checkBias(initial, bias) {
  if (bias || !initial || initial.b1.every((weight) => weight === 0)) return;
  throw invalidArgument('initial must have no bias weights where bias is false');
}
