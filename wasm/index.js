// convexrelu: everything, with the WebAssembly inlined and loaded on first use.

import { certify as certifyWith } from './certify.js';
import { Classifier } from './classifier.js';
import { crossValidate as crossValidateWith } from './cross-validate.js';
import { decompose as decomposeWith } from './decompose.js';
import { descendMany as descendManyWith } from './descent-jobs.js';
import { readInfo } from './engine.js';
import { makeJobs, runInTurn, runJob as runJobWith } from './jobs.js';
import { trainPath as trainPathWith } from './path.js';
import { Regressor } from './regressor.js';
import { simplify as simplifyWith } from './simplify.js';
import { train as trainWith } from './train.js';
import { createTrainer as createTrainerWith } from './trainer.js';

/** @typedef {import('./path-types.js').BetaChoice} BetaChoice */
/** @typedef {import('./types.js').Certificate} Certificate */
/** @typedef {import('./types.js').Certification} Certification */
/** @typedef {import('./types.js').Certify} Certify */
/** @typedef {import('./types.js').CertifyOptions} CertifyOptions */
/** @typedef {import('./optimal-types.js').Change} Change */
/** @typedef {import('./types.js').ConeMultipliers} ConeMultipliers */
/** @typedef {import('./types.js').CreateTrainer} CreateTrainer */
/** @typedef {import('./types.js').CreateWorkerTrainer} CreateWorkerTrainer */
/** @typedef {import('./path-types.js').CrossValidate} CrossValidate */
/** @typedef {import('./path-types.js').CrossValidateOptions} CrossValidateOptions */
/** @typedef {import('./path-types.js').CrossValidation} CrossValidation */
/** @typedef {import('./optimal-types.js').Decompose} Decompose */
/** @typedef {import('./optimal-types.js').DecomposeOptions} DecomposeOptions */
/** @typedef {import('./optimal-types.js').DecomposeReport} DecomposeReport */
/** @typedef {import('./optimal-types.js').DecomposeResult} DecomposeResult */
/** @typedef {import('./descent-jobs.js').Descended} Descended */
/** @typedef {import('./descent-jobs.js').DescendMany} DescendMany */
/** @typedef {import('./descent-jobs.js').DescendManyListener} DescendManyListener */
/** @typedef {import('./descent-jobs.js').DescendManyOptions} DescendManyOptions */
/** @typedef {import('./descent-jobs.js').DescendManyResult} DescendManyResult */
/** @typedef {import('./descend-options.js').DescendOptions} DescendOptions */
/** @typedef {import('./descend-options.js').DescendProgress} DescendProgress */
/** @typedef {import('./descend.js').DescendReport} DescendReport */
/** @typedef {import('./errors.js').ErrorCode} ErrorCode */
/** @typedef {import('./estimator.js').EstimatorParams} EstimatorParams */
/** @typedef {import('./estimator.js').FitListener} FitListener */
/** @typedef {import('./estimator.js').FitOptions} FitOptions */
/** @typedef {import('./types.js').FlatMatrix} FlatMatrix */
/** @typedef {import('./job-types.js').FoldJob} FoldJob */
/** @typedef {import('./path-types.js').FoldOptions} FoldOptions */
/** @typedef {import('./job-types.js').FoldResult} FoldResult */
/** @typedef {import('./job-types.js').FoldScaling} FoldScaling */
/** @typedef {import('./name-types.js').Formulation} Formulation */
/** @typedef {import('./types.js').GetInfo} GetInfo */
/** @typedef {import('./history-types.js').History} History */
/** @typedef {import('./name-types.js').Info} Info */
/** @typedef {import('./job-types.js').JobOptions} JobOptions */
/** @typedef {import('./labels.js').Label} Label */
/** @typedef {import('./name-types.js').LossName} LossName */
/** @typedef {import('./job-types.js').MakeJobs} MakeJobs */
/** @typedef {import('./types.js').MatrixInput} MatrixInput */
/** @typedef {import('./types.js').MaybeDisposable} MaybeDisposable */
/** @typedef {import('./name-types.js').MetricName} MetricName */
/** @typedef {import('./types.js').NetworkData} NetworkData */
/** @typedef {import('./types.js').NumberRow} NumberRow */
/** @typedef {import('./name-types.js').OptimizerName} OptimizerName */
/** @typedef {import('./path-types.js').PathListener} PathListener */
/** @typedef {import('./path-types.js').PathOptions} PathOptions */
/** @typedef {import('./path-types.js').PathProgress} PathProgress */
/** @typedef {import('./path-types.js').PathResult} PathResult */
/** @typedef {import('./name-types.js').PatternsKind} PatternsKind */
/** @typedef {import('./types.js').PatternsOption} PatternsOption */
/** @typedef {import('./job-types.js').PlainData} PlainData */
/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {import('./name-types.js').RegularizerName} RegularizerName */
/** @typedef {import('./types.js').Report} Report */
/** @typedef {import('./types.js').ReportStatus} ReportStatus */
/** @typedef {import('./descend-options.js').ResolvedDescendOptions} ResolvedDescendOptions */
/** @typedef {import('./name-types.js').ResolvedOptions} ResolvedOptions */
/** @typedef {import('./name-types.js').ResolvedPatterns} ResolvedPatterns */
/** @typedef {import('./rows.js').RowsInput} RowsInput */
/** @typedef {import('./job-types.js').RunJob} RunJob */
/** @typedef {import('./types.js').RunOptions} RunOptions */
/** @typedef {import('./name-types.js').SamplerName} SamplerName */
/** @typedef {import('./name-types.js').SamplingOption} SamplingOption */
/** @typedef {import('./standardize.js').Scaling} Scaling */
/** @typedef {import('./name-types.js').Scope} Scope */
/** @typedef {import('./path-types.js').Scores} Scores */
/** @typedef {import('./name-types.js').Scoring} Scoring */
/** @typedef {import('./optimal-types.js').Simplify} Simplify */
/** @typedef {import('./name-types.js').SimplifyGoal} SimplifyGoal */
/** @typedef {import('./optimal-types.js').SimplifyOptions} SimplifyOptions */
/** @typedef {import('./optimal-types.js').SimplifyReport} SimplifyReport */
/** @typedef {import('./name-types.js').SolverName} SolverName */
/** @typedef {import('./split.js').SplitOptions} SplitOptions */
/** @typedef {import('./types.js').TargetInput} TargetInput */
/** @typedef {import('./types.js').Terminate} Terminate */
/** @typedef {import('./types.js').Train} Train */
/** @typedef {import('./types.js').Trainer} Trainer */
/** @typedef {import('./types.js').TrainOptions} TrainOptions */
/** @typedef {import('./path-types.js').TrainPath} TrainPath */
/** @typedef {import('./types.js').TrainResult} TrainResult */
/** @typedef {import('./verify-types.js').Verification} Verification */
/** @typedef {import('./verify-types.js').VerifyElsewhere} VerifyElsewhere */
/** @typedef {import('./verify-types.js').VerifyOptions} VerifyOptions */
/** @typedef {import('./types.js').WorkerTrainer} WorkerTrainer */
/**
 * @template {string} [Name=string]
 * @typedef {import('./name-types.js').NamedDoc<Name>} NamedDoc
 */
