/**
 * One solve at a time, always of the newest request. While requests arrive faster than solves end
 * (a slider being dragged), a solve may still use GRACE milliseconds, so that the picture follows;
 * after that it is aborted. Aborted solves are never reported.
 *
 * @typedef {typeof import('convexrelu/worker').train} Train
 * @typedef {Awaited<ReturnType<Train>>} Result
 * @typedef {NonNullable<Parameters<Train>[2]>} Options
 * @typedef {Parameters<NonNullable<Options['onProgress']>>[0]} Progress
 * @typedef {{ data: ReturnType<import('../data/points.js').toMatrices>, options: Options,
 *   cold: boolean, subject: string }} Job
 *   cold: without starting from the last result; subject: whose picture it is, see Runner
 * @typedef {{
 *   onStart: () => void, onProgress: (progress: Progress) => void,
 *   onResult: (result: Result, job: Job) => void, onError: (error: unknown) => void,
 * }} Listener
 */

const GRACE = 120;

export class Trainer {
  /** @type {{ controller: AbortController, started: number } | null} */
  #running = null;
  /** @type {Job | null} */
  #pending = null;
  /** @type {Result | null} */
  #last = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #train;
  #listener;

  /**
   * @param {Train} train
   * @param {Listener} listener
   */
  constructor(train, listener) {
    this.#train = train;
    this.#listener = listener;
  }

  /** @param {Job} job */
  request(job) {
    this.#pending = job;
    if (!this.#running) {
      this.#launch();
      return;
    }
    const { controller, started } = this.#running;
    clearTimeout(this.#timer);
    const left = GRACE - (performance.now() - started);
    this.#timer = setTimeout(() => controller.abort(), Math.max(0, left));
  }

  /** Drops what runs and what waits. */
  stop() {
    this.#pending = null;
    clearTimeout(this.#timer);
    this.#running?.controller.abort();
  }

  #launch() {
    clearTimeout(this.#timer);
    const job = this.#pending;
    this.#pending = null;
    if (job) this.#solve(job);
  }

  /** @param {Job} job */
  async #solve(job) {
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = { controller, started: performance.now() };
    this.#listener.onStart();
    try {
      const result = await this.#train(job.data.X, job.data.y, {
        ...job.options,
        initial: job.cold ? undefined : this.#warmStart(job),
        signal,
        onProgress: (progress) => {
          if (!signal.aborted) this.#listener.onProgress(progress);
        },
      });
      if (!signal.aborted) {
        this.#last = result;
        this.#listener.onResult(result, job);
      }
    } catch (error) {
      if (!signal.aborted) this.#listener.onError(error);
    }
    this.#running = null;
    this.#launch();
  }

  /**
   * The last result, where it is of the same kind of network on the same number of features. The
   * cones' multipliers stay behind: a start does not need them, and they are most of its bytes.
   *
   * @param {Job} job
   */
  #warmStart({ data, options }) {
    if (!this.#last) return undefined;
    const { network, certificate } = this.#last;
    const fits = network.formulation === options.formulation && network.d === data.X.shape[1];
    return fits ? { network, certificate: { ...certificate, cones: undefined } } : undefined;
  }
}
