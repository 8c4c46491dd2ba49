// The shapes of data of regularization paths and cross-validation; types only, no code.

/** @import { Scoring } from './name-types.js' */
/** @import { Report, TrainOptions, TrainResult } from './types.js' */

/**
 * What path options add: `betas`, or `count` of them from βmax down to `ratio` · βmax (20 and 1e-3
 * by default), equally spaced on a logarithmic scale.
 * @typedef {{ betas?: readonly number[] | Float64Array, count?: number, ratio?: number }} BetaChoice
 */

/**
 * How the trainings of a path are followed.
 * @typedef {object} PathListener
 * @property {(progress: PathProgress) => unknown} [onProgress] called when the training for a β has ended
 */

/**
 * Options of `train` but for `beta`; limits hold for each β.
 * @typedef {Omit<TrainOptions, 'beta' | 'onProgress'> & BetaChoice & PathListener} PathOptions
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
 * A regularization path.
 * @typedef {object} PathResult
 * @property {number[]} betas from the largest down
 * @property {TrainResult[]} results one for each β
 */

/**
 * Trains for one β after the other, from the largest down, each starting from the network and the
 * dual variable of the one before.
 * @callback TrainPath
 * @param {import('./types.js').MatrixInput} X samples, a row each
 * @param {import('./types.js').TargetInput} Y targets: a number or a row per sample; -1 and +1 for hinge and logistic,
 *   one 1 among zeros in every row for softmax
 * @param {PathOptions} [options]
 * @returns {Promise<PathResult>}
 */

/**
 * One kind of score of a cross-validation, for each β.
 * @typedef {object} Scores
 * @property {number[]} mean over the folds, for each β
 * @property {number[]} std their standard deviation (of a sample: by folds − 1)
 * @property {number[][]} scores a row for each fold
 */

/**
 * What cross-validation adds to the options of a path.
 * @typedef {object} FoldOptions
 * @property {number} [folds] 5 by default; `seed` deals the samples to them, too
 * @property {Scoring} [scoring] of the samples held out: the mean loss, by default, or the accuracy
 * @property {boolean} [standardize] scale the features as in `ConvexClassifier`, by what each fold trains on
 * @property {boolean} [unitize] as there
 * @property {number} [workers] in `convexrelu/worker` only: as many, all of them new and gone at the end,
 *   share the folds, and `onProgress` hears of several folds in turn. The result is the same for any number,
 *   to the last bit, unless `timeLimit` ends a training.
 * @property {(progress: PathProgress & { fold: number, folds: number }) => unknown} [onProgress] called
 *   when the training for a β has ended in a fold
 */

/**
 * Options of a path but for `onProgress`, and of the folds.
 * @typedef {Omit<PathOptions, 'onProgress'> & FoldOptions} CrossValidateOptions
 */

/**
 * What a cross-validation found.
 * @typedef {object} CrossValidation
 * @property {number[]} betas from the largest down, the same in all folds
 * @property {number[]} mean of the scores over the folds, for each β
 * @property {number[]} std of the scores over the folds, for each β
 * @property {number[][]} scores a row for each fold
 * @property {number} best the β of the best mean
 * @property {number} oneStandardError the largest β whose mean is within one standard error,
 *   std / √folds, of the best
 * @property {Scoring} scoring which of the two these are
 * @property {Scores} loss
 * @property {Scores | null} accuracy null where the targets are not classes
 * @property {number[]} folds in which fold each sample was held out
 */

/**
 * Trains a path on all folds but one, in turn, and scores it on that one. Folds are stratified
 * where the targets are classes: −1 and +1, or in several columns one +1 a row.
 * @callback CrossValidate
 * @param {import('./types.js').MatrixInput} X samples, a row each
 * @param {import('./types.js').TargetInput} Y targets: a number or a row per sample; -1 and +1 for hinge and logistic,
 *   one 1 among zeros in every row for softmax
 * @param {CrossValidateOptions} [options]
 * @returns {Promise<CrossValidation>}
 */

export {};
