// A regressor: the squared loss, one target or several.

import { toValues } from './answers.js';
import { toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { Estimator } from './estimator.js';

/** @typedef {import('./estimator.js').FitOptions} FitOptions */
/** @typedef {import('./rows.js').RowsInput} RowsInput */
/** @typedef {import('./types.js').TargetInput} TargetInput */

export class Regressor extends Estimator {
  /**
   * Trains. Where that fails or is aborted, what was fitted before stays.
   *
   * @param {RowsInput} X samples, a row each
   * @param {TargetInput} y a number or a row each
   * @param {FitOptions} [options]
   * @returns {Promise<this>}
   */
  async fit(X, y, options) {
    const { loss = 'squared' } = this.getParams();
    if (loss !== 'squared') {
      throw invalidArgument(`loss must be 'squared' for a regressor, but is ${show(loss)}`);
    }
    const readTargets = (/** @type {number} */ n) => {
      const { data, rows, columns } = toTargets('y', y, n);
      return { Y: { data, shape: /** @type {[number, number]} */ ([rows, columns]) } };
    };
    await this.fitTo(X, loss, readTargets, options);
    return this;
  }

  /**
   * @param {RowsInput} X
   * @returns {number[] | number[][]} a number a row, or a row each where there are several targets
   */
  predict(X) {
    return toValues(this.outputs(X, 'predict'));
  }

  /**
   * The coefficient of determination R², the mean over the targets. Of a constant target it is 1 if
   * all is predicted exactly, else 0.
   *
   * @param {RowsInput} X
   * @param {TargetInput} y
   * @returns {number}
   */
  score(X, y) {
    const { data: Z, shape } = this.outputs(X, 'score');
    const [n, c] = shape;
    const { data: truth, columns } = toTargets('y', y, n);
    if (columns !== c) {
      throw invalidArgument(`y must have ${c} columns, as in fit, but has ${columns}`);
    }
    let sum = 0;
    for (let k = 0; k < c; k++) {
      const column = (/** @type {Float64Array} */ values) => values.filter((_, i) => i % c === k);
      sum += determination(column(Z), column(truth)) / c;
    }
    return sum;
  }

  /**
   * @protected
   * @override
   */
  kind() {
    return { format: 'convexrelu-regressor' };
  }
}

/**
 * @param {Float64Array} guesses
 * @param {Float64Array} truth
 */
function determination(guesses, truth) {
  const mean = truth.reduce((sum, y) => sum + y, 0) / truth.length;
  const total = truth.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const rest = truth.reduce((sum, y, i) => sum + (y - guesses[i]) ** 2, 0);
  if (total > 0) return 1 - rest / total;
  return rest === 0 ? 1 : 0;
}