/**
 * @template {string} [Name=string]
 * @typedef {import('./name-types.js').OptionDoc<Name>} OptionDoc
 */
/**
 * @template Rows, Targets
 * @typedef {import('./split.js').Split<Rows, Targets>} Split
 */

/** @type {import('./types.js').Train} */
export const train = (X, Y, options) => trainWith(engine, X, Y, options);

/** @type {import('./path-types.js').TrainPath} */
export const trainPath = (X, Y, options) => trainPathWith(engine, X, Y, options);

/** @type {import('./path-types.js').CrossValidate} */
export const crossValidate = (X, Y, options) =>
  crossValidateWith({ ...tools, runJobs }, X, Y, options);

/** @type {import('./job-types.js').MakeJobs} */
export const jobs = (X, Y, options) => makeJobs(tools, X, Y, options);

/** @type {import('./job-types.js').RunJob} */
export const runJob = (job, options) => /** @type {any} */ (runJobWith(tools, job, options));

/** @type {import('./descent-jobs.js').DescendMany} */
export const descendMany = (X, Y, options) => descendManyWith({ ...tools, runJobs }, X, Y, options);

/** @type {import('./types.js').CreateTrainer} */
export const createTrainer = (X, Y, options) => createTrainerWith(engine, X, Y, options);

/** @type {import('./types.js').Certify} */
export const certify = (X, Y, network, options) => certifyWith(engine, X, Y, network, options);

/** @type {import('./optimal-types.js').Decompose} */
export const decompose = (X, network, options) => decomposeWith(engine, X, network, options);

/** @type {import('./optimal-types.js').Simplify} */
export const simplify = (X, network, options) => simplifyWith(engine, X, network, options);

/** @type {import('./types.js').GetInfo} */
export const info = () => readInfo(engine);

const tools = { trainPath, info };

/** @type {(list: readonly any[], options: import('./job-types.js').JobOptions) => Promise<any[]>} */
const runJobs = (list, options) =>
  runInTurn((job, run) => runJobWith(tools, job, run), list, options);

/** A classifier for labels of any kind. */
export class ConvexClassifier extends Classifier {
  /** @override */
  static name = 'ConvexClassifier';

  /** @param {import('./estimator.js').EstimatorParams} [params] */
  constructor(params) {
    super({ train, info, crossValidate }, params);
  }
}

/** A regressor for one target or several. */
export class ConvexRegressor extends Regressor {
  /** @override */
  static name = 'ConvexRegressor';

  /** @param {import('./estimator.js').EstimatorParams} [params] */
  constructor(params) {
    super({ train, info, crossValidate }, params);
  }
}

export { descend } from './descend.js';
export { collectJobs } from './jobs.js';
export { ConvexReluError } from './errors.js';
export { Network } from './network.js';
export { verify } from './verify.js';
export { accuracy, confusionMatrix, logLoss, meanSquaredError, r2 } from './scores.js';
export { trainTestSplit } from './split.js';
// Last, so that the long text inside stands behind all code: what compresses looks back 32 kB only.
import { engine } from './inlined.js';
