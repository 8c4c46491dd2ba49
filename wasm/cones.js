// Simplicial cones: those of all non-negative sums of as many edges as there are dimensions.

/** @typedef {import('./row-space.js').Kinks} Kinks */

/**
 * @typedef {object} Cone
 * @property {1 | -1} sign whether φ or −φ is bounded
 * @property {Float64Array} edges r×r, an edge a row
 * @property {Float64Array} gradient that of the kinks which do not bend inside
 * @property {Int32Array} kinks those which may bend inside
 * @property {Float64Array} theta one for each of them
 * @property {number} bound
 * @property {number} first the edges between which the cone is best divided
 * @property {number} second
 */

/**
 * Two cones that share the middle of a side, each in place of one of its ends.
 *
 * @param {Cone} cone
 * @returns {Cone[]}
 */
export function divide(cone) {
  const { edges, first, second, gradient } = cone;
  const rank = gradient.length;
  const middle = new Float64Array(rank);
  addPart(middle, 1, edges, first * rank);
  addPart(middle, 1, edges, second * rank);
  const size = Math.sqrt(dot(middle, 0, middle, 0, rank));
  return [first, second].map((end) => {
    const half = edges.slice();
    for (let j = 0; j < rank; j++) half[end * rank + j] = middle[j] / size;
    return {
      ...cone,
      edges: half,
      gradient: gradient.slice(),
      kinks: cone.kinks.slice(),
      theta: cone.theta.slice(),
    };
  });
}

/**
 * Cones that cover the space, for φ and −φ: the orthants of axes along which the kinks are about
 * evenly spread, whatever the units of the data.
 *
 * @param {Kinks} kinks
 * @returns {Cone[]}
 */
export function coverSpace({ rank, count, linear, directions, weights }) {
  const axes = spreadAxes(rank, directions, weights);
  /** @type {Cone[]} */
  const cones = [];
  for (const sign of /** @type {const} */ ([1, -1])) {
    for (let orthant = 0; orthant < 1 << rank; orthant++) {
      cones.push({
        sign,
        edges: axes.map((x, e) => ((orthant >> Math.floor(e / rank)) & 1 ? -x : x)),
        gradient: linear.map((x) => sign * x),
        kinks: Int32Array.from({ length: count }, (_, k) => k),
        theta: new Float64Array(count).fill(0.5),
        bound: 1,
        first: 0,
        second: 1,
      });
    }
  }
  return cones;
}

/**
 * Unit vectors a_j with a_iᵀ A a_j = 0 for i ≠ j, where A = Σ |weight| h hᵀ: the columns of L⁻ᵀ for
 * A = L Lᵀ, scaled.
 *
 * @param {number} rank
 * @param {Float64Array} directions
 * @param {Float64Array} weights
 * @returns {Float64Array} an axis a row
 */
function spreadAxes(rank, directions, weights) {
  const moments = new Float64Array(rank * rank);
  const row = new Float64Array(rank);
  for (let j = 0; j < rank; j++) {
    row.fill(0);
    weights.forEach((weight, k) => {
      addPart(row, Math.abs(weight) * directions[k * rank + j], directions, k * rank);
    });
    moments.set(row, j * rank);
  }
  const trace = row.reduce((sum, _, j) => sum + moments[j * rank + j], 0);
  const axes = new Float64Array(rank * rank);
  for (let j = 0; j < rank; j++) {
    // Gram–Schmidt in the metric A, whose least directions get a little of the largest.
    const axis = axes.subarray(j * rank, (j + 1) * rank);
    axis[j] = 1;
    for (let i = 0; i < j; i++) {
      const other = axes.subarray(i * rank, (i + 1) * rank);
      const image = other.map((x, k) => 1e-12 * trace * x + dot(moments, k * rank, other, 0, rank));
      addPart(axis, -dot(image, 0, axis, 0, rank) / dot(image, 0, other, 0, rank), other, 0);
    }
    const size = Math.sqrt(dot(axis, 0, axis, 0, rank));
    for (let k = 0; k < rank; k++) axis[k] /= size;
  }
  return axes;
}

/**
 * @param {Float64Array} a
 * @param {number} fromA where the vector starts
 * @param {Float64Array} b
 * @param {number} fromB
 * @param {number} size
 */
export function dot(a, fromA, b, fromB, size) {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += a[fromA + j] * b[fromB + j];
  return sum;
}

/**
 * target += factor · the vector in the list
 *
 * @param {Float64Array} target
 * @param {number} factor
 * @param {Float64Array} list
 * @param {number} from where the vector starts
 */
export function addPart(target, factor, list, from) {
  for (let j = 0; j < target.length; j++) target[j] += factor * list[from + j];
}
