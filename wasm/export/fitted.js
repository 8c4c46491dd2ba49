// A fitted estimator that predicts and no more, without WebAssembly.

import { toLabels, toProbabilities, toValues } from '../answers.js';
import { invalidArgument, show } from '../errors.js';
import { readRows } from '../rows.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../rows.js').RowsInput} RowsInput */
/** @typedef {import('../labels.js').Label} Label */

/** Predicts exactly what the `ConvexClassifier` or `ConvexRegressor` did that it was saved from. */
export class FittedModel {
  #model;

  /** @param {Model} model */
  constructor(model) {
    this.#model = model;
    /** 'classifier' or 'regressor'. */
    this.kind = model.kind;
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
    const outputs = this.#outputs(X);
    return this.classes ? toLabels(outputs, this.classes) : toValues(outputs);
  }

  /**
   * The outputs of the network: a number a row, or a row each where there are several.
   *
   * @param {RowsInput} X
   * @returns {number[] | number[][]}
   */
  decisionFunction(X) {
    return toValues(this.#outputs(X));
  }

  /**
   * The probability of each class, a row each: for classifiers with the loss 'logistic' or 'softmax'.
   *
   * @param {RowsInput} X
   * @returns {number[][]}
   */
  predictProba(X) {
    const { kind, loss } = this.#model;
    if (loss !== undefined) return toProbabilities(this.#outputs(X), loss);
    throw invalidArgument(`predictProba needs a classifier, but the model is ${show(kind)}`);
  }

  /** What `fromJson` reads. */
  toJSON() {
    return this.#model.json;
  }

  /** @param {RowsInput} X */
  #outputs(X) {
    const { data, rows, columns } = readRows(X, this.features);
    return this.network.predict({ data, shape: [rows, columns] });
  }
}
