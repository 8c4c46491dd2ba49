// Cross-validation: which β predicts best what a training has not seen.

import { readSignal } from './abort.js';
import { collectFolds, makeFoldJobs } from './fold-jobs.js';
import { readProgressCallback, readRecord } from './options.js';
import { refuseWorkers } from './workers.js';

/** @typedef {import('./fold-jobs.js').Tools} Tools */
/** @typedef {import('./job-types.js').FoldJob} FoldJob */
/** @typedef {import('./job-types.js').FoldResult} FoldResult */
/** @typedef {import('./job-types.js').JobOptions} JobOptions */

/**
 * Has jobs done, all of them, and gives their results in the order of the jobs.
 * @callback RunJobs
 * @param {readonly FoldJob[]} jobs
 * @param {JobOptions} options
 * @returns {Promise<FoldResult[]>}
 */

/**
 * Cross-validates as `path-types.js` says of CrossValidate: makes the jobs, has them done, collects.
 *
 * @param {Tools & { runJobs: RunJobs }} tools
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {import('./path-types.js').CrossValidateOptions} [options]
 * @returns {Promise<import('./path-types.js').CrossValidation>}
 */
export async function crossValidate(tools, X, Y, options) {
  const { onProgress, workers, ...user } = readRecord('options', options ?? {});
  refuseWorkers(workers);
  const tell = readProgressCallback(onProgress);
  const jobs = await makeFoldJobs(tools, X, Y, user);
  const signal = readSignal(user.signal);
  return collectFolds(jobs, await tools.runJobs(jobs, { signal, onProgress: tell }));
}
