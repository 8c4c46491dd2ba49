// Gradient descent on the networks' own, non-convex objective: what everybody else does.

import { throwIfAborted } from './abort.js';
import { toMatrix, toTargets } from './data.js';
import { readDescendOptions } from './descend-options.js';
import { readFormulation } from './formulations.js';
import { computeGradient } from './gradient.js';
import { checkTargets, requireLoss } from './losses.js';
import { Network } from './network.js';
import { optimizers } from './optimizers.js';
import { createRandom, permutation } from './random.js';
import { breathe } from './slices.js';

/** @typedef {import('./descend-options.js').DescendOptions} DescendOptions */
/** @typedef {import('./gradient.js').Objective} Objective */
/** @typedef {import('./random.js').Random} Random */

/**
 * Where a descent ended. It proves nothing: `certify` does.
 * @typedef {object} DescendReport
 * @property {'epoch-limit' | 'diverged'} status 'diverged': numbers overflowed, and the network is
 *   the last of the history
 * @property {number} objective of the returned network
 * @property {number} epochs
 * @property {number} steps
 * @property {number} seconds
 * @property {{ epochs: Float64Array, objective: Float64Array }} history about 500 entries at most
 * @property {import('./descend-options.js').ResolvedDescendOptions} options as resolved
 */

/** Seconds of work before everything else gets its turn. */
const slice = 0.012;
const historyLength = 500;

/**
 * Gradient descent on f + (β/2) Σ (‖w‖² + b² + a²), on the caller's own thread but in short slices.
 * Equal seed, options and data give equal results. Nothing is proven about them: see `certify`.
 *
 * @param {import('./types.js').MatrixInput} X samples, a row each
 * @param {import('./types.js').TargetInput} Y targets; -1 and +1 for hinge and logistic, one 1 among zeros for softmax
 * @param {DescendOptions} [options]
 * @returns {Promise<{ network: Network, report: DescendReport }>}
 */
export async function descend(X, Y, options) {
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  const sizes = { n: samples.rows, d: samples.columns, c: targets.columns };
  const { settings, initial, signal, onProgress } = readDescendOptions(options, sizes);
  const loss = requireLoss('loss', settings.loss);
  checkTargets(loss, settings.loss, targets);
  const random = createRandom(settings.seed);
  const { beta, bias, width: m } = settings;
  const gates = initial?.gates;
  const formulation = initial
    ? readFormulation('initial.formulation', initial.formulation)
    : 'relu';
  const weights = initial ? flatten(initial) : drawWeights(sizes, m, bias, random);
  const objective = { X: samples, Y: targets, loss, beta, bias, m, formulation, gates };
  const descent = new Descent(objective, weights, settings, random);
  throwIfAborted(signal);
  for (let rested = performance.now(); !descent.done;) {
    descent.step();
    if (!descent.done && performance.now() - rested < 1000 * slice) continue;
    await onProgress?.(descent.progress());
    throwIfAborted(signal);
    if (!descent.done) await breathe();
    throwIfAborted(signal);
    rested = performance.now();
  }
  return descent.result();
}

class Descent {
  #objective;
  #weights;
  #settings;
  #random;
  #gradient;
  #move;
  /** Of the last entry of the history. @type {Network} */
  #recorded;
  /** @type {{ epochs: number[], objective: number[] }} */
  #history = { epochs: [], objective: [] };
  /** @type {number[]} */
  #order = [];
  #epoch = 0;
  #steps = 0;
  #diverged = false;
  #started = performance.now();

  /**
   * @param {Objective} objective
   * @param {Float64Array} weights
   * @param {import('./descend-options.js').ResolvedDescendOptions} settings
   * @param {Random} random
   */
  constructor(objective, weights, settings, random) {
    this.#objective = objective;
    this.#weights = weights;
    this.#settings = settings;
    this.#random = random;
    this.#gradient = new Float64Array(weights.length);
    const { optimizer, learningRate } = settings;
    this.#move = optimizers[optimizer].create(weights.length, learningRate);
    this.#recorded = toNetwork(objective, weights);
    this.#record();
  }

