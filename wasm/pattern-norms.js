// M(ν) over the patterns that a certificate holds. It is the regularizer's dual norm of the vectors
// XᵀD_iν over the patterns i, ‖XᵀD_iν‖ at the largest for 'neuron'; linear networks have the one
// pattern D = I, whatever the gates of the certificate. For ReLU, where a cone of X D_i
// belongs to each pattern, the largest of ‖s·XᵀD_iν + Σ_r λ_r (2D_i − I)_rr x_r‖, s = ±1, with any
// λ ≥ 0.

import { pairKey } from './certificate.js';
import { hasCones } from './formulations.js';

/** @typedef {import('./certificate.js').ReadCertificate} ReadCertificate */
/** @typedef {import('./data.js').Matrix} Matrix */

/** What a sum may lose to rounding, as a share of the sizes of its terms, per term; there and here. */
const perTerm = 4 * Number.EPSILON;

/**
 * M(ν) over the program's patterns, as the multipliers prove it, and how much of it may be rounding.
 *
 * @param {Matrix} X
 * @param {number} c
 * @param {ReadCertificate} claim
 * @param {Matrix} gated what the gates see, which may have tiny numbers where X has zeros
 * @returns {{ largest: number, rounding: number }}
 */
export function largestNorm(X, c, claim, gated) {
  const largest = computeNorm(X, c, claim, gated);
  const rows = claim.bias ? withOnes(X) : X;
  const sizes = Array.from({ length: X.rows }, (_, r) =>
    norm(rows.data.subarray(r * rows.columns, (r + 1) * rows.columns)),
  );
  // The difference (y − p)/n of probabilities has the rounding of y, even where it is tiny itself.
  const least = claim.loss.targets === 'classes' ? 1 / X.rows : 0;
  let total = 0;
  for (let k = 0; k < claim.dual.length; k++) {
    total += (Math.abs(claim.dual[k]) + least) * sizes[Math.floor(k / c)];
  }
  // Norms over several patterns are no longer than those of all their vectors together.
  const many = hasCones(claim.formulation) ? 1 : Math.sqrt(Math.max(1, claim.patterns));
  const { row, value } = claim.cones;
  for (let e = 0; e < row.length; e++) total += value[e] * sizes[row[e]];
  // What has overflowed proves nothing, and is no excuse either.
  const rounding = total < Infinity ? perTerm * (X.rows + rows.columns) * many * total : 0;
  return { largest, rounding };
}

/**
 * @param {Matrix} X
 * @param {number} c
 * @param {ReadCertificate} claim
 * @param {Matrix} gated
 * @returns {number}
 */
function computeNorm(X, c, claim, gated) {
  const { formulation, regularizer, bias, dual, cones } = claim;
  const always = formulation === 'linear';
  const patterns = always ? 1 : claim.patterns;
  const rows = bias ? withOnes(X) : X;
  const correlation = new Float64Array(rows.columns);
  const totals = Array.from({ length: c }, () => new Float64Array(rows.columns));
  let largest = 0;
  for (let i = 0; i < patterns; i++) {
    const active = always ? Array(X.rows).fill(true) : patternOf(gated, claim, i);
    for (let k = 0; k < c; k++) {
      correlation.fill(0);
      for (let r = 0; r < X.rows; r++) {
        if (active[r]) addRow(correlation, dual[r * c + k], rows, r);
      }
      if (!hasCones(formulation)) {
        regularizer.add(totals[k], correlation);
        continue;
      }
      for (const sign of [1, -1]) {
        const direction = correlation.map((value) => sign * value);
        const { from, to } = cones.entries.get(pairKey(k, i, sign)) ?? { from: 0, to: 0 };
        for (let e = from; e < to; e++) {
          const r = cones.row[e];
          addRow(direction, active[r] ? cones.value[e] : -cones.value[e], rows, r);
        }
        largest = Math.max(largest, norm(direction));
      }
    }
  }
  if (hasCones(formulation)) return largest;
  // Each output has a program of its own: constraints of one each, or prices that add up.
  const norms = totals.map((total) => regularizer.dualNorm(total));
  return regularizer.isHalfSquare ? Math.hypot(...norms) : Math.max(...norms);
}

/**
 * The bits 1[X g ≥ 0] of gate i. Summed plainly from left to right, the bias term last, as the core
 * does, so that the bits are the same.
 *
 * @param {Matrix} X
 * @param {ReadCertificate} claim
 * @param {number} i
 */
function patternOf(X, { gates, gateColumns }, i) {
  const d = X.columns;
  const gate = gates.subarray(i * gateColumns, (i + 1) * gateColumns);
  return Array.from({ length: X.rows }, (_, r) => {
    let score = 0;
    for (let k = 0; k < d; k++) score += X.data[r * d + k] * gate[k];
    if (gateColumns > d) score += gate[d];
    return score >= 0;
  });
}

/**
 * X with its bias column.
 *
 * @param {Matrix} X
 * @returns {Matrix}
 */
function withOnes({ data, rows, columns }) {
  const extended = new Float64Array(rows * (columns + 1)).fill(1);
  for (let r = 0; r < rows; r++) {
    extended.set(data.subarray(r * columns, (r + 1) * columns), r * (columns + 1));
  }
  return { data: extended, rows, columns: columns + 1 };
}

/**
 * target += factor · row r
 *
 * @param {Float64Array} target
 * @param {number} factor
 * @param {Matrix} rows
 * @param {number} r
 */
function addRow(target, factor, { data, columns }, r) {
  for (let k = 0; k < columns; k++) target[k] += factor * data[r * columns + k];
}

/** @param {Float64Array} vector */
function norm(vector) {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
