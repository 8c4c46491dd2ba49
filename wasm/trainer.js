// The training loop: short slices of work inside the WebAssembly, and in between progress,
// cancellation, changes of the problem and everybody else's turn.

import { orAborted, readSignal, throwIfAborted } from './abort.js';
import { toMatrix, toTargets } from './data.js';
import { asDisposable } from './disposable.js';
import { readInfo } from './engine.js';
import { ConvexReluError } from './errors.js';
import { checkBeta } from './losses.js';
import { Network } from './network.js';
import { readInitial, readValidation } from './option-data.js';
import { crossMetrics, crossPatterns, readRunOptions, resolveOptions } from './options.js';
import { Points } from './points.js';
import { needsAll } from './rare.js';
import { breathe } from './slices.js';

/** @import { Engine, Session } from './engine.js' */
/** @import { ResolvedOptions } from './options.js' */
/** @import { Problem } from './points.js' */
/** @import { Progress, RunOptions, TrainResult } from './types.js' */

/** Seconds of work before a main thread gets a breath: short enough to draw at 60 Hz. */
const mainThreadSlice = 0.012;

/**
 * Creates a trainer as `types.js` says of CreateTrainer.
 *
 * @param {Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {import('./types.js').TrainOptions} [options]
 * @param {() => number} [sliceSeconds] asked before each slice
 * @returns {Promise<import('./types.js').Trainer>}
 * @internal
 */
export async function createTrainer(engine, X, Y, options, sliceSeconds = () => mainThreadSlice) {
  const samples = toMatrix('X', X);
  const points = new Points(samples, toTargets('Y', Y, samples.rows));
  const signal = readSignal(options?.signal);
  const resolved = resolveOptions(options, await orAborted(readInfo(engine), signal));
  const { rows: n, columns: d } = samples;
  const { formulation } = resolved.options;
  const initial = readInitial(resolved.initial, { n, d, c: points.Y.columns, formulation });
  const validation = readValidation(resolved.validation, { d, c: points.Y.columns });
  crossPatterns(resolved.options.patterns, d);
  const module = await orAborted(engine.load(needsAll(resolved.options, d)), signal);
  const setup = { points, resolved, initial, validation, sliceSeconds };
  return asDisposable(new Trainer(engine, module.createSession(), setup));
}

/**
 * A training that goes on as its problem changes. After a change the next step starts anew from the
 * network and dual variable known by then, over the same gates, with limits and history fresh.
 *
 * What is wrong with a change by itself is refused by the change. What only the core can tell
 * (patterns 'exact' beyond their rank or at β = 0, the memory's end) is refused by the next `step`,
 * `run` or `result`, which takes back what has changed since the last one.
 */
export class Trainer {
  static name = 'Trainer';

  #engine;
  #session;
  #sliceSeconds;
  /** @type {RunOptions} */
  #run;
  #initial;
  #validation;
  /** @type {Problem} */
  #problem;
  /** What the session works on: the problem, except before the first step and after changes.
   * @type {Problem | undefined} */
  #started;
  /** @type {Progress | undefined} */
  #progress;
  /** Why nothing works any more. @type {unknown} */
  #end;

