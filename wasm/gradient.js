// The gradient of a network's own objective f + (β/2) Σ (‖w‖² + b² + a²).

/** @typedef {import('./data.js').Matrix} Matrix */

/**
 * @typedef {object} Objective
 * @property {Matrix} X
 * @property {Matrix} Y
 * @property {import('./losses.js').Loss} loss
 * @property {number} beta
 * @property {boolean} bias whether bias weights are free; else they stay as they are
 * @property {number} m neurons
 * @property {import('./name-types.js').Formulation} formulation
 * @property {Float64Array} [gates] gated ReLU only: m×(d+1), the bias weight last
 */

/**
 * The gradient over the given samples: f is their mean. At a neuron's kink it is the flat side's.
 *
 * @param {Objective} objective
 * @param {Float64Array} weights W1 (m×d), b1 (m) and W2 (c×m), one after the other
 * @param {ArrayLike<number>} samples indices of rows
 * @param {Float64Array} gradient as the weights; overwritten
 */
export function computeGradient(objective, weights, samples, gradient) {
  const { X, Y, loss, beta, bias, m, formulation, gates } = objective;
  const always = formulation === 'linear';
  const d = X.columns;
  const c = Y.columns;
  const b1 = m * d;
  const W2 = b1 + m;
  for (let k = 0; k < weights.length; k++) gradient[k] = beta * weights[k];
  const hidden = new Float64Array(m);
  const isOn = new Uint8Array(m);
  const slopes = new Float64Array(m);
  const z = new Float64Array(c);
  const ofOutputs = new Float64Array(c);
  for (let s = 0; s < samples.length; s++) {
    const i = samples[s];
    const x = X.data.subarray(i * d, (i + 1) * d);
    for (let j = 0; j < m; j++) {
      const score = dot(weights, j * d, x) + weights[b1 + j];
      const deciding = gates ? dot(gates, j * (d + 1), x) + gates[j * (d + 1) + d] : score;
      isOn[j] = Number(gates ? deciding >= 0 : always || deciding > 0);
      hidden[j] = isOn[j] ? score : 0;
    }
    slopes.fill(0);
    for (let k = 0; k < c; k++) {
      z[k] = 0;
      for (let j = 0; j < m; j++) z[k] += weights[W2 + k * m + j] * hidden[j];
    }
    loss.differentiate(z, Y.data.subarray(i * c, (i + 1) * c), ofOutputs);
    for (let k = 0; k < c; k++) {
      const slope = ofOutputs[k] / samples.length;
      if (slope === 0) continue;
      for (let j = 0; j < m; j++) {
        if (!isOn[j]) continue;
        gradient[W2 + k * m + j] += slope * hidden[j];
        slopes[j] += slope * weights[W2 + k * m + j];
      }
    }
    for (let j = 0; j < m; j++) {
      if (slopes[j] === 0) continue;
      for (let k = 0; k < d; k++) gradient[j * d + k] += slopes[j] * x[k];
      gradient[b1 + j] += slopes[j];
    }
  }
  if (!bias) gradient.fill(0, b1, W2);
}

/**
 * @param {Float64Array} weights
 * @param {number} from
 * @param {Float64Array} x
 */
function dot(weights, from, x) {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += weights[from + k] * x[k];
  return sum;
}
