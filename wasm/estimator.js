// What classifiers and regressors have in common: parameters, fitting, and a network afterwards.

import { chooseBeta, choosesBeta, choiceParams } from './choose-beta.js';
import { invalidArgument } from './errors.js';
import { readSaved, toRows } from './numbers.js';
import { checkOptionNames, readRecord } from './options.js';
import { plain } from './plain.js';
import { readFeatures, readRows } from './rows.js';
import { readFitted } from './saved.js';
import {
  measureScaling,
  readScaling,
  scalingOptions,
  standardize,
  unstandardize,
} from './standardize.js';

/** @import { CrossValidateOptions, CrossValidation, PathProgress } from './path-types.js' */
/** @import { RowsInput } from './rows.js' */
/** @import { Progress, TrainOptions, TrainResult } from './types.js' */

/**
 * Options of `train`, but for those of `fit`, and more. `standardize` (false by default) trains
 * on features of mean 0 and deviation 1, and divides by the deviation only where `bias` is false.
 * `unitize` instead trains on columns of length ‖x‖₂ = 1, as scnn does.
 * `features` names the columns, so that rows may be objects.
 *
 * With `beta: 'cv'` cross-validation on the samples of `fit` chooses β, and then all of them are trained on;
 * `folds`, `scoring`, `betas`, `count` and `ratio` are those of `crossValidate`. `rule` takes the 'best' mean
 * (by default), or by 'oneStandardError' the largest β within one standard error of it.
 * @typedef {Omit<TrainOptions, 'beta' | 'initial' | 'validation' | 'signal' | 'onProgress'>
 *   & Pick<CrossValidateOptions, 'folds' | 'scoring' | 'betas' | 'count' | 'ratio'>
 *   & { beta?: number | 'cv', rule?: 'best' | 'oneStandardError' }
 *   & { standardize?: boolean, unitize?: boolean, features?: readonly string[] }} EstimatorParams
 */

/**
 * Who hears of a fit.
 * @typedef {object} FitListener
 * @property {(progress: Progress | (PathProgress & { fold: number, folds: number })) => unknown} [onProgress]
 *   while β is chosen called with what `crossValidate` tells, and then with what `train` tells
 */

/**
 * What concerns one fit alone.
 * `workers` (in `convexrelu/worker` only): how many share the folds of `beta: 'cv'`.
 * @typedef {Pick<TrainOptions, 'initial' | 'signal'> & FitListener & { workers?: number }} FitOptions
 */

/**
 * What an entry offers to fit with.
 * @typedef {object} Tools
 * @property {import('./types.js').Train} train
 * @property {import('./types.js').GetInfo} info
 * @property {import('./path-types.js').CrossValidate} crossValidate
 */

/** @typedef {{ data: Float64Array, shape: [number, number] }} Targets */
/**
 * @typedef {object} Fitted
 * @property {import('./network.js').Network} network
 * @property {import('./name-types.js').LossName} loss
 * @property {string[] | undefined} features
 * @property {readonly import('./labels.js').Label[] | undefined} classes
 * @property {import('./standardize.js').Scaling | undefined} scaling
 * @property {number | undefined} beta
 * @property {CrossValidation | undefined} crossValidation
 * @property {TrainResult['report']} [report]
 * @property {TrainResult['certificate']} [certificate]
 */

const ownParams = [...scalingOptions, 'features', ...choiceParams];
const fitOptions = ['initial', 'signal', 'onProgress', 'workers'];

export class Estimator {
  #tools;
  /** @type {EstimatorParams} */
  #params = {};
  /** @type {Fitted | undefined} */
  #fitted;

  /**
   * @param {Tools} tools
   * @param {EstimatorParams} [params]
   */
  constructor(tools, params = {}) {
    this.#tools = tools;
    this.setParams(params);
  }

