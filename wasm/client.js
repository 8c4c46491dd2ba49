// The caller's half of the conversation with a worker: the package's functions, executed there.

import { createJobFunctions } from './client-jobs.js';
import { Connection } from './connection.js';
import { toMatrix, toTargets } from './data.js';
import { readRecord } from './options.js';
import { Points } from './points.js';
import { plainMatrix } from './protocol.js';
import { readData, requestOver, revive, toolsOver } from './requests.js';
import { openTrainer } from './worker-trainer.js';

/** @typedef {import('./types.js').TrainResult} TrainResult */
/** @typedef {import('./types.js').Certification} Certification */
/** @typedef {import('./verify-types.js').Verification} Verification */

/** @param {import('./connection.js').Spawn} spawn */
export function createClient(spawn) {
  const connection = new Connection(spawn);
  const { pools, ...work } = createJobFunctions(spawn, connection);

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
    trainPath: (X, Y, options) => toolsOver(connection).trainPath(X, Y, options),

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
    info: () => toolsOver(connection).info(),

    /** @type {import('./verify-types.js').VerifyElsewhere} */
    async verify(X, Y, network, certificate, options) {
      const call = { type: 'verify', ...readData(X, Y), network, certificate, options };
      return /** @type {Verification} */ (await connection.request(call));
    },
  };

  return {
    ...client,
    ...work,
    /** @type {import('./types.js').Terminate} */
    async terminate() {
      await Promise.all([connection, ...pools].map((it) => it.terminate()));
    },
  };
}
