/**
 * Where a grid of values changes sign, by marching squares: between two corners of unlike sign the
 * crossing is interpolated, which is exact wherever the function is linear.
 *
 * @typedef {{ values: Float32Array, columns: number, rows: number, step: number }} Grid
 *   row-major; the value of column i, row j belongs to pixel ((i + ½) step, (j + ½) step)
 * @typedef {[number, number]} Vertex in pixels
 */

/** How far in pixels a line may pass beside a crossing that is left out. */
const TOLERANCE = 0.2;

// For each combination of signs (a bit a corner: top left 1, top right 2, bottom right 4, bottom
// left 8) the pairs of sides to join; sides: 0 top, 1 right, 2 bottom, 3 left.
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

/**
 * The lines along which the values are zero; a closed line ends where it starts.
 *
 * @param {Grid} grid
 * @param {number} stride looks at every stride-th value only
 * @returns {Vertex[][]}
 */
export function zeroLines(grid, stride) {
  const { values, columns, rows } = grid;
  /** @type {Map<number, number[]>} */
  const links = new Map();
  for (let j = 0; j + stride < rows; j += stride) {
    for (let i = 0; i + stride < columns; i += stride) {
      const at = j * columns + i;
      const a = values[at];
      const b = values[at + stride];
      const c = values[at + stride * columns + stride];
      const d = values[at + stride * columns];
      const signs = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (signs === 0 || signs === 15) continue;
      const edges = [2 * at, 2 * (at + stride) + 1, 2 * (at + stride * columns), 2 * at + 1];
      const saddle = signs === 5 || signs === 10;
      // Of a saddle's two ways the one by the sign in the middle.
      const sides = SEGMENTS[saddle && a + b + c + d > 0 ? 15 - signs : signs];
      for (let k = 0; k < sides.length; k += 2) link(links, edges[sides[k]], edges[sides[k + 1]]);
    }
  }
  return chains(links).map((edges) => {
    const line = edges.map((edge) => crossing(grid, stride, edge));
    return simplified(line, 0, line.length - 1).concat([line[line.length - 1]]);
  });
}

/**
 * @param {Map<number, number[]>} links
 * @param {number} a
 * @param {number} b
 */
function link(links, a, b) {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ]) {
    const known = links.get(from);
    if (known) known.push(to);
    else links.set(from, [to]);
  }
}

/**
 * Edges have one or two neighbours: follows each chain from an end, then what is left in circles.
 *
 * @param {Map<number, number[]>} links emptied
 * @returns {number[][]}
 */
function chains(links) {
  const found = [];
  const starts = [...links.keys()];
  for (const wanted of [1, 2]) {
    for (const start of starts) {
      if (links.get(start)?.length !== wanted) continue;
      const chain = [];
      /** @type {number | undefined} */
      let edge = start;
      while (edge !== undefined) {
        chain.push(edge);
        /** @type {number[]} */
        const next = links.get(edge) ?? [];
        links.delete(edge);
        edge = next.find((other) => links.has(other));
      }
      if (wanted === 2) chain.push(start);
      found.push(chain);
    }
  }
  return found;
}

/**
 * Where the values cross zero on an edge: number 2k to the right of value k, 2k + 1 below it.
 *
 * @param {Grid} grid
 * @param {number} stride
 * @param {number} edge
 * @returns {Vertex}
 */
function crossing({ values, columns, step }, stride, edge) {
  const at = edge >> 1;
  const below = edge % 2 === 1;
  const start = values[at];
  const end = values[at + (below ? stride * columns : stride)];
  const along = (stride * start) / (start - end);
  const x = (at % columns) + 0.5;
  const y = Math.floor(at / columns) + 0.5;
  return below ? [x * step, (y + along) * step] : [(x + along) * step, y * step];
}

/**
 * Leaves out what lies on the way (Douglas and Peucker's method); without the last vertex.
 *
 * @param {Vertex[]} line
 * @param {number} first
 * @param {number} last
 * @returns {Vertex[]}
 */
function simplified(line, first, last) {
  let farthest = first;
  let most = TOLERANCE;
  for (let k = first + 1; k < last; ++k) {
    const distance = distanceToSegment(line[k], line[first], line[last]);
    if (distance > most) {
      farthest = k;
      most = distance;
    }
  }
  if (farthest === first) return [line[first]];
  return [...simplified(line, first, farthest), ...simplified(line, farthest, last)];
}

/**
 * @param {Vertex} point
 * @param {Vertex} start
 * @param {Vertex} end
 */
function distanceToSegment([x, y], [x1, y1], [x2, y2]) {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const share = length > 0 ? ((x - x1) * dx + (y - y1) * dy) / length : 0;
  const clamped = Math.max(0, Math.min(1, share));
  return Math.hypot(x - x1 - clamped * dx, y - y1 - clamped * dy);
}
