// The regularizers in plain JavaScript: what a network's objective and the re-check of a certificate
// need. Independent of the core on purpose.

/**
 * A regularizer R of the blocks of one output: a norm, or half the square of one. Its dual norm is
 * summed up correlation by correlation XᵀD_iν, into a vector of their length.
 * @typedef {object} Regularizer
 * @property {(blocks: Float64Array[]) => number} value
 * @property {(total: Float64Array, correlation: Float64Array) => void} add to the dual norm
 * @property {(total: Float64Array) => number} dualNorm
 * @property {boolean} isHalfSquare whether R is ½‖U‖² instead of ‖U‖
 */

/** @type {Record<import('./name-types.js').RegularizerName, Regularizer>} */
const regularizers = {
  neuron: {
    value: (blocks) => blocks.reduce((sum, block) => sum + norm(block), 0),
    add: (total, correlation) => {
      total[0] = Math.max(total[0], norm(correlation));
    },
    dualNorm: (total) => total[0],
    isHalfSquare: false,
  },
  feature: {
    value: (blocks) => squaresByFeature(blocks).reduce((sum, x) => sum + Math.sqrt(x), 0),
    add: (total, correlation) => correlation.forEach((x, j) => (total[j] += x * x)),
    dualNorm: (total) => Math.sqrt(largest(total)),
    isHalfSquare: false,
  },
  l1: {
    value: (blocks) => blocks.reduce((sum, block) => sum + absoluteSum(block), 0),
    add: (total, correlation) => {
      total[0] = Math.max(total[0], largest(correlation.map(Math.abs)));
    },
    dualNorm: (total) => total[0],
    isHalfSquare: false,
  },
  l2: {
    value: (blocks) => blocks.reduce((sum, block) => sum + squares(block) / 2, 0),
    add: (total, correlation) => {
      total[0] += squares(correlation);
    },
    dualNorm: (total) => Math.sqrt(total[0]),
    isHalfSquare: true,
  },
};

/** The names there are. */
export const regularizerNames = /** @type {import('./name-types.js').RegularizerName[]} */ (
  Object.keys(regularizers)
);

/**
 * @param {unknown} name
 * @returns {Regularizer | undefined}
 */
export function findRegularizer(name) {
  return typeof name === 'string' && Object.hasOwn(regularizers, name)
    ? regularizers[/** @type {import('./name-types.js').RegularizerName} */ (name)]
    : undefined;
}

/**
 * Σ over outputs k of R of the blocks W2[k,j] · (W1[j], b1[j]) of a gated or linear network: what its
 * program pays for what it does. Gates with the same pattern on X share a block there, so theirs are
 * added; linear neurons all do.
 *
 * @param {Regularizer} regularizer
 * @param {Pick<import('./network.js').Network, 'd' | 'c' | 'm' | 'W1' | 'b1' | 'W2' | 'gates'>}
 *   network
 * @param {import('./data.js').Matrix} X
 */
export function blockPenalty({ value }, network, X) {
  const { d, c, m, W1, b1, W2 } = network;
  const keys = Array.from({ length: m }, (_, j) => patternKey(network, j, X));
  let sum = 0;
  for (let k = 0; k < c; k++) {
    /** @type {Map<string, Float64Array>} */
    const blocks = new Map();
    for (let j = 0; j < m; j++) {
      const weight = W2[k * m + j];
      const block = blocks.get(keys[j]) ?? new Float64Array(d + 1);
      for (let i = 0; i < d; i++) block[i] += weight * W1[j * d + i];
      block[d] += weight * b1[j];
      blocks.set(keys[j], block);
    }
    sum += value([...blocks.values()]);
  }
  return sum;
}

/**
 * The pattern of gate j on X as text, 16 samples a character; without gates there is one pattern.
 *
 * @param {{ d: number, gates?: Float64Array }} network
 * @param {number} j
 * @param {import('./data.js').Matrix} X
 */
function patternKey({ d, gates }, j, { data, rows }) {
  if (!gates) return '';
  const words = new Uint16Array(Math.ceil(rows / 16));
  for (let i = 0; i < rows; i++) {
    let score = 0;
    for (let k = 0; k < d; k++) score += data[i * d + k] * gates[j * (d + 1) + k];
    if (score + gates[j * (d + 1) + d] >= 0) words[i >> 4] |= 1 << (i & 15);
  }
  return Array.from(words, (word) => String.fromCharCode(word)).join('');
}

/** @param {Float64Array} vector */
function squares(vector) {
  return vector.reduce((sum, x) => sum + x * x, 0);
}

/** @param {Float64Array} vector */
function norm(vector) {
  return Math.sqrt(squares(vector));
}

/** @param {Float64Array} vector */
function absoluteSum(vector) {
  return vector.reduce((sum, x) => sum + Math.abs(x), 0);
}

/** @param {Float64Array} vector with entries ≥ 0 */
function largest(vector) {
  return vector.reduce((most, x) => Math.max(most, x), 0);
}

/** @param {Float64Array[]} blocks */
function squaresByFeature(blocks) {
  const sums = new Float64Array(blocks[0]?.length ?? 0);
  for (const block of blocks) block.forEach((x, j) => (sums[j] += x * x));
  return sums;
}
