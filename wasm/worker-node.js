// convexrelu/worker in Node: the same functions, executed in a worker thread.

import { Worker } from 'node:worker_threads';
import { Classifier } from './classifier.js';
import { createClient } from './client.js';
import { Regressor } from './regressor.js';

/** @type {import('./connection.js').Spawn} */
function spawn({ reply, failure }) {
  // Without the program's own flags: --input-type, for one, stops a worker from starting.
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { execArgv: [] });
  worker.on('message', reply);
  worker.on('messageerror', failure);
  worker.on('error', failure);
  worker.on('exit', (code) => failure(new Error(`it ended with code ${code}`)));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    // A program may end while its worker has nothing to do.
    setIdle: (idle) => (idle ? worker.unref() : worker.ref()),
  };
}

export const {
  train,
  trainPath,
  crossValidate,
  jobs,
  runJob,
  descendMany,
  createTrainer,
  certify,
  decompose,
  simplify,
  info,
  verify,
  terminate,
} = createClient(spawn);
/** A classifier for labels of any kind. */
export class ConvexClassifier extends Classifier {
  /** @override */
  static name = 'ConvexClassifier';

  /** @param {import('./estimator.js').EstimatorParams} [params] */
  constructor(params) {
    super({ train, info, crossValidate }, params);
  }
}

/** A regressor for one target or several. */
export class ConvexRegressor extends Regressor {
  /** @override */
  static name = 'ConvexRegressor';

  /** @param {import('./estimator.js').EstimatorParams} [params] */
  constructor(params) {
    super({ train, info, crossValidate }, params);
  }
}

export { descend } from './descend.js';
export { collectJobs } from './jobs.js';
export { ConvexReluError } from './errors.js';
export { Network } from './network.js';
export { accuracy, confusionMatrix, logLoss, meanSquaredError, r2 } from './scores.js';
export { trainTestSplit } from './split.js';
