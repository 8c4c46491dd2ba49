// The training loop: short slices of work inside the WebAssembly, and in between progress,
// cancellation and everybody else's turn.

import { orAborted, readSignal, throwIfAborted } from './abort.js';
import { toMatrix, toTargets } from './data.js';
import { readInfo } from './engine.js';
import { Network } from './network.js';
import { crossPatterns, readInitial, resolveOptions } from './options.js';
import { breathe } from './slices.js';

/** @typedef {import('./data.js').Matrix} Matrix */
/** @typedef {import('./options.js').ResolvedOptions} ResolvedOptions */
/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {import('./types.js').TrainResult} TrainResult */
/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./engine.js').Session} Session */

/** Seconds of work before a main thread gets a breath: short enough to draw at 60 Hz. */
const mainThreadSlice = 0.012;

/**
 * Trains as `types.js` says of Train.
 *
 * @param {Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {import('./types.js').TrainOptions} [options]
 * @param {() => number} [sliceSeconds] asked before each slice
 * @returns {Promise<TrainResult>}
 */
export async function train(engine, X, Y, options, sliceSeconds = () => mainThreadSlice) {
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  const signal = readSignal(options?.signal);
  const module = await orAborted(engine.load(), signal);
  const resolved = resolveOptions(options, await readInfo(engine));
  const crossing = crossOptions(resolved, samples, targets);
  const session = new module.Session();
  try {
    const { data: x, rows: n, columns: d } = samples;
    engine.call(() => session.start(x, n, d, targets.data, targets.columns, crossing));
    await run(engine, session, resolved, sliceSeconds);
    const { network, report, certificate } = /** @type {TrainResult} */ (
      engine.call(() => session.result())
    );
    const plainReport = { ...report, options: resolved.options };
    return { network: new Network(network), report: plainReport, certificate };
  } finally {
    free(session);
  }
}

/**
 * @param {ResolvedOptions} resolved
 * @param {Matrix} samples
 * @param {Matrix} targets
 */
function crossOptions({ options, initial }, samples, targets) {
  const { rows: n, columns: d } = samples;
  const problem = { n, d, c: targets.columns, formulation: options.formulation };
  return {
    ...options,
    patterns: crossPatterns(options.patterns, d),
    initial: readInitial(initial, problem),
  };
}

/**
 * @param {Engine} engine
 * @param {Session} session
 * @param {ResolvedOptions} resolved
 * @param {() => number} sliceSeconds
 */
async function run(engine, session, { signal, onProgress }, sliceSeconds) {
  for (;;) {
    throwIfAborted(signal);
    const progress = /** @type {Progress} */ (engine.call(() => session.advance(sliceSeconds())));
    await onProgress?.(progress);
    throwIfAborted(signal);
    if (progress.done) return;
    await breathe();
  }
}

/** @param {Session} session */
function free(session) {
  try {
    session.delete();
  } catch {
    // The module has trapped, which was reported already; its memory goes with it.
  }
}
