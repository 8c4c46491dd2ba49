// M(ν), the largest |νᵀ(Xu)_+| over all neurons u of length 1, for the re-check of global
// certificates. Nothing here is shared with the core, which finds the same number by other means.

import { peakInCones } from './peaks-cones.js';
import { peakOnSphere } from './peaks-sphere.js';
import { findKinks } from './row-space.js';

/** Beyond this many dimensions no bound worth having comes out. */
const maxRank = 6;

/** Beyond this many kinks, walking all great circles takes longer than branch and bound. */
const maxCircles = 2000;

/** A margin for rounding: relative to the bound, and to the terms it is the sum of. */
const relativeMargin = 1e-12;
const termMargin = 1e-14;

/**
 * @typedef {object} PeakBound
 * @property {number} bound M(ν) is at most this
 * @property {number} rounding how much of it is a margin for rounding
 * @property {'found' | 'time' | 'rank'} ended whether the bound is max(floor, M(ν)) up to 1e-9; if
 *   not, what was missing
 */

/**
 * @param {import('./data.js').Matrix} X
 * @param {boolean} bias whether X stands for itself with a column of ones
 * @param {Float64Array} nu
 * @param {{ floor?: number, deadline?: number }} [limits] no bound below `floor` is asked for; the
 *   deadline in milliseconds, as `performance.now` counts
 * @returns {PeakBound}
 */
export function boundPeak(X, bias, nu, { floor = 0, deadline = Infinity } = {}) {
  const kinks = findKinks(X, bias, nu, { maxRank, tolerance: 1e-11 * floor });
  const { rank, total, error } = kinks;
  if (!(total < Infinity)) return { bound: Infinity, rounding: 0, ended: 'found' };
  if (total <= floor) return { bound: floor, rounding: 0, ended: 'found' };
  // Whatever the patterns: a row contributes no more than its length.
  if (rank > maxRank) return { bound: total, rounding: 0, ended: 'rank' };
  const scaled = scale(kinks, 1 / total);
  const limits = { floor: floor / total, expired: () => performance.now() > deadline };
  const cones = rank > 3 || (rank === 3 && kinks.count > maxCircles);
  const sphere = cones ? undefined : peakOnSphere(scaled, limits);
  const { bound, done } = cones
    ? peakInCones(scaled, limits)
    : { bound: sphere ?? 1, done: sphere !== undefined };
  const rounding = relativeMargin * total * bound + termMargin * total + error;
  return {
    bound: Math.min(total, total * bound + rounding),
    rounding,
    ended: done ? 'found' : 'time',
  };
}

/**
 * The largest M(ν) over the outputs.
 *
 * @param {import('./data.js').Matrix} X
 * @param {number} c
 * @param {{ dual: Float64Array, beta: number, bias: boolean }} claim
 * @param {number} timeLimit seconds
 * @returns {{ largest: number, rounding: number, missing?: string }} a bound of it, of no interest
 *   below β; how much of it may be rounding; a sentence if it is not the least
 */
export function largestPeak(X, c, { dual, beta, bias }, timeLimit) {
  const start = performance.now();
  let largest = beta;
  let reached = beta; // without the margins, which must not add up over the outputs
  let rounding = 0;
  let missing;
  for (let k = 0; k < c; k++) {
    const nu = Float64Array.from({ length: X.rows }, (_, r) => dual[r * c + k]);
    const now = performance.now();
    const deadline = now + (start + 1000 * timeLimit - now) / (c - k);
    const peak = boundPeak(X, bias, nu, { floor: reached, deadline });
    const { bound, ended } = peak;
    largest = Math.max(largest, bound);
    reached = Math.max(reached, bound - peak.rounding);
    rounding = Math.max(rounding, peak.rounding);
    if (ended === 'rank') {
      missing = `X spans more than ${maxRank} dimensions, too many to look at all neurons.`;
    } else if (ended === 'time') {
      missing =
        `The time limit of ${timeLimit} s ended the search for the largest correlation of a neuron ` +
        `with the dual variable: it is at most ${bound}, and must not be above beta, ${beta}.`;
    }
  }
  return { largest, rounding, missing };
}

/**
 * @param {import('./row-space.js').Kinks} kinks
 * @param {number} factor
 */
function scale(kinks, factor) {
  return {
    ...kinks,
    linear: kinks.linear.map((x) => factor * x),
    weights: kinks.weights.map((x) => factor * x),
  };
}
