// The outputs of a network, a sample and a neuron at a time.

import { check } from './errors.js';

/**
 * The error where a matrix does not fit the network.
 *
 * @param {string} name of the matrix
 * @param {number} columns
 * @param {string} size
 * @param {number} expected
 */
export function checkColumns(name, columns, size, expected) {
  check(columns === expected, `${name}.columns`, `be ${expected}, the network's ${size}`, columns);
}

/**
 * The outputs, n×c row-major.
 *
 * @param {import('./prediction.js').Network} network
 * @param {import('./data.js').Matrix} X
 * @returns {Float64Array}
 */
export function forward({ formulation, d, c, m, W1, b1, W2, gates }, { data: X, rows }) {
  const Z = new Float64Array(rows * c);
  for (let i = 0; i < rows; i++) {
    const dot = (/** @type {Float64Array} */ weights, /** @type {number} */ from) => {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += weights[from + k] * X[i * d + k];
      return sum;
    };
    for (let j = 0; j < m; j++) {
      const score = dot(W1, j * d) + b1[j];
      const place = j * (d + 1);
      const own = formulation === 'linear' ? 0 : score;
      const gate = gates ? dot(gates, place) + gates[place + d] : own;
      if (!(gate >= 0)) continue;
      for (let k = 0; k < c; k++) Z[i * c + k] += W2[k * m + j] * score;
    }
  }
  return Z;
}
