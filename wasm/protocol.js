// What a page or program and its worker say to each other. Everything is plain data.

import { ConvexReluError } from './errors.js';

/**
 * A call, or its cancellation.
 * @typedef {{ id: number, type: 'train' | 'path', X: PlainMatrix, Y: PlainMatrix, options: PlainOptions }
 *   | { id: number, type: 'verify', X: PlainMatrix, Y: PlainMatrix, network: unknown,
 *       certificate: unknown, options?: unknown }
 *   | { id: number, type: 'certify', X: PlainMatrix, Y: PlainMatrix, network: unknown,
 *       options: PlainOptions }
 *   | { id: number, type: 'decompose', X: PlainMatrix, network: unknown, options: PlainOptions }
 *   | { id: number, type: 'simplify', X: PlainMatrix, network: unknown, options: PlainOptions }
 *   | TrainerRequest
 *   | { id: number, type: 'job', job: unknown }
 *   | { id: number, type: 'info' }
 *   | { id: number, type: 'cancel' }
 *   | { type: 'dispose', trainer: number }} Request
 */

/**
 * A method of a trainer. `start` comes with the first of them that a worker gets.
 * @typedef {object} TrainerRequest
 * @property {number} id
 * @property {'trainer'} type
 * @property {number} trainer
 * @property {'open' | 'step' | 'run' | 'result' | 'setBeta' | 'setPoint' | 'addPoint' |
 *   'removePoint'} method
 * @property {unknown[]} args
 * @property {{ X: PlainMatrix, Y: PlainMatrix, options: PlainOptions }} [start]
 */

/**
 * What a trainer in a worker tells of its work.
 * @typedef {object} TrainerNews
 * @property {number} changes since its start
 * @property {import('./types.js').Progress} [progress]
 * @property {Known} [known] now and then
 * @property {import('./types.js').TrainResult} [result]
 */

/**
 * `settled`: whether the session worked on the problem as it was before the change.
 * @typedef {{ value: unknown, settled: boolean }} ChangeAnswer
 */

/**
 * What another worker can go on from.
 * @typedef {{ network: import('./types.js').NetworkData, dual: ArrayLike<number> }} Known
 */

/**
 * `ready` comes once, when the worker can take requests. A cancelled call sends `cancelled`, which
 * shows that the worker is listening, and nothing more.
 * @typedef {{ type: 'ready' }
 *   | { id: number, type: 'progress', progress: Told }
 *   | { id: number, type: 'result', value: unknown }
 *   | { id: number, type: 'error', error: PlainError }
 *   | { id: number, type: 'cancelled' }} Reply
 */

/**
 * @typedef {import('./types.js').Progress | import('./path-types.js').PathProgress | TrainerNews} Told
 */

/** @typedef {{ data: Float64Array, shape: [number, number] }} PlainMatrix */

/** @typedef {{ code: import('./errors.js').ErrorCode, message: string }} PlainError */

/**
 * Options without signal and onProgress. Functions cannot be copied and no other option may be one;
 * their names cross, so that the worker refuses them in the words of a main thread.
 * @typedef {{ values: Record<string, unknown>, functions: string[] }} PlainOptions
 */

/**
 * @param {import('./data.js').Matrix} matrix
 * @returns {PlainMatrix}
 */
export function plainMatrix({ data, rows, columns }) {
  return { data, shape: [rows, columns] };
}

/**
 * @param {Record<string, unknown>} options
 * @returns {PlainOptions}
 */
export function encodeOptions(options) {
  /** @type {PlainOptions} */
  const encoded = { values: {}, functions: [] };
  for (const [name, value] of Object.entries(options)) {
    if (name === 'signal' || name === 'onProgress') continue;
    if (typeof value === 'function') encoded.functions.push(name);
    else encoded.values[name] = value;
  }
  return encoded;
}

/**
 * @param {PlainOptions} encoded
 * @returns {Record<string, unknown>}
 */
export function decodeOptions({ values, functions }) {
  return { ...values, ...Object.fromEntries(functions.map((name) => [name, () => {}])) };
}

/**
 * @param {unknown} error
 * @returns {PlainError}
 */
export function encodeError(error) {
  if (error instanceof ConvexReluError) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/**
 * @param {PlainError} error
 * @returns {ConvexReluError}
 */
export function decodeError({ code, message }) {
  return new ConvexReluError(code, message);
}
