/** Data for tests, the same in Node and in browsers. */

/**
 * Numbers evenly spread over [-1, 1), the same for the same seed.
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed;
  return () => {
    // Mulberry32's mixing of a counter.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/**
 * @param {number} rows
 * @param {number} columns
 * @param {() => number} random
 */
export function randomMatrix(rows, columns, random) {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, random));
}

/** Ten points in the plane, +1 outside the unit circle and -1 inside: the notebook's problem. */
export function circleProblem() {
  const random = createRandom(7);
  const X = randomMatrix(10, 2, () => 1.5 * random());
  return { X, Y: X.map(([a, b]) => (Math.hypot(a, b) > 1 ? 1 : -1)) };
}

/**
 * A training that takes many seconds in short steps: fifty outputs of noise, to the last digit.
 */
export function longProblem() {
  const random = createRandom(1);
  return {
    X: randomMatrix(60, 2, random),
    Y: randomMatrix(60, 50, random),
    options: /** @type {const} */ ({ beta: 1e-4, tolerance: 0, patterns: 'sampled' }),
  };
}

/**
 * A ReLU network from Adam, as anyone would write it: random first weights, full batches, the
 * squared loss with weight decay as in the objective of `train`.
 *
 * @param {number[][]} X
 * @param {number[]} Y
 * @param {{ beta: number, m: number, steps: number, rate: number, seed: number }} settings
 */
export function trainByAdam(X, Y, { beta, m, steps, rate, seed }) {
  const n = X.length;
  const d = X[0].length;
  const random = createRandom(seed);
  const width = d + 2; // of a neuron: d weights, a bias weight, an output weight
  const weights = Float64Array.from({ length: m * width }, () => random());
  const mean = new Float64Array(weights.length);
  const square = new Float64Array(weights.length);
  for (let t = 1; t <= steps; t++) {
    const gradient = weights.map((weight) => beta * weight);
    for (let i = 0; i < n; i++) {
      const x = [...X[i], 1];
      const scores = Array.from({ length: m }, (_, j) =>
        x.reduce((sum, value, k) => sum + value * weights[j * width + k], 0),
      );
      const z = scores.reduce(
        (sum, score, j) => sum + Math.max(0, score) * weights[j * width + d + 1],
        0,
      );
      const slope = (2 / n) * (z - Y[i]);
      scores.forEach((score, j) => {
        if (score <= 0) return;
        const out = weights[j * width + d + 1];
        x.forEach((value, k) => (gradient[j * width + k] += slope * out * value));
        gradient[j * width + d + 1] += slope * score;
      });
    }
    gradient.forEach((g, k) => {
      mean[k] = 0.9 * mean[k] + 0.1 * g;
      square[k] = 0.999 * square[k] + 0.001 * g * g;
      const step = mean[k] / (1 - 0.9 ** t) / (Math.sqrt(square[k] / (1 - 0.999 ** t)) + 1e-8);
      weights[k] -= rate * step;
    });
  }
  const part = (/** @type {number} */ from, /** @type {number} */ to) =>
    Array.from({ length: m }, (_, j) => [...weights.subarray(j * width + from, j * width + to)]);
  return {
    formulation: /** @type {const} */ ('relu'),
    d,
    c: 1,
    m,
    W1: part(0, d).flat(),
    b1: part(d, d + 1).flat(),
    W2: part(d + 1, d + 2).flat(),
  };
}
