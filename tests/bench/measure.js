/** One timed training and the row of a table that tells of it. */
import { train } from 'convexrelu';

/** @typedef {import('convexrelu').TrainResult} TrainResult */
/** @typedef {import('convexrelu').TrainOptions} TrainOptions */
/** @typedef {{ seconds: number, processor: number, result: TrainResult }} Measured */

/**
 * What the user chose on the command line, defaults filled in.
 * @typedef {object} Settings
 * @property {number[]} n sizes of the suite
 * @property {number} limit seconds a problem may take
 * @property {number} seed
 * @property {number} moves how many points `warm` moves
 */

/**
 * A section of the benchmark. `program` says that it runs the C++ program, `site` that it opens the
 * page.
 * @typedef {object} Section
 * @property {string} about
 * @property {boolean} [program]
 * @property {boolean} [site]
 * @property {(settings: Settings, print: (text: string) => void) => Promise<void>} run
 */

/**
 * Wall time of the whole call, copies in and out included, and the processor time of this process:
 * the smaller one of the two tells what a machine without other work would need.
 * @param {number[][]} X
 * @param {number[]} Y
 * @param {TrainOptions} options
 * @returns {Promise<Measured>}
 */
export async function timedTrain(X, Y, options) {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await train(X, Y, options);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, processor: (user + system) / 1e6, result };
}

/** @param {Measured} measured */
export function rowOf({ seconds, result: { report } }) {
  return {
    seconds: seconds.toFixed(seconds < 1 ? 4 : 2),
    rounds: report.history.seconds.length - 1,
    systems: report.iterations,
    neurons: report.neurons,
    gap: report.relativeGap.toExponential(1),
    status: report.status,
  };
}

/**
 * The relative gap proven so long after the start.
 * @param {TrainResult} result
 * @param {number} time seconds
 */
export function gapAfter({ report: { history } }, time) {
  const last = history.seconds.findLastIndex((seconds) => seconds <= time);
  return last < 0 ? NaN : gapAt(history, last);
}

/**
 * When the relative gap was first at most this.
 * @param {TrainResult} result
 * @param {number} gap
 */
export function secondsTo({ report: { history } }, gap) {
  const first = history.seconds.findIndex((_, i) => gapAt(history, i) <= gap);
  return first < 0 ? NaN : history.seconds[first];
}

/**
 * @param {import('../../wasm/types.js').History} history
 * @param {number} i
 */
function gapAt({ objective, lowerBound }, i) {
  return (objective[i] - lowerBound[i]) / Math.abs(objective[i]);
}
