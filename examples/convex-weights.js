/**
 * The convex program's own variables, and how they become the two layers of a network.
 *
 * Convex weights are an array of shape (2, classes, patterns, d): for every class k and pattern i
 * the block v at sign 0, which counts positively, and the block w at sign 1, which counts
 * negatively. The model is Σ_i D_i X (v_i − w_i); eq. (8) of Pilanci & Ergen (2020) is
 *
 *     min  (1/n) ‖Σ_i D_i X (v_i − w_i) − y‖² + β Σ_i (‖v_i‖ + ‖w_i‖),   (2D_i − I) X v_i ≥ 0, …
 *
 * @typedef {object} ConvexWeights
 * @property {[2, number, number, number]} shape
 * @property {Float64Array} data
 */

/** @typedef {readonly (readonly number[])[]} Rows */
/** @typedef {readonly boolean[]} Pattern which samples are active */

/**
 * @param {readonly number[]} a
 * @param {ArrayLike<number>} b
 */
export function dot(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

/** @param {ArrayLike<number>} vector */
export function norm(vector) {
  return Math.hypot(...Array.from(vector));
}

/**
 * The distinct patterns 1[X g ≥ 0] of some gates.
 *
 * @param {Rows} X
 * @param {Rows} gates
 * @returns {Pattern[]}
 */
export function distinctPatterns(X, gates) {
  const found = gates.map((gate) => X.map((row) => dot(row, gate) >= 0));
  return [...new Map(found.map((pattern) => [pattern.map(Number).join(''), pattern])).values()];
}

/**
 * @param {number} classes
 * @param {number} patterns
 * @param {number} d
 * @returns {ConvexWeights}
 */
export function zeroWeights(classes, patterns, d) {
  return { shape: [2, classes, patterns, d], data: new Float64Array(2 * classes * patterns * d) };
}

/**
 * The block of a sign, class and pattern: a view, not a copy.
 *
 * @param {ConvexWeights} weights
 * @param {number} sign 0 or 1
 * @param {number} k class
 * @param {number} i pattern
 */
export function block({ shape, data }, sign, k, i) {
  const [, classes, patterns, d] = shape;
  const start = ((sign * classes + k) * patterns + i) * d;
  return data.subarray(start, start + d);
}

/**
 * All blocks with their indices.
 *
 * @param {ConvexWeights} weights
 */
export function* blocks(weights) {
  const [signs, classes, patterns] = weights.shape;
  for (let sign = 0; sign < signs; sign++) {
    for (let k = 0; k < classes; k++) {
      for (let i = 0; i < patterns; i++) yield { sign, k, i, u: block(weights, sign, k, i) };
    }
  }
}

/**
 * How far u lies outside the cone of a pattern: the largest of −(2D − I) X u, or 0.
 *
 * @param {Rows} X
 * @param {Pattern} pattern
 * @param {ArrayLike<number>} u
 */
export function coneViolation(X, pattern, u) {
  return Math.max(0, ...X.map((row, r) => (pattern[r] ? -dot(row, u) : dot(row, u))));
}

/**
 * Convex weights from the network that was recovered from them: the neuron w, a of class k was the
 * block w·|a| of the sign of a, at the pattern in whose cone it lies. (A neuron on the border of
 * cones lies in several; on the samples they disagree about it is 0, so any of them will do.)
 *
 * @param {Rows} X
 * @param {readonly Pattern[]} patterns
 * @param {import('convexrelu').Network} network a ReLU network without bias weights
 * @returns {ConvexWeights}
 */
export function fromNetwork(X, patterns, network) {
  const weights = zeroWeights(network.c, patterns.length, network.d);
  for (const { weights: w, output } of network.neurons) {
    const k = output.findIndex((a) => a !== 0);
    const sign = output[k] > 0 ? 0 : 1;
    const candidates = patterns
      .map((pattern, i) => ({ i, violation: coneViolation(X, pattern, w) }))
      .filter(({ i }) => block(weights, sign, k, i).every((value) => value === 0))
      .sort((a, b) => a.violation - b.violation);
    block(weights, sign, k, candidates[0].i).set(w.map((value) => value * Math.abs(output[k])));
  }
  return weights;
}

/**
 * Σ_i D_i X (v_i − w_i): a row per sample, a column per class.
 *
 * @param {Rows} X
 * @param {readonly Pattern[]} patterns
 * @param {ConvexWeights} weights
 */
export function predictions(X, patterns, weights) {
  const classes = weights.shape[1];
  const Z = X.map(() => Array.from({ length: classes }, () => 0));
  for (const { sign, k, i, u } of blocks(weights)) {
    X.forEach((row, r) => {
      if (patterns[i][r]) Z[r][k] += (sign === 0 ? 1 : -1) * dot(row, u);
    });
  }
  return Z;
}

/**
 * The value of eq. (8) with the squared loss, and of its relaxation without the cones.
 *
 * @param {Rows} X
 * @param {Rows} Y
 * @param {readonly Pattern[]} patterns
 * @param {ConvexWeights} weights
 * @param {number} beta
 */
export function programValue(X, Y, patterns, weights, beta) {
  const Z = predictions(X, patterns, weights);
  const squares = Z.map((row, r) => row.reduce((sum, z, k) => sum + (z - Y[r][k]) ** 2, 0));
  const norms = [...blocks(weights)].map(({ u }) => norm(u));
  const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
  return sum(squares) / X.length + beta * sum(norms);
}

/**
 * The two layers of the network that the convex weights stand for. A block u of sign s and class k
 * becomes a neuron with
 *
 *     first layer   u / √‖u‖
 *     second layer  ±√‖u‖ in column k, + for sign 0 and − for sign 1
 *
 * so that its output is ±u·x where it is active, and ‖first‖² + ‖second‖² = 2‖u‖: the networks's
 * penalty (β/2)(…) is the program's β‖u‖. A zero block becomes a neuron of zeros.
 *
 * @param {ConvexWeights} weights
 * @param {{ removeZeros: boolean }} options
 * @returns {{ first: number[][], second: number[][] }} m×d and classes×m
 */
export function toLayers(weights, { removeZeros }) {
  const classes = weights.shape[1];
  const kept = [...blocks(weights)].filter(({ u }) => !removeZeros || norm(u) > 0);
  const first = kept.map(({ u }) => {
    const root = Math.sqrt(norm(u));
    return Array.from(u, (value) => (root > 0 ? value / root : 0));
  });
  const second = Array.from({ length: classes }, (_, row) =>
    kept.map(({ sign, k, u }) => {
      if (k !== row) return 0;
      return (sign === 0 ? 1 : -1) * Math.sqrt(norm(u));
    }),
  );
  return { first, second };
}

/**
 * What a two-layer ReLU network without bias answers: Σ_j second[k][j] · max(0, first[j]·x).
 *
 * @param {Rows} X
 * @param {{ first: number[][], second: number[][] }} layers
 */
export function networkPredictions(X, { first, second }) {
  return X.map((row) => {
    const hidden = first.map((w) => Math.max(0, dot(row, w)));
    return second.map((a) => dot(a, hidden));
  });
}
