// Several gradient descents from different random weights, as jobs, and the best of them.

import { fingerprintOf, plainData, toMatrix, toTargets } from './data.js';
import { readDescendOptions } from './descend-options.js';
import { descend } from './descend.js';
import { invalidArgument, show } from './errors.js';
import { Network } from './network.js';
import { readRecord } from './options.js';
import { plain } from './plain.js';
import { checkSeed } from './random.js';
import { refuseWorkers } from './workers.js';

/** @import { DescendReport } from './descend.js' */
/** @import { DescendOptions, DescendProgress } from './descend-options.js' */
/** @import { DescentJob, DescentResult, JobOptions } from './job-types.js' */

/**
 * What `descend` gives for one seed.
 * @typedef {{ network: Network, report: DescendReport }} Descended
 */

/**
 * Who hears of all descents.
 * @typedef {object} DescendManyListener
 * @property {(progress: DescendProgress & { index: number, count: number }) => unknown} [onProgress] called a
 *   few dozen times a second, with the index of the seed
 */

/**
 * Options of `descend`, and from which seeds: `seeds`, or `count` of them (10 by default) from `seed` on.
 * `workers` (in `convexrelu/worker` only): how many share the work.
 * @typedef {Omit<DescendOptions, 'onProgress'> & DescendManyListener
 *   & { seeds?: readonly number[], count?: number, workers?: number }} DescendManyOptions
 */

/**
 * What the descents from all seeds reached.
 * @typedef {object} DescendManyResult
 * @property {number[]} seeds
 * @property {Descended[]} results one for each seed
 * @property {Descended} best that of the lowest objective
 */

/**
 * Gradient descent from several seeds, each with the result that `descend` has for it.
 * @callback DescendMany
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {DescendManyOptions} [options]
 * @returns {Promise<DescendManyResult>}
 */

const defaultCount = 10;

/**
 * Descends as said of DescendMany.
 *
 * @param {{ info: import('./types.js').GetInfo,
 *   runJobs: (jobs: readonly DescentJob[], options: JobOptions) => Promise<DescentResult[]> }} tools
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {unknown} options
 * @returns {Promise<DescendManyResult>}
 */
export async function descendMany(tools, X, Y, options) {
  const { seeds: given, count: many, workers, ...user } = readRecord('options', options ?? {});
  refuseWorkers(workers);
  const seeds = readSeeds(given, many, user.seed);
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  const sizes = { n: samples.rows, d: samples.columns, c: targets.columns };
  const { signal, onProgress } = readDescendOptions(user, sizes);
  const own = ['seed', 'signal', 'onProgress'];
  const training = Object.entries(user).filter(([name]) => !own.includes(name));
  const { version } = await tools.info();
  const common = /** @type {Record<string, unknown>} */ (plain(Object.fromEntries(training)));
  const shared = { version, X: plainData(samples), Y: plainData(targets) };
  const name = fingerprintOf({ ...shared, common });
  const count = seeds.length;
  const jobs = seeds.map((seed, index) => ({
    .../** @type {const} */ ({ kind: 'descent', id: `descent-${seed}-${name}`, index, count }),
    ...{ ...shared, options: { ...common, seed } },
  }));
  const tell = /** @type {JobOptions['onProgress']} */ (onProgress);
  const done = await tools.runJobs(jobs, { signal, onProgress: tell });
  const results = done.map(revive);
  const best = results.reduce((a, b) => (b.report.objective < a.report.objective ? b : a));
  return { seeds, results, best };
}

/**
 * @param {unknown} _ tools, of which it needs none
 * @param {Record<string, any>} job
 * @param {JobOptions} run
 * @returns {Promise<DescentResult>}
 */
export async function runDescentJob(_, { id, X, Y, options, index, count }, run) {
  const { signal, onProgress } = run;
  const tell =
    onProgress && ((/** @type {DescendProgress} */ it) => onProgress({ index, count, ...it }));
  const { network, report } = await descend(X, Y, { ...options, signal, onProgress: tell });
  return { id, network: network.toJSON(), report: /** @type {any} */ (plain(report)) };
}

/**
 * @param {DescentResult} result
 * @returns {Descended}
 */
function revive({ network, report }) {
  const { epochs, objective } = report.history;
  const history = { epochs: Float64Array.from(epochs), objective: Float64Array.from(objective) };
  return {
    network: Network.fromJSON(network),
    report: /** @type {DescendReport} */ ({ ...report, history }),
  };
}

/**
 * @param {unknown} seeds
 * @param {unknown} count
 * @param {unknown} seed
 * @returns {number[]}
 */
function readSeeds(seeds, count, seed) {
  if (seeds === undefined) {
    const first = checkSeed(seed ?? 0);
    const many = count ?? defaultCount;
    if (typeof many === 'number' && Number.isInteger(many) && many >= 1) {
      return Array.from({ length: many }, (_, k) => checkSeed(first + k));
    }
    throw invalidArgument(`count must be a whole number >= 1, but is ${show(many)}`);
  }
  for (const [name, value] of Object.entries({ count, seed })) {
    if (value === undefined) continue;
    throw invalidArgument(`${name} must be left out where seeds are given, but is ${show(value)}`);
  }
  if (Array.isArray(seeds) && seeds.length > 0 && new Set(seeds).size === seeds.length) {
    return seeds.map(checkSeed);
  }
  throw invalidArgument(
    `seeds must be an array of whole numbers, one at least and each once, but is ${show(seeds)}`,
  );
}
