// The shapes of data of regularization paths and cross-validation; types only, no code.

/** @typedef {import('./types.js').MatrixInput} MatrixInput */
/** @typedef {import('./types.js').Report} Report */
/** @typedef {import('./types.js').TargetInput} TargetInput */
/** @typedef {import('./types.js').TrainOptions} TrainOptions */
/** @typedef {import('./types.js').TrainResult} TrainResult */

/**
 * What path options add: `betas`, or `count` of them from βmax down to `ratio` · βmax (20 and 1e-3
 * by default), equally spaced on a logarithmic scale.
 * @typedef {{ betas?: readonly number[] | Float64Array, count?: number, ratio?: number }} BetaChoice
 */

/**
 * Options of `train` but for `beta`; limits hold for each β.
 * @typedef {Omit<TrainOptions, 'beta' | 'onProgress'> & BetaChoice
 *   & { onProgress?: (progress: PathProgress) => unknown }} PathOptions
 */

/**
 * What is told when the training for one β has ended.
 * @typedef {object} PathProgress
 * @property {number} index of the β in `betas`
 * @property {number} count how many there are
 * @property {number} beta
 * @property {Report['status']} status
 * @property {number} objective
 * @property {number} lowerBound
 * @property {number} gap
 * @property {number} relativeGap
 * @property {number} neurons
 * @property {number} iterations
 * @property {number} seconds
 */

/**
 * @typedef {object} PathResult
 * @property {number[]} betas from the largest down
 * @property {TrainResult[]} results one for each β
 */

/**
 * Trains for one β after the other, from the largest down, each starting from the network and the
 * dual variable of the one before.
 * @callback TrainPath
 * @param {MatrixInput} X samples, a row each
 * @param {TargetInput} Y targets: a number or a row per sample; -1 and +1 for hinge and logistic
 * @param {PathOptions} [options]
 * @returns {Promise<PathResult>}
 */

export {};