  /**
   * @param {Engine} engine
   * @param {Session} session
   * @param {object} setup
   * @param {Points} setup.points
   * @param {ResolvedOptions} setup.resolved
   * @param {import('./option-data.js').Initial | undefined} setup.initial
   * @param {ReturnType<typeof readValidation>} setup.validation
   * @param {() => number} setup.sliceSeconds
   * @internal
   */
  constructor(engine, session, { points, resolved, initial, validation, sliceSeconds }) {
    const { options, signal, onProgress } = resolved;
    this.#engine = engine;
    this.#session = session;
    this.#sliceSeconds = sliceSeconds;
    this.#run = { signal, onProgress };
    this.#initial = initial;
    this.#validation = validation;
    this.#problem = { points, options };
    try {
      this.#start();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** How many points there are. */
  get n() {
    return this.#current().points.X.rows;
  }

  /** @returns {number} */
  get beta() {
    return Number(this.#current().options.beta);
  }

  /** Whether nothing is left to be done until something changes. */
  get done() {
    return this.#settled()?.done === true;
  }

  /** @returns {Progress['status']} */
  get status() {
    return this.#settled()?.status ?? 'running';
  }

  /**
   * A slice of work, about 12 ms or one step of the solver, whatever is longer.
   *
   * @returns {Progress}
   */
  step() {
    this.#start();
    const seconds = this.#sliceSeconds();
    const progress = this.#call(() => this.#session.advance(seconds));
    return (this.#progress = /** @type {Progress} */ (progress));
  }

  /**
   * Steps until done, giving everything else its turn after each. Changes made meanwhile are taken
   * up. After an abort or an exception the trainer is as it was after the last step.
   *
   * @param {RunOptions} [options] instead of those the trainer was created with
   * @returns {Promise<TrainResult>}
   */
  async run(options) {
    const { signal, onProgress } = readRunOptions(this.#run, options);
    for await (const progress of this.#slices(signal)) await onProgress?.(progress);
    return this.result();
  }

  /**
   * Steps until done, as `run` does.
   *
   * @returns {AsyncGenerator<Progress, void, void>}
   */
  [Symbol.asyncIterator]() {
    return this.#slices(this.#run.signal);
  }

  /** @param {AbortSignal | null} [signal] */
  async *#slices(signal) {
    for (;;) {
      throwIfAborted(signal);
      yield this.step();
      throwIfAborted(signal);
      if (this.done) return;
      await breathe();
    }
  }

  /**
   * What is known now, at any time.
   *
   * @returns {TrainResult}
   */
  result() {
    this.#start();
    const { network, report, certificate } = this.#read();
    const options = /** @type {import('./name-types.js').ResolvedOptions} */ (
      this.#problem.options
    );
    return { network: new Network(network), report: { ...report, options }, certificate };
  }

  /** Another β, from the next step on. @param {number} beta */
  setBeta(beta) {
    const { points, options } = this.#current();
    this.#problem = { points, options: { ...options, beta: checkBeta(beta) } };
  }

  /**
   * Moves a point.
   *
   * @param {number} i
   * @param {ArrayLike<number>} x as a row of X
   * @param {number | ArrayLike<number>} y as a row of Y
   */
  setPoint(i, x, y) {
    const { points, options } = this.#current();
    this.#problem = { points: points.with(i, x, y, options.loss), options };
  }

  /**
   * @param {ArrayLike<number>} x as a row of X
   * @param {number | ArrayLike<number>} y as a row of Y
   * @returns {number} the point's index, the last one
   */
  addPoint(x, y) {
    const { points, options } = this.#current();
    this.#problem = { points: points.plus(x, y, options.loss), options };
    return points.X.rows;
  }

  /**
   * The points behind it move up by one.
   *
   * @param {number} i
   */
  removePoint(i) {
    const { points, options } = this.#current();
    this.#problem = { points: points.without(i), options };
  }

  /** Frees the memory. Whatever is used later, but for this, throws the code 'disposed'. */
  dispose() {
    if (isDisposal(this.#end)) return;
    this.#end = new ConvexReluError('disposed', 'the trainer was disposed');
    try {
      this.#session.delete();
    } catch {
      // The module has trapped, which was reported already; its memory goes with it.
    }
  }

  #current() {
    if (this.#end) throw this.#end;
    return this.#problem;
  }

  /** The last step's progress, unless the problem has changed since. */
  #settled() {
    return this.#current() === this.#started ? this.#progress : undefined;
  }

  /** Has the session work on the problem as it is now. */
  #start() {
    const { points, options } = this.#current();
    if (this.#problem === this.#started) return;
    try {
      // A session that refuses goes on with what it had.
      this.#call(() => this.#begin(this.#problem));
    } catch (error) {
      if (this.#started) this.#problem = this.#started;
      throw error;
    }
    this.#started = this.#problem = { points: points.settled(), options };
    this.#initial = undefined;
    this.#progress = undefined;
  }

  /** @param {Problem} problem */
  #begin({ points, options }) {
    const { X, Y } = points;
    const before = this.#started;
    const beta = Number(options.beta);
    // Whether patterns 'auto' is exact depends on whether beta is 0.
    if (before?.points === points && beta > 0 && Number(before.options.beta) > 0) {
      return this.#session.setBeta(beta);
    }
    const known = before && this.#read();
    return this.#session.start(X.data, X.rows, X.columns, Y.data, Y.columns, {
      ...options,
      patterns: crossPatterns(options.patterns, X.columns),
      metrics: crossMetrics(options.metrics),
      validation: this.#validation,
      initial: known
        ? { ...known.network, dual: points.carry(known.certificate.dual) }
        : this.#initial,
    });
  }

  #read() {
    return /** @type {TrainResult} */ (this.#call(() => this.#session.result()));
  }

  /** @param {() => import('./engine.js').Answer} request */
  #call(request) {
    try {
      return this.#engine.call(request);
    } catch (error) {
      // The session cannot be trusted any more.
      if (error instanceof ConvexReluError && error.code === 'internal') this.#end = error;
      throw error;
    }
  }
}

const isDisposal = (/** @type {unknown} */ end) =>
  end instanceof ConvexReluError && end.code === 'disposed';
