// The caller's half of the conversation with a worker: the package's functions, executed there.

import { readSignal } from './abort.js';
import { Connection } from './connection.js';
import { crossValidate } from './cross-validate.js';
import { toMatrix, toTargets } from './data.js';
import { Network } from './network.js';
import { Points } from './points.js';
import { readProgressCallback, readRecord } from './options.js';
import { encodeOptions, plainMatrix } from './protocol.js';
import { openTrainer } from './worker-trainer.js';

/** @typedef {import('./types.js').TrainResult} TrainResult */
/** @typedef {import('./types.js').Certification} Certification */
/** @typedef {import('./types.js').Info} Info */
/** @typedef {import('./verify-types.js').Verification} Verification */

/** @param {import('./connection.js').Spawn} spawn */
export function createClient(spawn) {
  const connection = new Connection(spawn);

  const request = (/** @type {Record<string, unknown>} */ call, /** @type {unknown} */ options) =>
    requestOver(connection, call, options);

  const client = {
    /** @type {import('./types.js').Train} */
    async train(X, Y, options) {
      const call = { type: 'train', ...readData(X, Y) };
      const result = /** @type {TrainResult} */ (await request(call, options));
      return revive(result);
    },

    /** @type {import('./path-types.js').TrainPath} */
    async trainPath(X, Y, options) {
      const call = { type: 'path', ...readData(X, Y) };
      const path = /** @type {import('./path-types.js').PathResult} */ (
        await request(call, options)
      );
      return { ...path, results: path.results.map(revive) };
    },

    /** @type {import('./types.js').CreateWorkerTrainer} */
    async createTrainer(X, Y, options) {
      const samples = toMatrix('X', X);
      const points = new Points(samples, toTargets('Y', Y, samples.rows));
      return openTrainer(connection, points, readRecord('options', options ?? {}));
    },

    /** @type {import('./types.js').Certify} */
    async certify(X, Y, network, options) {
      const call = { type: 'certify', ...readData(X, Y), network };
      const answer = /** @type {Certification} */ (await request(call, options));
      return { ...answer, better: revive(answer.better) };
    },

    /** @type {import('./optimal-types.js').Decompose} */
    async decompose(X, network, options) {
      const call = { type: 'decompose', X: plainMatrix(toMatrix('X', X)), network };
      return revive(/** @type {any} */ (await request(call, options)));
    },

    /** @type {import('./optimal-types.js').Simplify} */
    async simplify(X, network, options) {
      const call = { type: 'simplify', X: plainMatrix(toMatrix('X', X)), network };
      return revive(/** @type {any} */ (await request(call, options)));
    },

    /** @type {import('./types.js').GetInfo} */
    async info() {
      return /** @type {Info} */ (await connection.request({ type: 'info' }));
    },

    /** @type {import('./verify-types.js').VerifyElsewhere} */
    async verify(X, Y, network, certificate, options) {
      const call = { type: 'verify', ...readData(X, Y), network, certificate, options };
      return /** @type {Verification} */ (await connection.request(call));
    },

    /** @type {import('./types.js').Terminate} */
    terminate: () => connection.terminate(),
  };

  return {
    ...client,
    /** @type {import('./path-types.js').CrossValidate} */
    crossValidate: (X, Y, options) => crossValidate(client, X, Y, options),
  };
}

/**
 * @param {Connection} connection
 * @param {Record<string, unknown>} call
 * @param {unknown} options
 */
async function requestOver(connection, call, options) {
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
function revive(result) {
  return { ...result, network: new Network(result.network) };
}

/**
 * @param {unknown} X
 * @param {unknown} Y
 */
function readData(X, Y) {
  const samples = toMatrix('X', X);
  return { X: plainMatrix(samples), Y: plainMatrix(toTargets('Y', Y, samples.rows)) };
}
