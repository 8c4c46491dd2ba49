// What goes over a connection, and what comes back.

import { readSignal } from './abort.js';
import { toMatrix, toTargets } from './data.js';
import { runInTurn } from './jobs.js';
import { Network } from './network.js';
import { readProgressCallback, readRecord } from './options.js';
import { encodeOptions, plainMatrix } from './protocol.js';

/** @typedef {import('./connection.js').Connection} Connection */
/** @typedef {import('./job-types.js').JobOptions} JobOptions */
/** @typedef {import('./name-types.js').Info} Info */

/**
 * What jobs are made and done with, over a connection.
 *
 * @param {Connection} connection
 */
export function toolsOver(connection) {
  return {
    /** @type {import('./path-types.js').TrainPath} */
    async trainPath(X, Y, options) {
      const call = { type: 'path', ...readData(X, Y) };
      const path = /** @type {import('./path-types.js').PathResult} */ (
        await requestOver(connection, call, options)
      );
      return { ...path, results: path.results.map(revive) };
    },

    /** @type {import('./types.js').GetInfo} */
    async info() {
      return /** @type {Info} */ (await connection.request({ type: 'info' }));
    },

    /**
     * @param {readonly any[]} jobs
     * @param {JobOptions} options
     * @returns {Promise<any[]>}
     */
    runJobs: (jobs, options) =>
      runInTurn((job, run) => runOver(connection, job, run), jobs, options),
  };
}

/**
 * @param {Connection} connection
 * @param {unknown} job
 * @param {JobOptions} options
 */
export function runOver(connection, job, { signal, onProgress }) {
  return /** @type {Promise<any>} */ (connection.request({ type: 'job', job }, signal, onProgress));
}

/**
 * @param {Connection} connection
 * @param {Record<string, unknown>} call
 * @param {unknown} options
 */
export async function requestOver(connection, call, options) {
  const given = readRecord('options', options ?? {});
  const signal = readSignal(given.signal);
  const onProgress = /** @type {any} */ (readProgressCallback(given.onProgress));
  return connection.request({ ...call, options: encodeOptions(given) }, signal, onProgress);
}

/**
 * Gives a network that has crossed its methods.
 *
 * @template {{ network: Network }} Result
 * @param {Result} result
 * @returns {Result}
 */
export function revive(result) {
  return { ...result, network: new Network(result.network) };
}

/**
 * @param {unknown} X
 * @param {unknown} Y
 */
export function readData(X, Y) {
  const samples = toMatrix('X', X);
  return { X: plainMatrix(samples), Y: plainMatrix(toTargets('Y', Y, samples.rows)) };
}
