// The caller's half of the conversation with a worker: the package's functions, executed there.

import { readSignal } from './abort.js';
import { Connection } from './connection.js';
import { toMatrix, toTargets } from './data.js';
import { Network } from './network.js';
import { readProgressCallback, readRecord } from './options.js';
import { encodeOptions, plainMatrix } from './protocol.js';

/** @typedef {import('./types.js').TrainResult} TrainResult */
/** @typedef {import('./types.js').Info} Info */
/** @typedef {import('./types.js').Verification} Verification */

/** @param {import('./connection.js').Spawn} spawn */
export function createClient(spawn) {
  const connection = new Connection(spawn);

  return {
    /** @type {import('./types.js').Train} */
    async train(X, Y, options) {
      const data = readData(X, Y);
      const given = readRecord('options', options ?? {});
      const signal = readSignal(given.signal);
      const onProgress = readProgressCallback(given.onProgress);
      const call = { type: 'train', ...data, options: encodeOptions(given) };
      const result = /** @type {TrainResult} */ (
        await connection.request(call, signal, onProgress)
      );
      return { ...result, network: new Network(result.network) };
    },

    /** @type {import('./types.js').GetInfo} */
    async info() {
      return /** @type {Info} */ (await connection.request({ type: 'info' }));
    },

    /** @type {import('./types.js').VerifyElsewhere} */
    async verify(X, Y, network, certificate, options) {
      const call = { type: 'verify', ...readData(X, Y), network, certificate, options };
      return /** @type {Verification} */ (await connection.request(call));
    },

    /** @type {import('./types.js').Terminate} */
    terminate: () => connection.terminate(),
  };
}

/**
 * @param {unknown} X
 * @param {unknown} Y
 */
function readData(X, Y) {
  const samples = toMatrix('X', X);
  return { X: plainMatrix(samples), Y: plainMatrix(toTargets('Y', Y, samples.rows)) };
}
