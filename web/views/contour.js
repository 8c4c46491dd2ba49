/**
 * Where a grid of values changes sign, by marching squares: between two corners of unlike sign the
 * crossing is interpolated, which is exact wherever the function is linear.
 *
 * @typedef {{ values: Float32Array, columns: number, rows: number, step: number }} Grid
 *   row-major; the value of column i, row j belongs to pixel ((i + ½) step, (j + ½) step)
 */

/**
 * @param {Grid} grid
 * @param {number} stride looks at every stride-th value only
 * @param {{ moveTo(x: number, y: number): void, lineTo(x: number, y: number): void }} path
 */
export function traceZero({ values, columns, rows, step }, stride, path) {
  for (let j = 0; j + stride < rows; j += stride) {
    for (let i = 0; i + stride < columns; i += stride) {
      const at = j * columns + i;
      const a = values[at];
      const b = values[at + stride];
      const c = values[at + stride * columns + stride];
      const d = values[at + stride * columns];
      const signs = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (signs === 0 || signs === 15) continue;
      const left = (i + 0.5) * step;
      const top = (j + 0.5) * step;
      const cell = crossings([a, b, c, d], signs, left, top, stride * step);
      for (let k = 0; k < cell.length; k += 4) {
        path.moveTo(cell[k], cell[k + 1]);
        path.lineTo(cell[k + 2], cell[k + 3]);
      }
    }
  }
}

// For each combination of signs the pairs of sides to join; sides: 0 top, 1 right, 2 bottom, 3 left.
const SEGMENTS = [
  [],
  [3, 0],
  [0, 1],
  [3, 1],
  [1, 2],
  [3, 0, 1, 2],
  [0, 2],
  [3, 2],
  [2, 3],
  [2, 0],
  [0, 1, 2, 3],
  [2, 1],
  [1, 3],
  [1, 0],
  [0, 3],
  [],
];
// The saddles the other way round, for a centre of the other sign.
const SADDLE_5 = [0, 1, 2, 3];
const SADDLE_10 = [3, 0, 1, 2];

/**
 * @param {number[]} corners top left, top right, bottom right, bottom left
 * @param {number} signs a bit a corner
 * @param {number} left
 * @param {number} top
 * @param {number} side
 * @returns {number[]} x, y of both ends of one or two segments
 */
function crossings(corners, signs, left, top, side) {
  const [a, b, c, d] = corners;
  let sides = SEGMENTS[signs];
  if ((signs === 5 || signs === 10) && a + b + c + d > 0) {
    sides = signs === 5 ? SADDLE_5 : SADDLE_10;
  }
  return sides.flatMap((which) => {
    if (which === 0) return [left + side * (a / (a - b)), top];
    if (which === 1) return [left + side, top + side * (b / (b - c))];
    if (which === 2) return [left + side * (d / (d - c)), top + side];
    return [left, top + side * (a / (a - d))];
  });
}
