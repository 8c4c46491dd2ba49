// Work as plain data, each kind with what does it: the seam between what is to be done and where.

import { readSignal, throwIfAborted } from './abort.js';
import { runDescentJob } from './descent-jobs.js';
import { invalidArgument, show, unknownName } from './errors.js';
import { collectFolds, makeFoldJobs, runFoldJob } from './fold-jobs.js';
import { readProgressCallback, readRecord } from './options.js';
import { refuseWorkers } from './workers.js';

/** @typedef {import('./fold-jobs.js').Tools} Tools */
/** @typedef {import('./job-types.js').FoldJob} FoldJob */
/** @typedef {import('./job-types.js').FoldResult} FoldResult */
/** @typedef {import('./job-types.js').Job} Job */
/** @typedef {import('./job-types.js').JobOptions} JobOptions */
/** @typedef {import('./job-types.js').JobResult} JobResult */

/** @typedef {{ signal?: AbortSignal, onProgress?: (progress: any) => unknown }} Run */

/**
 * What does a job of each kind.
 * @type {Record<string, (tools: Tools, job: Record<string, unknown>, run: Run) => Promise<JobResult>>}
 */
const runners = { fold: runFoldJob, descent: runDescentJob };

/**
 * The jobs of a cross-validation as `job-types.js` says of MakeJobs.
 *
 * @param {Tools} tools
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {unknown} options
 * @returns {Promise<FoldJob[]>}
 */
export async function makeJobs(tools, X, Y, options) {
  const { onProgress, workers, ...user } = readRecord('options', options ?? {});
  if (onProgress !== undefined) {
    throw invalidArgument('onProgress must be given to runJob: jobs are plain data');
  }
  refuseWorkers(workers);
  return makeFoldJobs(tools, X, Y, user);
}

/**
 * Does a job as `job-types.js` says of RunJob, of whatever kind.
 *
 * @param {Tools} tools
 * @param {unknown} given
 * @param {unknown} [options]
 * @returns {Promise<JobResult>}
 */
export async function runJob(tools, given, options) {
  const run = readJobOptions(options);
  const job = readRecord('job', given);
  const kind = String(job.kind);
  if (!Object.hasOwn(runners, kind) || typeof job.id !== 'string') {
    throw invalidArgument(`job must be one that jobs gave, but is ${show(given)}`);
  }
  throwIfAborted(run.signal);
  const { version } = await tools.info();
  if (job.version !== version) {
    // Another version may compute other last bits.
    throw invalidArgument(
      `job must be of convexrelu ${version}, which shall run it, but is of ${show(job.version)}`,
    );
  }
  return runners[kind](tools, job, run);
}

/**
 * @param {unknown} options
 * @returns {Run}
 */
export function readJobOptions(options) {
  const { signal, onProgress, ...rest } = readRecord('options', options ?? {});
  for (const name of Object.keys(rest)) throw unknownName('option', name, ['signal', 'onProgress']);
  return { signal: readSignal(signal), onProgress: readProgressCallback(onProgress) };
}

/**
 * Does jobs one after the other.
 *
 * @template {JobResult} Result
 * @param {(job: Job, options: JobOptions) => Promise<JobResult>} run
 * @param {readonly Job[]} jobs
 * @param {JobOptions} options
 * @returns {Promise<Result[]>}
 */
export async function runInTurn(run, jobs, options) {
  const results = [];
  for (const job of jobs) results.push(/** @type {Result} */ (await run(job, options)));
  return results;
}

/**
 * Collects as `job-types.js` says of CollectJobs.
 *
 * @param {unknown} jobs
 * @param {unknown} results
 * @returns {import('./path-types.js').CrossValidation}
 */
export function collectJobs(jobs, results) {
  const made = readList('jobs', jobs);
  const found = readList('results', results);
  const isFold = (/** @type {Record<string, unknown>} */ it) => it.kind === 'fold';
  if (made.length === 0 || !made.every(isFold)) {
    throw invalidArgument(`jobs must be what jobs gave, but is ${show(jobs)}`);
  }
  const ids = made.map(({ id }) => id);
  const missing = ids.find((id) => !found.some((result) => result.id === id));
  if (missing !== undefined) {
    throw invalidArgument(
      `results must hold one for every job, but none has the id ${show(missing)}`,
    );
  }
  const foreign = found.find(({ id }) => !ids.includes(id));
  if (foreign) {
    throw invalidArgument(
      `results must be of these jobs, but one has the id ${show(foreign.id)}, which none of them has`,
    );
  }
  return collectFolds(/** @type {any} */ (made), /** @type {any} */ (found));
}

/**
 * @param {string} name
 * @param {unknown} list
 * @returns {Record<string, unknown>[]}
 */
function readList(name, list) {
  if (!Array.isArray(list)) {
    throw invalidArgument(`${name} must be an array, but is ${show(list)}`);
  }
  return list.map((it, k) => readRecord(`${name}[${k}]`, it));
}
