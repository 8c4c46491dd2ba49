/**
 * Points: editing them, writing them into a link, handing them to the trainer. Functions return new
 * arrays and leave the given ones as they are.
 *
 * What a point means depends on the task:
 *   classes  two classes, the label is ±1
 *   many     three classes or more, the label is the number of its class from 0
 *   line     a function of x, whose value is y; the label is 1
 *   surface  a function of (x, y), whose value is the label
 *
 * @typedef {'classes' | 'many' | 'line' | 'surface'} Task
 * @typedef {number} Label
 * @typedef {{ x: number, y: number, label: Label }} Point
 */

/** More points than this are not drawn by hand, nor read from a file. */
export const MAX_POINTS = 5000;

/** Names of the tasks, for links. */
export const tasks = /** @type {Task[]} */ (['classes', 'many', 'line', 'surface']);

/**
 * @param {Point[]} points
 * @param {number} index
 */
export function without(points, index) {
  return points.filter((_, i) => i !== index);
}

/**
 * @param {Point[]} points
 * @param {number} index
 * @param {{ x: number, y: number }} place
 */
export function moved(points, index, place) {
  return points.map((point, i) => (i === index ? { ...point, ...place } : point));
}

/**
 * Index of the point nearest to (x, y), or -1 where none is within reach.
 *
 * @param {Point[]} points
 * @param {number} x
 * @param {number} y
 * @param {number} [reach]
 */
export function nearest(points, x, y, reach = Infinity) {
  let best = -1;
  let bestDistance = reach;
  points.forEach((point, index) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance <= bestDistance) {
      best = index;
      bestDistance = distance;
    }
  });
  return best;
}

/**
 * What is given to the trainer. With many classes a column of targets ±1 a class: one network
 * against all others each.
 *
 * @param {Point[]} points
 * @param {Task} [task]
 * @param {number} [classes] of the task 'many'
 * @returns {{ X: { data: Float64Array, shape: [number, number] }, y: Float64Array,
 *   Y: Float64Array | { data: Float64Array, shape: [number, number] } }}
 *   y: all targets, a row a point; Y: the same, with its shape where there are several columns
 */
export function toMatrices(points, task = 'classes', classes = 2) {
  const n = points.length;
  if (task === 'line') {
    const y = Float64Array.from(points, (point) => point.y);
    return { X: { data: Float64Array.from(points, ({ x }) => x), shape: [n, 1] }, y, Y: y };
  }
  const several = task === 'many';
  const columns = several ? classes : 1;
  const data = new Float64Array(2 * n);
  const y = new Float64Array(columns * n).fill(-1);
  // Loops: while one of thousands of points is dragged, this runs at every move.
  points.forEach((point, i) => {
    data[2 * i] = point.x;
    data[2 * i + 1] = point.y;
    if (several) y[columns * i + point.label] = 1;
    else y[i] = point.label;
  });
  return { X: { data, shape: [n, 2] }, y, Y: several ? { data: y, shape: [n, classes] } : y };
}
