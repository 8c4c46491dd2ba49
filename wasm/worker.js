// convexrelu/worker in browsers: the same functions, executed in a Web Worker.

import { Classifier } from './classifier.js';
import { createClient } from './client.js';
import { Regressor } from './regressor.js';

/** @type {import('./connection.js').Spawn} */
function spawn({ reply, failure }) {
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => reply(data);
  worker.onmessageerror = () => failure(new Error('a message could not be read'));
  worker.onerror = (event) => failure(new Error(event.message || 'its script could not be loaded'));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    setIdle() {},
  };
}

export const {
  /** `train`, executed in the worker. */
  train,
  /** `trainPath`, executed in the worker. */
  trainPath,
  /** `crossValidate`: the worker trains, scores are computed here. */
  crossValidate,
  /** `jobs`: cross-validation as plain data. */
  jobs,
  /** `runJob`, executed in the worker. */
  runJob,
  /** `descendMany`: descents from several seeds, shared by workers. */
  descendMany,
  /** `createTrainer` in the worker: every method returns a promise, and a worker that is replaced loses nothing. */
  createTrainer,
  /** `certify`, executed in the worker. */
  certify,
  /** `decompose`, executed in the worker. */
  decompose,
  /** `simplify`, executed in the worker. */
  simplify,
  /** `info`, as the worker has it. */
  info,
  /** `verify`, executed in the worker: a promise. */
  verify,
  /** Ends the worker at once; the next call starts a fresh one. */
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
