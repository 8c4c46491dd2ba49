// A regressor: the squared loss, one target or several.

import { toValues } from './answers.js';
import { toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { Estimator } from './estimator.js';
import { r2 } from './scores.js';

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
    return toValues(this.outputRows(X, 'predict'));
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
    const { data, shape } = this.outputs(X, 'score');
    const [n, c] = shape;
    const { data: truth, columns } = toTargets('y', y, n);
    if (columns !== c) {
      throw invalidArgument(`y must have ${c} columns, as in fit, but has ${columns}`);
    }
    return r2({ data: truth, shape }, { data, shape });
  }

  /**
   * @protected
   * @override
   */
  kind() {
    return { format: 'convexrelu-regressor' };
  }
}
