/**
 * In what one job differs from another: a training that is open can be told of some moved points and
 * of another β, and goes on.
 *
 * @typedef {import('./trainer.js').Job} Job
 * @typedef {import('./trainer.js').Data} Data
 * @typedef {import('./trainer.js').Options} Options
 */

/** More points than this are not handed over one by one. */
const FEW = 64;

/**
 * The points in which a job differs from the one before; null where more than a few points and β do.
 *
 * @param {Job} before
 * @param {Job} after
 * @returns {number[] | null}
 */
export function changedRows(before, after) {
  if (after.cold || !alike(before.options, after.options)) return null;
  const { n, d, c } = sizesOf(after.data);
  const old = sizesOf(before.data);
  if (n !== old.n || d !== old.d || c !== old.c) return null;
  const rows = [];
  for (let i = 0; i < n; ++i) {
    const same =
      equal(before.data.X.data, after.data.X.data, d * i, d) &&
      equal(before.data.y, after.data.y, c * i, c);
    if (!same) rows.push(i);
    if (rows.length > FEW) return null;
  }
  return rows;
}

/** Points, features and outputs. @param {Data} data */
export function sizesOf({ X, y }) {
  const [n, d] = X.shape;
  return { n, d, c: y.length / n };
}

/**
 * Whether two arrays have the same numbers from a place on.
 *
 * @param {Float64Array} first
 * @param {Float64Array} second
 * @param {number} from
 * @param {number} count
 */
function equal(first, second, from, count) {
  for (let k = from; k < from + count; ++k) if (first[k] !== second[k]) return false;
  return true;
}

/**
 * Whether two jobs' options differ in β at most.
 *
 * @param {Options} first
 * @param {Options} second
 */
function alike(first, second) {
  const rest = (/** @type {Options} */ options) => JSON.stringify({ ...options, beta: 0 });
  return rest(first) === rest(second);
}
