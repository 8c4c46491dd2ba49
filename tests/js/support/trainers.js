/** What tests do with trainers. */
import { train, verify } from 'convexrelu';
import { expect } from 'vitest';

/** @param {import('../../../wasm/types.js').Trainer} trainer */
export function finish(trainer) {
  while (!trainer.done) trainer.step();
  return trainer.result();
}

/** @param {number} a @param {number} b */
const relativeDifference = (a, b) => Math.abs(a - b) / Math.abs(b);

/**
 * That a trainer got to where `train` gets with its problem.
 *
 * @param {import('../../../wasm/types.js').TrainResult} result
 * @param {number[][]} x
 * @param {number[] | number[][]} y
 * @param {import('../../../wasm/types.js').TrainOptions} options
 */
export async function expectOptimum(result, x, y, options) {
  const cold = await train(x, y, options);
  expect(result.report.status).toBe('optimal');
  expect(relativeDifference(result.report.objective, cold.report.objective)).toBeLessThan(2e-6);
  expect(result.report.options).toEqual(cold.report.options);
  expect(result.certificate.gates).toEqual(cold.certificate.gates);
  expect(verify(x, y, result.network, result.certificate)).toMatchObject({ valid: true });
}