  get done() {
    return this.#diverged || this.#epoch >= this.#settings.epochs;
  }

  /** One batch. */
  step() {
    const { batchSize, epochs } = this.#settings;
    const n = this.#objective.X.rows;
    // All at a time need no order, and get none, so that sums come out the same.
    if (this.#order.length === 0) {
      this.#order =
        batchSize < n ? permutation(n, this.#random) : Array.from({ length: n }, (_, i) => i);
    }
    const batch = this.#order.splice(0, batchSize);
    computeGradient(this.#objective, this.#weights, batch, this.#gradient);
    this.#move(this.#weights, this.#gradient);
    this.#steps++;
    if (this.#order.length > 0) return;
    this.#epoch++;
    const interval = Math.ceil(epochs / historyLength);
    if (this.#epoch % interval === 0 || this.#epoch === epochs) this.#record();
  }

  progress() {
    const { done } = this;
    const { objective } = this.#history;
    const seconds = (performance.now() - this.#started) / 1000;
    return { done, epoch: this.#epoch, objective: objective[objective.length - 1], seconds };
  }

  /** @returns {{ network: Network, report: DescendReport }} */
  result() {
    const { objective, seconds } = this.progress();
    const history = {
      epochs: Float64Array.from(this.#history.epochs),
      objective: Float64Array.from(this.#history.objective),
    };
    /** @type {DescendReport} */
    const report = {
      ...{ status: this.#diverged ? 'diverged' : 'epoch-limit', objective },
      ...{ epochs: this.#epoch, steps: this.#steps, seconds, history },
      options: { ...this.#settings },
    };
    return { network: this.#recorded, report };
  }

  #record() {
    const { X, Y } = this.#objective;
    const { loss, beta } = this.#settings;
    this.#diverged = !this.#weights.every(Number.isFinite);
    if (this.#diverged) return;
    const network = toNetwork(this.#objective, this.#weights);
    const matrix = (/** @type {import('./data.js').Matrix} */ it) => ({
      data: it.data,
      shape: [it.rows, it.columns],
    });
    const value = network.objective(matrix(X), matrix(Y), { loss, beta });
    this.#diverged = !Number.isFinite(value);
    if (this.#diverged) return;
    this.#recorded = network;
    this.#history.epochs.push(this.#epoch);
    this.#history.objective.push(value);
  }
}

/**
 * Normal first weights that keep the size of what comes in (He and others), and second ones that
 * add up to about as much.
 *
 * @param {{ d: number, c: number }} sizes
 * @param {number} m
 * @param {boolean} bias
 * @param {Random} random
 */
function drawWeights({ d, c }, m, bias, random) {
  const first = Math.sqrt(2 / (d + Number(bias)));
  const weights = Float64Array.from({ length: m * (d + 1 + c) }, (_, k) =>
    k < m * (d + 1) ? first * random.normal() : random.normal() / Math.sqrt(m),
  );
  return bias ? weights : weights.fill(0, m * d, m * (d + 1));
}

/** @param {{ W1: Float64Array, b1: Float64Array, W2: Float64Array }} network */
function flatten({ W1, b1, W2 }) {
  const weights = new Float64Array(W1.length + b1.length + W2.length);
  weights.set(W1);
  weights.set(b1, W1.length);
  weights.set(W2, W1.length + b1.length);
  return weights;
}

/**
 * @param {Objective} objective
 * @param {Float64Array} weights
 */
function toNetwork({ X, Y, m, formulation, gates }, weights) {
  const d = X.columns;
  const parts = {
    W1: weights.subarray(0, m * d),
    b1: weights.subarray(m * d, m * (d + 1)),
    W2: weights.subarray(m * (d + 1)),
  };
  return new Network({ formulation, d, c: Y.columns, m, ...parts, ...(gates && { gates }) });
}
