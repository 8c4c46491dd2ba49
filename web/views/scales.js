/**
 * From steps and values of a solve to places on a chart, both logarithmically.
 *
 * @typedef {{ iterations: ArrayLike<number>, objective: ArrayLike<number>,
 *   lowerBound: ArrayLike<number> }} History
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 * @typedef {{ toX: (iteration: number) => number, toY: (value: number) => number,
 *   ticks: number[] }} Scales
 */

/** Values this many times smaller than the final objective are drawn at the bottom. */
const DEEPEST = 1e3;
/** Values this many times larger than the final objective are drawn at the top. */
const HIGHEST = 1e6;

/**
 * A solve that is optimal from the start has a single step: two equal ones make a line.
 *
 * @param {History} history
 * @returns {History}
 */
export function withTwoSteps(history) {
  const { iterations, objective, lowerBound } = history;
  if (iterations.length !== 1) return history;
  return {
    iterations: [0, 1],
    objective: [objective[0], objective[0]],
    lowerBound: [lowerBound[0], lowerBound[0]],
  };
}

/**
 * @param {History} history
 * @param {Box} box
 * @returns {Scales | null} null where there is nothing to draw yet
 */
export function createScales({ iterations, objective, lowerBound }, box) {
  const count = iterations.length;
  if (count === 0) return null;
  const final = objective[count - 1];
  if (!Number.isFinite(final) || final <= 0) return null;
  const floor = final / DEEPEST;
  let low = final;
  let high = final;
  for (let k = 0; k < count; ++k) {
    if (objective[k] <= final * HIGHEST) high = Math.max(high, objective[k]);
    if (lowerBound[k] > 0) low = Math.min(low, Math.max(floor, lowerBound[k]));
  }
  // A bound that is not positive yet has no logarithm: leave it a decade to rise from.
  if (!(lowerBound[0] > 0)) low = Math.min(low, final / 10);
  const margin = 0.06 * Math.max(1, Math.log10(high / low));
  const bottom = Math.log10(low) - margin;
  const top = Math.log10(high) + margin;
  const lastIteration = iterations[count - 1];
  const start = Math.log1p(iterations[0]);
  const span = Math.log1p(lastIteration) - start;
  return {
    toX: (iteration) =>
      box.left + (box.right - box.left) * ((Math.log1p(iteration) - start) / span),
    toY: (value) => {
      const level = value > 0 ? Math.log10(value) : -Infinity;
      const share = (Math.min(top, Math.max(bottom, level)) - bottom) / (top - bottom);
      return box.bottom + share * (box.top - box.bottom);
    },
    ticks: decades(bottom, top),
  };
}

/**
 * Powers of ten between two exponents, at most five.
 *
 * @param {number} bottom
 * @param {number} top
 */
function decades(bottom, top) {
  const first = Math.ceil(bottom);
  const count = Math.floor(top) - first + 1;
  const every = Math.max(1, Math.ceil(count / 5));
  const ticks = [];
  for (let k = 0; k < count; k += every) ticks.push(10 ** (first + k));
  return ticks;
}
