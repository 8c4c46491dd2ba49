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
    options: { beta: 1e-4, tolerance: 0, patterns: 'sampled' },
  };
}
