// A classifier for labels of any kind: one-vs-all in one network, or with the softmax loss all at once.

import { toLabels, toProbabilities, toValues } from './answers.js';
import { Estimator } from './estimator.js';
import { encodeLabels, encodeShares, findClasses, readLabels } from './labels.js';
import { findLoss } from './losses.js';
import { accuracy } from './scores.js';

/** @typedef {import('./labels.js').Label} Label */
/** @typedef {import('./estimator.js').EstimatorParams} EstimatorParams */
/** @typedef {import('./estimator.js').FitOptions} FitOptions */
/** @typedef {import('./rows.js').RowsInput} RowsInput */

/** The loss is 'logistic' by default; 'softmax' trains all classes together. */
export class Classifier extends Estimator {
  /**
   * Trains. Where that fails or is aborted, what was fitted before stays.
   *
   * @param {RowsInput} X samples, a row each
   * @param {ArrayLike<Label>} y a label each
   * @param {FitOptions} [options]
   * @returns {Promise<this>}
   */
  async fit(X, y, options) {
    const readTargets = (/** @type {number} */ n, /** @type {string} */ loss) => {
      const labels = readLabels(y, n);
      const classes = findClasses(labels);
      const encode = findLoss(loss)?.targets === 'classes' ? encodeShares : encodeLabels;
      return { Y: encode(labels, classes), classes };
    };
    await this.fitTo(X, 'logistic', readTargets, options);
    return this;
  }

  /** The labels, in the order of the columns of `decisionFunction` and `predictProba`. */
  get classes() {
    return [.../** @type {readonly Label[]} */ (this.fitted('classes').classes)];
  }

  /**
   * @param {RowsInput} X
   * @returns {Label[]}
   */
  predict(X) {
    return toLabels(this.outputRows(X, 'predict'), this.classes);
  }

  /**
   * The network's outputs: for two classes one a row, positive for the second; else, and with the loss
   * 'softmax', a row with one for each class.
   *
   * @param {RowsInput} X
   * @returns {number[] | number[][]}
   */
  decisionFunction(X) {
    return toValues(this.outputRows(X, 'decisionFunction'));
  }

  /**
   * The probability of each class, a row each; for the logistic loss with several classes those of
   * one against all others, scaled to the sum 1. For the losses 'logistic' and 'softmax' only.
   *
   * @param {RowsInput} X
   * @returns {number[][]}
   */
  predictProba(X) {
    const { loss } = this.fitted('predictProba');
    return toProbabilities(this.outputRows(X, 'predictProba'), loss);
  }

  /**
   * The accuracy.
   *
   * @param {RowsInput} X
   * @param {ArrayLike<Label>} y
   * @returns {number}
   */
  score(X, y) {
    const guesses = this.predict(X);
    return accuracy(readLabels(y, guesses.length), guesses);
  }

  /**
   * @protected
   * @override
   */
  kind() {
    return { format: 'convexrelu-classifier' };
  }
}
