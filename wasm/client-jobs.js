// Work that is made of jobs, for the one worker or shared by several.

import { crossValidate } from './cross-validate.js';
import { descendMany } from './descent-jobs.js';
import { makeJobs, readJobOptions } from './jobs.js';
import { readRecord } from './options.js';
import { Pool } from './pool.js';
import { runOver, toolsOver } from './requests.js';
import { checkWorkers } from './workers.js';

/** @typedef {ReturnType<typeof toolsOver>} Tools */

/**
 * @param {import('./connection.js').Spawn} spawn
 * @param {import('./connection.js').Connection} connection to the one worker
 */
export function createJobFunctions(spawn, connection) {
  /** Those that are at work. @type {Set<Pool>} */
  const pools = new Set();

  /**
   * By the one worker, or by as many new ones as the options ask for, who are gone at the end, whatever
   * that is.
   *
   * @template Result
   * @param {unknown} given
   * @param {(tools: Tools, options: any) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async function share(given, work) {
    const { workers, ...options } = readRecord('options', given ?? {});
    if (workers === undefined) return work(toolsOver(connection), options);
    const pool = new Pool(spawn, checkWorkers(workers));
    pools.add(pool);
    try {
      const runJobs = /** @type {Tools['runJobs']} */ (pool.runJobs.bind(pool));
      return await work({ ...toolsOver(pool.first), runJobs }, options);
    } finally {
      pools.delete(pool);
      await pool.terminate();
    }
  }

  return {
    pools,

    /** @type {import('./job-types.js').MakeJobs} */
    jobs: (X, Y, options) => makeJobs(toolsOver(connection), X, Y, options),

    /** @type {import('./job-types.js').RunJob} */
    runJob: async (job, options) => runOver(connection, job, readJobOptions(options)),

    /** @type {import('./path-types.js').CrossValidate} */
    crossValidate: (X, Y, options) =>
      share(options, (tools, rest) => crossValidate(tools, X, Y, rest)),

    /** @type {import('./descent-jobs.js').DescendMany} */
    descendMany: (X, Y, options) => share(options, (tools, rest) => descendMany(tools, X, Y, rest)),
  };
}
