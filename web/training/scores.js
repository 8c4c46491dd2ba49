/**
 * How well predictions fit: the share of the points on their side, or of the variance explained.
 *
 * @typedef {import('../data/points.js').Task} Task
 * @typedef {{ kind: 'accuracy' | 'explained', value: number }} Score
 */

/**
 * @param {Task} task
 * @param {ArrayLike<number>} y targets, a row a point
 * @param {ArrayLike<number>} z predictions
 * @param {number} points
 * @returns {Score}
 */
export const scoreOf = (task, y, z, points) => scores[task](y, z, points);

/** @type {Record<Task, (y: ArrayLike<number>, z: ArrayLike<number>, points: number) => Score>} */
const scores = {
  classes: (y, z, points) => ({ kind: 'accuracy', value: accuracy(y, z, points) }),
  many: (y, z, points) => ({ kind: 'accuracy', value: accuracy(y, z, points) }),
  line: (y, z) => ({ kind: 'explained', value: explained(y, z) }),
  surface: (y, z) => ({ kind: 'explained', value: explained(y, z) }),
};

/** @param {ArrayLike<number>} y @param {ArrayLike<number>} z @param {number} points */
function accuracy(y, z, points) {
  const c = y.length / points;
  let correct = 0;
  for (let i = 0; i < points; ++i) {
    if (c === 1) {
      correct += y[i] * z[i] > 0 ? 1 : 0;
      continue;
    }
    const row = Array.from({ length: c }, (_, k) => c * i + k);
    correct += row.every((at) => y[at] > 0 === leads(z, row, at)) ? 1 : 0;
  }
  return correct / points;
}

/** Whether an output is the largest of its row. @param {ArrayLike<number>} z @param {number[]} row @param {number} at */
const leads = (z, row, at) => row.every((other) => other === at || z[other] < z[at]);

/** R², of all targets. @param {ArrayLike<number>} y @param {ArrayLike<number>} z */
function explained(y, z) {
  const mean = Array.from(y).reduce((sum, value) => sum + value, 0) / y.length;
  let left = 0;
  let total = 0;
  for (let i = 0; i < y.length; ++i) {
    left += (y[i] - z[i]) ** 2;
    total += (y[i] - mean) ** 2;
  }
  return total > 0 ? 1 - left / total : NaN;
}
