// What there is to export: a network, or a fitted classifier or regressor, read and checked; it predicts
// without WebAssembly.

import { toLabels, toProbabilities, toValues } from '../answers.js';
import { check, readObject } from '../errors.js';
import { isLabel } from '../labels.js';
import { isList, readNumbers, readSaved, toRows } from '../numbers.js';
import { Network } from '../prediction.js';

/** @typedef {import('../rows.js').RowsInput} RowsInput */
/** @typedef {import('../labels.js').Label} Label */

/**
 * What can be written as JSON, as networks and estimators can.
 * @typedef {object} Jsonable
 * @property {() => unknown} toJSON gives plain data
 */

/**
 * What every exporter takes: a `Network`, a fitted `ConvexClassifier` or `ConvexRegressor`, of any entry
 * of this package, or what their `toJSON` gave.
 * @typedef {Jsonable | Readonly<Record<string, unknown>>} Exportable
 */

const formats = ['convexrelu-network', 'convexrelu-classifier', 'convexrelu-regressor'];

/** Predicts exactly what the `ConvexClassifier` or `ConvexRegressor` did that it was saved from. */
export class FittedModel {
  #json;

  /** @param {any} given an estimator, or its JSON or the text of that, or that of a network */
  constructor(given) {
    const plain = typeof given?.toJSON === 'function' ? given.toJSON() : given;
    const json = readSaved('model', formats, plain);
    const [isNetwork, isClassifier] = formats.map((format) => format === json.format);
    const { network, classes, loss, features, scaling } = /** @type {Record<string, any>} */ (
      isNetwork ? { network: json } : readObject('model.fitted', json.fitted)
    );
    this.#json = json;
    /** Takes features as they are, scaled or not. */
    this.network = Network.fromJSON(network);
    const { c, d } = this.network;
    if (features) checkSet('features', d, 'names', features, (it) => typeof it === 'string');
    /** @type {string[] | undefined} the names of the columns, if they have names: then rows may be objects */
    this.features = features;
    if (!isNetwork) readObject('model.params', json.params);
    if (scaling !== undefined) {
      const { mean, scale } = readObject('scaling', scaling);
      /** What the training scaled features by: (x − mean) / scale. */
      this.scaling = {
        scale: [...readNumbers('scaling.scale', scale, 1, d)],
        mean: [...readNumbers('scaling.mean', mean, 1, d)],
      };
      check(Math.min(...this.scaling.scale) > 0, 'scaling.scale', 'be > 0', scale);
    }
    if (isClassifier) {
      check(typeof loss === 'string', 'loss', 'be a name', loss);
      checkSet('classes', c === 1 ? 2 : c, 'labels', classes, isLabel);
      /** @type {string | undefined} of a classifier's training */
      this.loss = loss;
      /** @type {Label[] | undefined} a classifier's labels, in the order of the columns of `predictProba` */
      this.classes = classes;
    }
  }

  /**
   * Labels; of a regressor a number a row, or a row each where there are several targets.
   *
   * @param {RowsInput} X
   * @returns {Label[] | number[][]}
   */
  predict(X) {
    const rows = this.#rows(X);
    return this.classes ? toLabels(rows, this.classes) : toValues(rows);
  }

  /**
   * The outputs of the network: a number a row, or a row each where there are several.
   *
   * @param {RowsInput} X
   * @returns {number[] | number[][]}
   */
  decisionFunction(X) {
    return toValues(this.#rows(X));
  }

  /**
   * The probability of each class, a row each: for classifiers with the loss 'logistic' or 'softmax'.
   *
   * @param {RowsInput} X
   * @returns {number[][]}
   */
  predictProba(X) {
    return toProbabilities(this.#rows(X), this.loss);
  }

  /**
   * What `fromJson` reads.
   *
   * @returns {Record<string, unknown>}
   */
  toJSON() {
    return this.#json;
  }

  /** @param {RowsInput} X */
  #rows(X) {
    const { features } = this;
    const named = features && Array.isArray(X) && !isList(X[0]);
    const samples = named ? X.map((row) => features.map((name) => row?.[name])) : X;
    const input = /** @type {import('../types.js').MatrixInput} */ (samples);
    return toRows(this.network.predict(input).data, this.network.c);
  }
}

/**
 * @param {string} name
 * @param {number} size
 * @param {string} things
 * @param {unknown} list
 * @param {(it: unknown) => boolean} holds
 */
function checkSet(name, size, things, list, holds) {
  const right = Array.isArray(list) && list.every(holds) && list.length === size;
  check(right && new Set(list).size === size, name, `be ${size} different ${things}`, list);
}
