// The shapes of jobs: work as plain data, for workers and for queues; types only, no code.

/**
 * A matrix that JSON gives back as it was: flat, row-major.
 * @typedef {{ data: number[], shape: [number, number] }} PlainData
 */

/**
 * One fold of a cross-validation: everything that a machine needs to train and score it.
 * Structured-cloneable and JSON-safe; wherever and however often it runs, its result is the same.
 * @typedef {object} FoldJob
 * @property {'fold'} kind
 * @property {string} id the same for the same data, options, fold and version of the package, and for
 *   nothing else: a queue can tell by it what it has already. Letters, digits and hyphens
 * @property {string} version of the package that made it, the only one that takes it
 * @property {number} fold from 0 to `folds` − 1
 * @property {number} folds
 * @property {number[]} dealt in which fold each sample is held out
 * @property {PlainData} X all samples, n×d
 * @property {PlainData} Y all targets, n×c
 * @property {number[]} betas from the largest down, the same in all folds
 * @property {Record<string, unknown>} options of `train`, defaults merged, without `beta`
 * @property {FoldScaling} scaling of the features, measured on what the fold trains on
 * @property {import('./name-types.js').Scoring} scoring that chooses in the end
 */

/**
 * Which of the scalings of an estimator a fold applies.
 * @typedef {'standardize' | 'unitize' | 'none'} FoldScaling
 */

/**
 * What a fold's training scored on the samples held out. Plain and JSON-safe.
 * @typedef {object} FoldResult
 * @property {string} id of the job
 * @property {number[]} loss the mean loss, for each β
 * @property {number[] | null} accuracy for each β; null where the targets are not classes
 */

/**
 * One gradient descent, from the weights that its seed draws.
 * @typedef {object} DescentJob
 * @property {'descent'} kind
 * @property {string} id as of a FoldJob
 * @property {string} version
 * @property {number} index among its siblings
 * @property {number} count of them
 * @property {PlainData} X
 * @property {PlainData} Y
 * @property {Record<string, unknown>} options of `descend`, with the seed
 */

/**
 * What one descent reached. Plain and JSON-safe.
 * @typedef {object} DescentResult
 * @property {string} id of the job
 * @property {unknown} network as its toJSON gives it
 * @property {Record<string, any>} report of `descend`, lists for typed arrays
 */

/** @typedef {FoldJob | DescentJob} Job */
/** @typedef {FoldResult | DescentResult} JobResult */

/**
 * What interrupts and observes a job. A fold tells of each β, as `crossValidate` does, a descent of its epochs.
 * @typedef {object} JobOptions
 * @property {AbortSignal} [signal] aborting rejects with `signal.reason`
 * @property {(progress: any) => unknown} [onProgress] hears of the work under way
 */

/**
 * A cross-validation as jobs, one for each fold: `runJob` each, here, in workers or on other machines,
 * in any order and more than once if it must be, and hand the results to `collectJobs`.
 * @callback MakeJobs
 * @param {import('./types.js').MatrixInput} X samples, a row each
 * @param {import('./types.js').TargetInput} Y targets, as `crossValidate` takes them
 * @param {Omit<import('./path-types.js').CrossValidateOptions, 'onProgress'>} [options] of `crossValidate`
 * @returns {Promise<FoldJob[]>}
 */

/**
 * Trains and scores one fold, the same result wherever it runs.
 * @callback RunJob
 * @param {FoldJob} job of `jobs`, or what JSON made of it
 * @param {JobOptions} [options]
 * @returns {Promise<FoldResult>}
 */

/**
 * What `crossValidate` gives, bit for bit, from the results of its jobs.
 * @callback CollectJobs
 * @param {readonly FoldJob[]} jobs all that `jobs` gave
 * @param {readonly FoldResult[]} results in any order; of several for the same job one counts
 * @returns {import('./path-types.js').CrossValidation}
 */

export {};
