// What classifiers and regressors have in common: parameters, fitting, and a network afterwards.

import { invalidArgument, show } from './errors.js';
import { Network } from './network.js';
import { parseJson } from './numbers.js';
import { checkOptionNames, readRecord } from './options.js';
import { readFeatures, readRows } from './rows.js';
import { measure, measureLengths, standardize, unstandardize } from './standardize.js';

/** @import { RowsInput } from './rows.js' */
/** @import { TrainOptions, TrainResult } from './types.js' */

/**
 * Options of `train`, but for those of `fit`, and three more. `standardize` (false by default) trains
 * on features of mean 0 and deviation 1, and divides by the deviation only where `bias` is false.
 * `unitize` instead trains on columns of length ‖x‖₂ = 1, as scnn does.
 * `features` names the columns, so that rows may be objects.
 * @typedef {Omit<TrainOptions, 'initial' | 'signal' | 'onProgress'>
 *   & { standardize?: boolean, unitize?: boolean, features?: readonly string[] }} EstimatorParams
 */

/**
 * What concerns one fit alone.
 * @typedef {Pick<TrainOptions, 'initial' | 'signal' | 'onProgress'>} FitOptions
 */

/** @typedef {{ train: import('./types.js').Train, info: import('./types.js').GetInfo }} Tools */

/** @typedef {{ data: Float64Array, shape: [number, number] }} Targets */

/**
 * @typedef {object} Fitted
 * @property {Network} network
 * @property {string} loss
 * @property {string[] | undefined} features
 * @property {readonly import('./labels.js').Label[] | undefined} classes
 * @property {import('./standardize.js').Scaling | undefined} scaling
 * @property {TrainResult['report']} [report]
 * @property {TrainResult['certificate']} [certificate]
 */

const ownParams = ['standardize', 'unitize', 'features'];
const fitOptions = ['initial', 'signal', 'onProgress'];

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
    checkScaling(merged);
    const kept = Object.entries(merged).filter(([, value]) => value !== undefined);
    this.#params = Object.fromEntries(kept);
    return this;
  }

  /** @returns {Network} takes features as `fit` got them, scaled or not */
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

  /** Plain, JSON-safe data that `fromJSON` reads: the parameters and what predicting needs. */
  toJSON() {
    const params = /** @type {Record<string, unknown>} */ (plain(this.#params));
    if (!this.#fitted) return { ...this.kind(), version: 1, params, fitted: null };
    const { network, loss, features, classes, scaling } = this.#fitted;
    const fitted = { network: network.toJSON(), ...{ loss, features, classes } };
    return { ...this.kind(), version: 1, params, fitted: { ...fitted, scaling: plain(scaling) } };
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
    const value = readRecord('the model', parseJson('the model', json));
    const { format } = this.kind();
    if (value.format !== format || value.version !== 1) {
      throw invalidArgument(
        `the model must be of format '${format}' and version 1, ` +
          `but is of ${show(value.format)} and ${show(value.version)}`,
      );
    }
    this.setParams(/** @type {EstimatorParams} */ (value.params));
    if (value.fitted === null) return;
    const { network, loss, features, classes, scaling } = readRecord('fitted', value.fitted);
    this.#fitted = {
      network: Network.fromJSON(network),
      loss: String(loss),
      features: readFeatures(features),
      classes: Array.isArray(classes) ? classes : undefined,
      scaling: scaling === undefined ? undefined : readScaling(readRecord('scaling', scaling)),
    };
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
   * @param {string} loss by default
   * @param {(n: number, loss: string) => { Y: Targets, classes?: Fitted['classes'] }} readTargets
   * @param {FitOptions} [options]
   */
  async fitTo(X, loss, readTargets, options) {
    const { standardize: centers, unitize, features, ...training } = this.#params;
    const given = readRecord('options', options ?? {});
    checkFitOptions(given, unitize ? 'unitize' : centers ? 'standardize' : '', training);
    const samples = readRows(X, features);
    const { Y, classes } = readTargets(samples.rows, String(training.loss ?? loss));
    const { defaults, ...info } = await this.#tools.info();
    checkOptionNames(this.#params, { defaults, ...info }, ownParams);
    const centered = (training.bias ?? defaults.bias) !== false;
    const measured = () => (unitize ? measureLengths(samples) : measure(samples, centered));
    const scaling = unitize || centers ? measured() : undefined;
    const { data, rows, columns } = scaling ? standardize(samples, scaling) : samples;
    const all = { loss, ...training, ...given };
    const result = await this.#tools.train({ data, shape: [rows, columns] }, Y, all);
    const { network, report, certificate } = result;
    this.#fitted = {
      network: scaling ? unstandardize(network, scaling) : network,
      ...{ loss: all.loss, features: copyFeatures({ features }).features, classes, scaling },
      ...{ report, certificate },
    };
  }

  /**
   * @protected
   * @param {RowsInput} X
   * @param {string} name of what needs them
   */
  outputs(X, name) {
    const { network, features } = this.fitted(name);
    const { data, rows, columns } = readRows(X, features);
    return network.predict({ data, shape: [rows, columns] });
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

/** @param {Record<string, unknown>} params */
function checkScaling({ standardize: centers, unitize }) {
  for (const [name, value] of Object.entries({ standardize: centers, unitize })) {
    if (value === undefined || typeof value === 'boolean') continue;
    throw invalidArgument(`${name} must be true or false, but is ${show(value)}`);
  }
  if (!centers || !unitize) return;
  throw invalidArgument(
    'unitize must be left out where standardize is true: one scaling at a time',
  );
}

/**
 * @param {Record<string, unknown>} given
 * @param {string} scaled what scales the features, or ''
 * @param {TrainOptions} training
 */
function checkFitOptions(given, scaled, training) {
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
  if (!scaled) return;
  const name = given.initial ? 'initial' : 'patterns.gates';
  if (!given.initial && Object(training.patterns).kind !== 'given') return;
  throw invalidArgument(
    `${name} must be left out where ${scaled} is true, for it speaks of other features`,
  );
}

/** @param {{ features?: unknown }} params */
function copyFeatures(params) {
  return 'features' in params ? { features: readFeatures(params.features) } : {};
}

/** @param {Record<string, unknown>} scaling */
function readScaling({ mean, scale }) {
  const read = (/** @type {unknown} */ list) => Float64Array.from(/** @type {number[]} */ (list));
  return { mean: read(mean), scale: read(scale) };
}

/**
 * A copy with plain lists instead of typed arrays, and without what JSON does not know.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
function plain(value) {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return Array.from(/** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value)), plain);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, it]) => it !== Infinity);
  return Object.fromEntries(entries.map(([name, it]) => [name, plain(it)]));
}
