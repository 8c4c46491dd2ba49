// The β of a path.

/** How many β a path has, and how much smaller the last is than the first. */
const COUNT = 36;
const RATIO = 1e-4;

/**
 * From βmax down, rounded as the setting is, so that links lead to the same places.
 *
 * @param {number} betaMax
 */
export function betasFor(betaMax) {
  const first = Math.min(1, betaMax > 0 && betaMax < Infinity ? betaMax * 1.005 : 1);
  const last = Math.max(1e-6, first * RATIO);
  const betas = Array.from({ length: COUNT }, (_, k) =>
    Number((first * (last / first) ** (k / (COUNT - 1))).toPrecision(3)),
  );
  return [...new Set(betas)];
}

/** @param {number[]} betas @param {number} beta */
export function nearestIndex(betas, beta) {
  const distance = (/** @type {number} */ other) => Math.abs(Math.log(other / beta));
  return betas.reduce((best, other, k) => (distance(other) < distance(betas[best]) ? k : best), 0);
}
