// A training from beginning to end.

import { createTrainer } from './trainer.js';

/**
 * Trains as `types.js` says of Train.
 *
 * @param {import('./engine.js').Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {import('./types.js').TrainOptions} [options]
 * @param {() => number} [sliceSeconds] asked before each slice
 * @returns {Promise<import('./types.js').TrainResult>}
 */
export async function train(engine, X, Y, options, sliceSeconds) {
  const trainer = await createTrainer(engine, X, Y, options, sliceSeconds);
  try {
    return await trainer.run();
  } finally {
    trainer.dispose();
  }
}
