// The outputs of a network, a sample and a neuron at a time.

import { checkOneOf } from './errors.js';

/**
 * The error where a matrix does not fit the network.
 *
 * @param {string} name of the matrix
 * @param {number} columns
 * @param {string} size
 * @param {number} expected
 */
export function checkColumns(name, columns, size, expected) {
  checkOneOf(`${name}.columns, as the network's ${size},`, [expected], columns);
}

/**
 * The outputs, n×c row-major.
 *
 * @param {import('./prediction.js').Network} network
 * @param {import('./data.js').Matrix} X
 * @returns {Float64Array}
 */
export function forward({ formulation, d, c, m, W1, b1, W2, gates }, { data: X, rows }) {
  const always = formulation === 'linear';
  const Z = new Float64Array(rows * c);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < m; j++) {
      const score = dot(W1, j * d, X, i * d, d) + b1[j];
      const on = gates
        ? dot(gates, j * (d + 1), X, i * d, d) + gates[j * (d + 1) + d] >= 0
        : always || score > 0;
      if (!on) continue;
      for (let k = 0; k < c; k++) Z[i * c + k] += W2[k * m + j] * score;
    }
  }
  return Z;
}

/**
 * @param {Float64Array} a
 * @param {number} i
 * @param {Float64Array} b
 * @param {number} j
 * @param {number} length
 */
function dot(a, i, b, j, length) {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i + k] * b[j + k];
  return sum;
}
