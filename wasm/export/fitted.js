// A fitted estimator that predicts and no more, without WebAssembly.

import { toLabels, toProbabilities, toValues } from '../answers.js';
import { isList, toRows } from '../numbers.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../rows.js').RowsInput} RowsInput */
/** @typedef {import('../labels.js').Label} Label */

/** Predicts exactly what the `ConvexClassifier` or `ConvexRegressor` did that it was saved from. */
export class FittedModel {
  #model;

  /** @param {Model} model */
  constructor(model) {
    this.#model = model;
    /** Takes features as they are, scaled or not. */
    this.network = model.network;
    /** A classifier's labels, in the order of the columns of `predictProba`. */
    this.classes = model.classes;
    /** The names of the columns, if they have names: then rows may be objects. */
    this.features = model.features;
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
    return toProbabilities(this.#rows(X), this.#model.loss);
  }

  /**
   * What `fromJson` reads.
   *
   * @returns {Record<string, unknown>}
   */
  toJSON() {
    return this.#model.json;
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
