// The caller's half of a trainer that lives in a worker.
//
// The worker may be replaced while it is deep in one step, so a mirror keeps what its trainer knows.
// The first request that another worker gets brings it along.

import { asDisposable } from './disposable.js';
import { ConvexReluError } from './errors.js';
import { Network } from './network.js';
import { readRunOptions } from './options.js';
import { TrainerMirror } from './trainer-mirror.js';

/** @import { Connection } from './connection.js' */
/** @import { TrainerNews } from './protocol.js' */
/** @import { Problem } from './trainer-mirror.js' */
/** @import { Progress, RunOptions, TrainResult } from './types.js' */

let lastId = 0;

/**
 * @param {Connection} connection
 * @param {import('./points.js').Points} points
 * @param {Record<string, unknown>} options as the user gave them
 * @returns {Promise<import('./types.js').WorkerTrainer>}
 * @internal
 */
export async function openTrainer(connection, points, options) {
  const trainer = new WorkerTrainer(connection, points, options);
  await trainer.open();
  return asDisposable(trainer);
}

/** A `Trainer` whose methods return promises. See there. */
export class WorkerTrainer {
  static name = 'WorkerTrainer';

  #connection;
  #id = ++lastId;
  #mirror;
  /** @type {RunOptions} */
  #run;
  /** Which of the connection's workers has this trainer. */
  #home = -1;
  /** Of the requests that are under way. @type {Set<AbortController>} */
  #pending = new Set();
  #disposed = false;

  /**
   * @param {Connection} connection
   * @param {import('./points.js').Points} points
   * @param {Record<string, unknown>} options
   * @internal
   */
  constructor(connection, points, options) {
    const { signal, onProgress, ...rest } = options;
    this.#connection = connection;
    this.#mirror = new TrainerMirror(points, rest);
    this.#run = readRunOptions({}, { signal, onProgress });
  }

  /** How many points there are. */
  get n() {
    this.#check();
    return this.#mirror.problem.points.X.rows;
  }

  /** As of the last change. */
  get beta() {
    this.#check();
    return Number(this.#mirror.problem.beta);
  }

  /** Whether nothing is left to be done until something changes. */
  get done() {
    return this.status !== 'running';
  }

  /** As of the last progress that the worker told of. */
  get status() {
    this.#check();
    return this.#mirror.status;
  }

  /**
   * A slice of work.
   *
   * @returns {Promise<Progress>}
   */
  async step() {
    const news = /** @type {TrainerNews} */ (await this.#work('step'));
    return /** @type {Progress} */ (news.progress);
  }

  /**
   * @param {RunOptions} [options] instead of those the trainer was created with
   * @returns {Promise<TrainResult>}
   */
  async run(options) {
    const { signal, onProgress } = readRunOptions(this.#run, options);
    return this.#result(
      await this.#work('run', signal, (news) => {
        this.#mirror.learn(news);
        return onProgress?.(/** @type {Progress} */ (news.progress));
      }),
    );
  }

  /** @returns {AsyncGenerator<Progress, void, void>} */
  async *[Symbol.asyncIterator]() {
    const { signal } = this.#run;
    do {
      yield /** @type {Progress} */ ((await this.#work('step', signal)).progress);
    } while (!this.done);
  }

  /** @returns {Promise<TrainResult>} */
  async result() {
    return this.#result(await this.#work('result'));
  }

  /**
   * @param {number} beta
   * @returns {Promise<void>}
   */
  async setBeta(beta) {
    await this.#change('setBeta', [beta], ({ points }) => ({ points, beta }));
  }

  /**
   * @param {number} i
   * @param {ArrayLike<number>} x as a row of X
   * @param {number | ArrayLike<number>} y as a row of Y
   * @returns {Promise<void>}
   */
  async setPoint(i, x, y) {
    const args = [i, x, y].map(copy);
    await this.#change('setPoint', args, ({ points, beta }) => ({
      points: points.with(args[0], args[1], args[2]),
      beta,
    }));
  }

  /**
   * @param {ArrayLike<number>} x as a row of X
   * @param {number | ArrayLike<number>} y as a row of Y
   * @returns {Promise<number>} the point's index, the last one
   */
  async addPoint(x, y) {
    const args = [x, y].map(copy);
    const index = await this.#change('addPoint', args, ({ points, beta }) => ({
      points: points.plus(args[0], args[1]),
      beta,
    }));
    return Number(index);
  }

  /**
   * @param {number} i
   * @returns {Promise<void>}
   */
  async removePoint(i) {
    await this.#change('removePoint', [i], ({ points, beta }) => ({
      points: points.without(i),
      beta,
    }));
  }

  /** @returns {Promise<void>} */
  async dispose() {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const controller of this.#pending) controller.abort(disposal());
    this.#leave();
  }

  /** Has the worker check what it was given. To be called once, before everything else. */
  async open() {
    try {
      this.#mirror.opened(Number(await this.#ask('open', [], this.#run.signal)));
    } catch (error) {
      this.#disposed = true;
      this.#leave();
      throw error;
    }
  }

  #check() {
    if (this.#disposed) throw disposal();
  }

  #leave() {
    if (this.#home !== this.#connection.generation) return;
    this.#connection.notify({ type: 'dispose', trainer: this.#id });
  }

  /**
   * @param {'step' | 'run' | 'result'} method
   * @param {AbortSignal | null} [signal]
   * @param {(news: TrainerNews) => unknown} [onNews]
   * @returns {Promise<TrainerNews>}
   */
  async #work(method, signal, onNews) {
    try {
      const news = /** @type {TrainerNews} */ (await this.#ask(method, [], signal, onNews));
      this.#mirror.learn(news);
      return news;
    } catch (error) {
      const { code } = Object(error);
      const isRefusal =
        error instanceof ConvexReluError && code !== 'internal' && code !== 'disposed';
      if (isRefusal) this.#mirror.refused();
      throw error;
    }
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {(problem: Problem) => Problem} apply
   */
  async #change(method, args, apply) {
    const { value, settled } = /** @type {import('./protocol.js').ChangeAnswer} */ (
      await this.#ask(method, args)
    );
    this.#mirror.changed(apply(this.#mirror.problem), settled);
    return value;
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {AbortSignal | null} [signal]
   * @param {(news: TrainerNews) => unknown} [onNews]
   */
  async #ask(method, args, signal, onNews) {
    this.#check();
    const controller = new AbortController();
    const abort = () => controller.abort(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    this.#pending.add(controller);
    let moves = false;
    // Made when it is sent: only then it is known to which worker.
    const message = () => {
      const call = { type: 'trainer', trainer: this.#id, method, args };
      moves = this.#home !== this.#connection.generation;
      if (!moves) return call;
      this.#home = this.#connection.generation;
      return { ...call, start: this.#mirror.restart() };
    };
    try {
      return await this.#connection.request(
        message,
        controller.signal,
        /** @type {any} */ (onNews),
      );
    } catch (error) {
      // The worker has given its trainer up, or never had it.
      const isLost = error instanceof ConvexReluError && (moves || error.code === 'internal');
      if (isLost) this.#home = -1;
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#pending.delete(controller);
    }
  }

  /** @param {TrainerNews} news */
  #result({ result }) {
    const { network, report, certificate } = /** @type {TrainResult} */ (result);
    return { network: new Network(network), report, certificate };
  }
}

/**
 * The user's arrays may change before they are sent.
 *
 * @param {any} value
 */
function copy(value) {
  return typeof value?.slice === 'function' ? value.slice() : value;
}

function disposal() {
  return new ConvexReluError('disposed', 'the trainer was disposed');
}
