// Several workers that share jobs, for as long as there are any.

import { Connection } from './connection.js';

/** @typedef {import('./job-types.js').Job} Job */
/** @typedef {import('./job-types.js').JobOptions} JobOptions */
/** @typedef {import('./job-types.js').JobResult} JobResult */

/**
 * Each worker takes a job when it has done the one before. Which worker does which is chance, and has no say
 * in what a job gives.
 */
export class Pool {
  #spawn;
  #size;
  #connections;
  /** Jobs that nobody has taken, with their places. @type {{ job: Job, place: number }[]} */
  #waiting = [];
  /** @type {Promise<unknown> | undefined} */
  #ended;

  /**
   * @param {import('./connection.js').Spawn} spawn
   * @param {number} size workers at most: none is started before there is work for it
   */
  constructor(spawn, size) {
    this.#spawn = spawn;
    this.#size = size;
    this.#connections = [new Connection(spawn)];
  }

  /** For what goes before the jobs. */
  get first() {
    return this.#connections[0];
  }

  /**
   * @template {JobResult} Result
   * @param {readonly Job[]} jobs
   * @param {JobOptions} options
   * @returns {Promise<Result[]>} in the order of the jobs
   */
  async runJobs(jobs, { signal, onProgress }) {
    /** @type {Result[]} */
    const results = Array(jobs.length);
    this.#waiting = jobs.map((job, place) => ({ job, place }));
    const work = async (/** @type {Connection} */ connection) => {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        const { job, place } = next;
        const answer = await connection.request({ type: 'job', job }, signal, onProgress);
        results[place] = /** @type {Result} */ (answer);
      }
    };
    const size = Math.min(this.#size, jobs.length);
    while (this.#connections.length < size) this.#connections.push(new Connection(this.#spawn));
    await Promise.all(this.#connections.map(work));
    return results;
  }

  /** Ends all workers, and whatever they are doing. Nothing is begun any more. */
  async terminate() {
    this.#waiting.length = 0;
    this.#ended ??= Promise.all(this.#connections.map((connection) => connection.terminate()));
    await this.#ended;
  }
}
