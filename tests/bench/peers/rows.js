/** From the courses of everybody to the rows of the table. */

/** Relative distances of the objective from the certified optimum. */
export const gaps = [1e-2, 1e-3, 1e-4, 1e-6];

/**
 * @typedef {object} Course
 * @property {number[]} seconds
 * @property {number[]} objectives
 * @property {number[]} [violations] of the cones, relative
 */

/**
 * The first time from which on the objective stays within `gap` of the optimum, above or, outside
 * the cones, below it.
 * @param {Course} course
 * @param {number} optimum
 * @param {number} gap
 */
export function secondsTo({ seconds, objectives }, optimum, gap) {
  const last = objectives.findLastIndex(
    (value) => !(Math.abs(value - optimum) <= gap * Math.abs(optimum)),
  );
  return last + 1 < seconds.length ? seconds[last + 1] : NaN;
}

/**
 * `to …`: seconds to each of the gaps.
 * @typedef {Record<string, string | number>} Row
 */

/**
 * @param {string} solver
 * @param {Course} course
 * @param {number} optimum
 * @param {{ violation: number, megabytes?: number }} rest
 * @returns {Row}
 */
export function rowOfCourse(solver, course, optimum, { violation, megabytes }) {
  const times = gaps.map((gap) => [`to ${gap.toExponential(0)}`, secondsTo(course, optimum, gap)]);
  return {
    solver,
    .../** @type {Record<string, number>} */ (Object.fromEntries(times)),
    violation: violation.toExponential(1),
    MB: megabytes === undefined ? NaN : Math.round(megabytes),
  };
}

/**
 * How many times longer than ours somebody takes, `> ` where they were stopped before.
 * @param {number} theirs seconds, NaN where never reached
 * @param {number} limit what they were given
 * @param {number} ours
 */
export function ratioOf(theirs, limit, ours) {
  const ratio = (Number.isNaN(theirs) ? limit : theirs) / ours;
  const digits = ratio < 10 ? ratio.toPrecision(2) : ratio.toFixed(0);
  return (Number.isNaN(theirs) ? '> ' : '') + digits;
}