  /** @returns {EstimatorParams} a copy of what was given; the rest is as in `train` */
  getParams() {
    return { ...this.#params };
  }

  /**
   * Parameters for the next `fit`; the others stay, and undefined takes one away.
   *
   * @param {EstimatorParams} params
   * @returns {this}
   */
  setParams(params) {
    const given = readRecord('params', params);
    for (const name of fitOptions) {
      if (given[name] === undefined) continue;
      throw invalidArgument(`${name} must be given to fit, as in fit(X, y, { ${name} })`);
    }
    const merged = { ...this.#params, ...given, ...copyFeatures(given) };
    readScaling(merged);
    const kept = Object.entries(merged).filter(([, value]) => value !== undefined);
    this.#params = Object.fromEntries(kept);
    return this;
  }

  /** @returns {import('./network.js').Network} takes features as `fit` got them, scaled or not */
  get network() {
    return this.fitted('network').network;
  }

  /** Of the training: with `standardize` or `unitize` it speaks of the scaled features. Undefined after
   * `fromJSON`. */
  get report() {
    return this.fitted('report').report;
  }

  /** For the features and targets of the training: see `scaling`. Undefined after `fromJSON`. */
  get certificate() {
    return this.fitted('certificate').certificate;
  }

  /** What `standardize` or `unitize` did: a feature x became (x − mean) / scale. */
  get scaling() {
    return this.fitted('scaling').scaling;
  }

  /** The β of the training: with `beta: 'cv'` the one that was chosen. */
  get beta() {
    return this.fitted('beta').beta;
  }

  /** What `crossValidate` found where β was chosen by `beta: 'cv'`, else undefined. */
  get crossValidation() {
    return this.fitted('crossValidation').crossValidation;
  }

  /** Plain, JSON-safe data that `fromJSON` reads: the parameters and what predicting needs. */
  toJSON() {
    const params = /** @type {Record<string, unknown>} */ (plain(this.#params));
    if (!this.#fitted) return { ...this.kind(), version: 1, params, fitted: null };
    const { network, loss, features, classes, scaling, beta, crossValidation } = this.#fitted;
    const fitted = { network: network.toJSON(), ...{ loss, features, classes, beta } };
    const rest = { scaling: plain(scaling), crossValidation: plain(crossValidation) };
    return { ...this.kind(), version: 1, params, fitted: { ...fitted, ...rest } };
  }

  /**
   * @template {Estimator} Kind
   * @this {new () => Kind}
   * @param {unknown} json what `toJSON` gave, or its text
   * @returns {Kind}
   */
  static fromJSON(json) {
    const estimator = new this();
    estimator.restore(json);
    return estimator;
  }

  /**
   * @protected
   * @param {unknown} json
   */
  restore(json) {
    const { format } = this.kind();
    const value = readSaved('model', [format], json);
    this.setParams(/** @type {EstimatorParams} */ (value.params));
    if (value.fitted === null) return;
    this.#fitted = readFitted(value.fitted, format === 'convexrelu-classifier');
  }

  /**
   * @protected
   * @returns {{ format: string }}
   */
  kind() {
    throw new Error('every estimator says what it is');
  }

  /**
   * @protected
   * @param {RowsInput} X
   * @param {Fitted['loss']} loss by default
   * @param {(n: number, loss: string) => { Y: Targets, classes?: Fitted['classes'] }} readTargets
   * @param {FitOptions} [options]
   */
  async fitTo(X, loss, readTargets, options) {
    const { features, ...params } = this.#params;
    const given = readRecord('options', options ?? {});
    const kind = readScaling(params);
    checkFitOptions(given, kind, params);
    const samples = readRows(X, features);
    const { Y, classes } = readTargets(samples.rows, String(params.loss ?? loss));
    const { defaults, ...info } = await this.#tools.info();
    checkOptionNames(this.#params, { defaults, ...info }, ownParams);
    const { workers, ...run } = given;
    const { crossValidate } = this.#tools;
    const choice = choosesBeta(params, workers)
      ? await chooseBeta(crossValidate, flat(samples), Y, { loss, ...params, ...given })
      : undefined;
    const entries = Object.entries(params).filter(([name]) => !ownParams.includes(name));
    const training = { loss, ...Object.fromEntries(entries), ...(choice && { beta: choice.beta }) };
    const biased = (params.bias ?? defaults.bias) !== false;
    const scaling = measureScaling(kind, samples, biased);
    const scaled = flat(scaling ? standardize(samples, scaling) : samples);
    const result = await this.#tools.train(scaled, Y, { ...training, ...run });
    const { network, report, certificate } = result;
    this.#fitted = {
      network: scaling ? unstandardize(network, scaling) : network,
      ...{ loss: training.loss, features: copyFeatures({ features }).features, classes, scaling },
      ...{ beta: report.beta, crossValidation: choice?.crossValidation, report, certificate },
    };
  }

  /**
   * @protected
   * @param {RowsInput} X
   * @param {string} name of what needs them
   */
  outputs(X, name) {
    const { network, features } = this.fitted(name);
    return network.predict(flat(readRows(X, features)));
  }

  /**
   * @protected
   * @param {RowsInput} X
   * @param {string} name of what needs them
   */
  outputRows(X, name) {
    const { data, shape } = this.outputs(X, name);
    return toRows(data, shape[1]);
  }

  /**
   * @protected
   * @param {string} name of what needs it
   * @returns {Fitted}
   */
  fitted(name) {
    if (this.#fitted) return this.#fitted;
    throw invalidArgument(`${name} needs a fitted model: call fit first, and wait for it`);
  }
}

/**
 * @param {import('./data.js').Matrix} matrix
 * @returns {Targets}
 */
function flat({ data, rows, columns }) {
  return { data, shape: [rows, columns] };
}

/**
 * @param {Record<string, unknown>} given
 * @param {import('./job-types.js').FoldScaling} scaling of the features
 * @param {EstimatorParams} training
 */
function checkFitOptions(given, scaling, training) {
  for (const name of Object.keys(given)) {
    if (fitOptions.includes(name)) continue;
    throw invalidArgument(
      `the options of fit must be of ${fitOptions.join(', ')}, but one is '${name}'; ` +
        'parameters are given to the constructor or to setParams',
    );
  }
  if (Object(training).validation !== undefined) {
    throw invalidArgument(
      'validation must be left out of the parameters: it is for train, which takes the targets ' +
        'themselves; here score tells of other samples',
    );
  }
  if (scaling === 'none') return;
  const name = given.initial ? 'initial' : 'patterns.gates';
  if (!given.initial && Object(training.patterns).kind !== 'given') return;
  throw invalidArgument(
    `${name} must be left out where ${scaling} is true, for it speaks of other features`,
  );
}

/** @param {{ features?: unknown }} params */
function copyFeatures(params) {
  return 'features' in params ? { features: readFeatures(params.features) } : {};
}
