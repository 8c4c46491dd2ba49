// A regularization path: one training for each β, from the largest down, each from the one before.

import { orAborted, readSignal } from './abort.js';
import { betaOptions, readBetas, spaceBetas } from './betas.js';
import { readInfo } from './engine.js';
import { checkOptionNames, readProgressCallback, readRecord } from './options.js';
import { breathe } from './slices.js';
import { createTrainer } from './trainer.js';

/** @typedef {import('./path-types.js').PathOptions} PathOptions */

/**
 * Trains as `path-types.js` says of TrainPath.
 *
 * @param {import('./engine.js').Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {PathOptions} [options]
 * @param {() => number} [sliceSeconds] asked before each slice
 * @returns {Promise<import('./path-types.js').PathResult>}
 */
export async function trainPath(engine, X, Y, options, sliceSeconds) {
  const user = readRecord('options', options ?? {});
  const onProgress = readProgressCallback(user.onProgress);
  const choice = readBetas(user);
  const loading = readInfo(engine);
  checkOptionNames(user, await orAborted(loading, readSignal(user.signal)), betaOptions);
  const training = { ...user, onProgress: undefined };
  for (const name of betaOptions) delete (/** @type {Record<string, unknown>} */ (training)[name]);
  // Of the largest β there is no word yet where only their number is given; any will do to ask.
  const beta = 'betas' in choice ? choice.betas[0] : 1;
  const trainer = await createTrainer(engine, X, Y, { ...training, beta }, sliceSeconds);
  try {
    const betas =
      'betas' in choice ? choice.betas : spaceBetas(trainer.result().report.betaMax, choice);
    const results = [];
    for (const [index, next] of betas.entries()) {
      if (next !== trainer.beta) trainer.setBeta(next);
      const result = await trainer.run();
      results.push(result);
      await onProgress?.(/** @type {any} */ (progressOf(result.report, index, betas.length)));
      // A run that is done within one slice has given nobody a turn.
      await breathe();
    }
    return { betas, results };
  } finally {
    trainer.dispose();
  }
}

/**
 * @param {import('./types.js').Report} report
 * @param {number} index
 * @param {number} count
 * @returns {import('./path-types.js').PathProgress}
 */
function progressOf(report, index, count) {
  const { beta, status, objective, lowerBound, gap, relativeGap } = report;
  const { neurons, iterations, seconds } = report;
  // prettier-ignore
  return {
    index, count, beta, status, objective, lowerBound, gap, relativeGap, neurons, iterations, seconds,
  };
}
