// What |νᵀ(Xu)_+| is made of, in as few dimensions and kinks as there are:
// νᵀ(Xu)_+ = linear·u + Σ_k weight_k (h_k·u)_+ with unit directions h_k, no two of them parallel.

/**
 * @typedef {object} Kinks
 * @property {number} rank dimensions
 * @property {number} count
 * @property {Float64Array} linear
 * @property {Float64Array} directions count×rank, of length 1
 * @property {Float64Array} weights
 * @property {number} total the largest that rounding errors can be measured by: Σ|ν_i|‖x_i‖
 * @property {number} error by how much the function may differ, on the unit ball, from the one asked
 *   for. (t)_+ grows no faster than t, so moving a row by e moves the function by at most |ν|‖e‖.
 */

/** What rounding leaves of a row that depends on others, relatively, in the sum over the rows. */
const rankTolerance = 3e-14;

/** Rows this parallel become one kink. */
const parallelTolerance = 1e-12;

/**
 * @param {import('./data.js').Matrix} X
 * @param {boolean} bias whether X stands for itself with a column of ones
 * @param {ArrayLike<number>} nu
 * @param {{ maxRank: number, tolerance: number }} limits with more dimensions than `maxRank`, only
 *   `rank` (maxRank + 1) and `total` mean anything; `tolerance` is an error that may be made
 * @returns {Kinks}
 */
export function findKinks(X, bias, nu, { maxRank, tolerance }) {
  const columns = X.columns + Number(bias);
  const rows = [];
  for (let i = 0; i < X.rows; i++) {
    const row = new Float64Array(columns).fill(1);
    row.set(X.data.subarray(i * X.columns, (i + 1) * X.columns));
    const size = length(row) * Math.abs(nu[i]);
    // Written so that NaN stays in, and comes out as the bound that proves nothing.
    if (!(size === 0)) rows.push({ row: row.map((x) => x * nu[i]), sign: Math.sign(nu[i]), size });
  }
  rows.sort((a, b) => b.size - a.size);
  const total = rows.reduce((sum, { size }) => sum + size, 0);
  const basis = findBasis(rows, Math.max(tolerance, rankTolerance * total), maxRank + 1);
  const rank = basis.length;
  if (rank > maxRank || !(total < Infinity)) {
    const none = new Float64Array(0);
    return { rank, count: 0, linear: none, directions: none, weights: none, total, error: total };
  }
  return mergeParallel(rows, basis, total);
}

/** @typedef {{ row: Float64Array, sign: number, size: number }} Row a row ν x, the sign of ν, ‖ν x‖ */

/**
 * An orthonormal basis of what the rows span, by the Gram–Schmidt process with the largest remainder
 * next. Ends when the remainders together are no more than the tolerance.
 *
 * @param {Row[]} rows
 * @param {number} tolerance
 * @param {number} most
 */
function findBasis(rows, tolerance, most) {
  const remainders = rows.map(({ row }) => Float64Array.from(row));
  const sizes = rows.map(({ size }) => size);
  /** @type {Float64Array[]} */
  const basis = [];
  while (basis.length < most && sizes.reduce((sum, size) => sum + size, 0) > tolerance) {
    const largest = sizes.reduce((best, size, i) => (size > sizes[best] ? i : best), 0);
    const next = remainders[largest].slice();
    // Twice, since the first subtraction leaves rounding errors that may be large beside the rest.
    for (const scale of [length(next), 0]) {
      if (scale) for (let k = 0; k < next.length; k++) next[k] /= scale;
      for (const vector of basis) subtractPart(next, vector);
    }
    const size = length(next);
    basis.push(next.map((x) => x / size));
    for (let i = 0; i < rows.length; i++) {
      subtractPart(remainders[i], basis[basis.length - 1]);
      sizes[i] = length(remainders[i]);
    }
  }
  return basis;
}

/**
 * Rows of one line, h or −h, share a kink: P(h·u)_+ + N(−h·u)_+ = (P + N)(h·u)_+ − N h·u.
 *
 * @param {Row[]} rows longest first, so that a line is what its longest row says
 * @param {Float64Array[]} basis
 * @param {number} total
 * @returns {Kinks}
 */
function mergeParallel(rows, basis, total) {
  const rank = basis.length;
  const linear = new Float64Array(rank);
  /** @type {{ h: Float64Array, weight: number, sum: number }[]} */
  const lines = [];
  let error = 0;
  for (const { row, sign, size } of rows) {
    const z = Float64Array.from(basis, (vector) => sign * dot(row, vector));
    error += distance(row, z, sign, basis);
    const along = length(z);
    if (!(along > 0)) continue;
    let line = lines.find(({ h }) => across(z, h) <= parallelTolerance * along);
    if (!line) {
      line = { h: z.map((x) => x / along), weight: 0, sum: 0 };
      lines.push(line);
    }
    const part = dot(z, line.h);
    error += across(z, line.h);
    line.weight += sign * Math.abs(part);
    line.sum += size;
    if (part < 0) for (let k = 0; k < rank; k++) linear[k] += sign * part * line.h[k];
  }
  const kinks = lines.filter(({ weight, sum }) => {
    // What cancelled out bends by its rounding errors only.
    const bends = Math.abs(weight) > 1e-15 * sum;
    if (!bends) error += Math.abs(weight);
    return bends;
  });
  const directions = new Float64Array(kinks.length * rank);
  kinks.forEach(({ h }, k) => directions.set(h, k * rank));
  const weights = Float64Array.from(kinks, ({ weight }) => weight);
  return { rank, count: kinks.length, linear, directions, weights, total, error };
}

/**
 * How far a row is from what its coordinates say.
 *
 * @param {Float64Array} row
 * @param {Float64Array} z coordinates of the row times its sign
 * @param {number} sign
 * @param {Float64Array[]} basis
 */
function distance(row, z, sign, basis) {
  const rest = row.slice();
  basis.forEach((vector, k) => {
    for (let j = 0; j < rest.length; j++) rest[j] -= sign * z[k] * vector[j];
  });
  return length(rest);
}

/**
 * The length of z's part across the unit vector h.
 *
 * @param {Float64Array} z
 * @param {Float64Array} h
 */
function across(z, h) {
  const part = dot(z, h);
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += (z[k] - part * h[k]) ** 2;
  return Math.sqrt(sum);
}

/**
 * target −= its part along the unit vector
 *
 * @param {Float64Array} target
 * @param {Float64Array} vector
 */
function subtractPart(target, vector) {
  const part = dot(target, vector);
  for (let k = 0; k < target.length; k++) target[k] -= part * vector[k];
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function dot(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** ‖a‖, also where squares would overflow or vanish. @param {Float64Array} a */
function length(a) {
  let largest = 0;
  for (const x of a) largest = Math.max(largest, Math.abs(x));
  if (!(largest > 0 && largest < Infinity)) return largest;
  let sum = 0;
  for (const x of a) sum += (x / largest) ** 2;
  return largest * Math.sqrt(sum);
}
