// What turns gradients into steps.

/**
 * @typedef {object} Optimizer
 * @property {boolean} fullBatch whether every step sees all samples
 * @property {(size: number, rate: number) => (weights: Float64Array, gradient: Float64Array) => void}
 *   create gives what moves the weights
 */

const inertia = 0.9;

/** Adam's (Kingma & Ba), as their paper proposes. */
const adam = { mean: 0.9, square: 0.999, epsilon: 1e-8 };

/** @type {Record<import('./name-types.js').OptimizerName, Optimizer>} */
export const optimizers = {
  adam: { fullBatch: false, create: createAdam },
  sgd: { fullBatch: false, create: createPlain },
  momentum: { fullBatch: false, create: createMomentum },
  gd: { fullBatch: true, create: createPlain },
};

/**
 * @param {unknown} name
 * @returns {name is import('./name-types.js').OptimizerName}
 */
export function isOptimizer(name) {
  return typeof name === 'string' && Object.hasOwn(optimizers, name);
}

/** @type {Optimizer['create']} */
function createPlain(_, rate) {
  return (weights, gradient) => {
    for (let k = 0; k < weights.length; k++) weights[k] -= rate * gradient[k];
  };
}

/** @type {Optimizer['create']} */
function createMomentum(size, rate) {
  const velocity = new Float64Array(size);
  return (weights, gradient) => {
    for (let k = 0; k < size; k++) {
      velocity[k] = inertia * velocity[k] + gradient[k];
      weights[k] -= rate * velocity[k];
    }
  };
}

/** @type {Optimizer['create']} */
function createAdam(size, rate) {
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let steps = 0;
  return (weights, gradient) => {
    steps++;
    const meanShare = 1 - adam.mean ** steps;
    const squareShare = 1 - adam.square ** steps;
    for (let k = 0; k < size; k++) {
      mean[k] = adam.mean * mean[k] + (1 - adam.mean) * gradient[k];
      square[k] = adam.square * square[k] + (1 - adam.square) * gradient[k] ** 2;
      const root = Math.sqrt(square[k] / squareShare) + adam.epsilon;
      weights[k] -= (rate * mean[k]) / meanShare / root;
    }
  };
}
