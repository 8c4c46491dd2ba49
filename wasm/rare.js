// What trainings rarely need, and the package therefore loads only then: scripts/rare.mjs finds the
// code behind it. Beside what stands here that is all of `simplify` and `decompose`.

/** Solvers that 'auto' never takes. */
const rareSolvers = [
  'augmented-lagrangian',
  'least-squares',
  'conjugate-gradients',
  'interior-point',
];

/** The search among all patterns is compiled for each rank, and commonly data have two features and a bias. */
const COMMON_RANK = 3;

/**
 * Whether a training needs more than the common part of the WebAssembly. Nothing that may change later than
 * the options decides: neither β nor the points.
 *
 * @param {Record<string, unknown>} options resolved
 * @param {number} columns features of X
 */
export function needsAll({ solver, patterns, bias }, columns) {
  const rank = columns + Number(bias);
  return rareSolvers.includes(String(solver)) || (patterns === 'exact' && rank > COMMON_RANK);
}
