// Samples as estimators take them: matrices, or objects whose features have names.

import { toMatrix } from './data.js';
import { invalidArgument, show } from './errors.js';

/** @import { MatrixInput } from './types.js' */

/**
 * Samples as estimators take them: a matrix, or objects whose features have names.
 * @typedef {MatrixInput | readonly Readonly<Record<string, unknown>>[]} RowsInput
 */

/**
 * @param {unknown} X
 * @param {readonly string[] | undefined} features
 * @returns {import('./data.js').Matrix}
 */
export function readRows(X, features) {
  if (!Array.isArray(X) || !isNamed(X[0])) {
    const matrix = toMatrix('X', X);
    if (features && matrix.columns !== features.length) {
      throw invalidArgument(
        `X must have ${features.length} columns, as many as features names, ` +
          `but has ${matrix.columns}`,
      );
    }
    return matrix;
  }
  if (!features) {
    throw invalidArgument(
      'features must name the columns where the rows of X are objects, as in ' +
        "{ features: ['age', 'height'] }",
    );
  }
  return { data: readObjects(X, features), rows: X.length, columns: features.length };
}

/**
 * @param {readonly unknown[]} X
 * @param {readonly string[]} features
 */
function readObjects(X, features) {
  const data = new Float64Array(X.length * features.length);
  X.forEach((row, i) => {
    if (!isNamed(row)) {
      throw invalidArgument(
        `X must hold objects only, as X[0] is one, but X[${i}] is ${show(row)}`,
      );
    }
    features.forEach((feature, k) => {
      const value = row[feature];
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw invalidArgument(
          `X must hold finite numbers only, but the feature ${show(feature)} of X[${i}] is ` +
            show(value),
        );
      }
      data[i * features.length + k] = value;
    });
  });
  return data;
}

/**
 * @param {unknown} row
 * @returns {row is Record<string, unknown>}
 */
function isNamed(row) {
  return typeof row === 'object' && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);
}

/**
 * @param {unknown} features
 * @returns {string[] | undefined} a copy
 */
export function readFeatures(features) {
  if (features === undefined || features === null) return undefined;
  const isList = Array.isArray(features) && features.length > 0;
  if (
    isList &&
    features.every((it) => typeof it === 'string') &&
    new Set(features).size === features.length
  ) {
    return [...features];
  }
  throw invalidArgument(
    `features must be an array of names, one at least and each once, but is ${show(features)}`,
  );
}
