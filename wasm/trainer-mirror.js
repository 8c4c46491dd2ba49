// What the caller of a trainer in a worker knows of it, such that another worker can go on: the
// problem, and every now and then the network and its dual variable.

import { encodeOptions, plainMatrix } from './protocol.js';

/** @typedef {import('./points.js').Points} Points */
/** @typedef {import('./protocol.js').TrainerNews} TrainerNews */
/** @typedef {import('./types.js').Progress} Progress */

/**
 * What is trained. Never changed in place.
 * @typedef {{ points: Points, beta: number | undefined }} Problem
 */

export class TrainerMirror {
  /** @type {Problem} */
  #problem;
  /** What the worker's session works on.
   * @type {Problem} */
  #started;
  /** Of the points when they were last settled.
   * @type {import('./protocol.js').Known | undefined} */
  #known;
  /** Since the worker got the trainer. */
  #changes = 0;
  /** @type {Progress['status']} */
  #status = 'running';
  #options;

  /**
   * @param {Points} points
   * @param {Record<string, unknown>} options as the user gave them
   */
  constructor(points, options) {
    this.#options = options;
    this.#problem = this.#started = { points, beta: undefined };
  }

  /** As the worker's trainer has it, all answers considered. */
  get problem() {
    return this.#problem;
  }

  get status() {
    return this.#problem === this.#started ? this.#status : 'running';
  }

  /** @param {number} beta as the worker has resolved it */
  opened(beta) {
    this.#problem = this.#started = { points: this.#problem.points, beta };
  }

  /**
   * @param {Problem} problem
   * @param {boolean} settled whether the session worked on the problem as it was before
   */
  changed(problem, settled) {
    if (settled) this.#started = this.#problem;
    this.#problem = problem;
    this.#changes++;
  }

  /** The core has refused the problem, and the worker's trainer has gone back. */
  refused() {
    this.#problem = this.#started;
  }

  /** @param {TrainerNews} news */
  learn({ changes, progress, known, result }) {
    // Of a problem that has changed since: its numbers are old already.
    if (changes !== this.#changes) return;
    if (result) known = { network: result.network, dual: result.certificate.dual };
    if (known) {
      this.#known = known;
      this.#problem = { points: this.#problem.points.settled(), beta: this.#problem.beta };
    }
    this.#started = this.#problem;
    this.#status = progress?.status ?? result?.report.status ?? 'running';
  }

  /** Everything that another worker needs to go on from here. */
  restart() {
    this.#changes = 0;
    const { points, beta } = this.#problem;
    const options = { ...this.#options };
    if (beta !== undefined) options.beta = beta;
    if (this.#known) {
      const { network, dual } = this.#known;
      options.initial = { network, certificate: { dual: points.carry(dual) } };
    }
    return { X: plainMatrix(points.X), Y: plainMatrix(points.Y), options: encodeOptions(options) };
  }
}
