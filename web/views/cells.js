/**
 * The arrangement that the neurons' lines cut the plane into: in each of its cells the same neurons
 * are active, and the network is linear there.
 *
 * @typedef {import('./neurons.js').NetworkData} NetworkData
 * @typedef {{ x: number, y: number }} Place
 * @typedef {{ polygon: Place[], pattern: boolean[], pieces: { wx: number, wy: number, w0: number }[] }} Cell
 *   polygon: within the square shown; pattern: of each neuron whether it is active; pieces: of each
 *   output its linear function wx x + wy y + w0
 */

import { switchOf } from './neurons.js';

/**
 * The cell around a place, found by cutting the square along every line.
 *
 * @param {NetworkData} network with two inputs
 * @param {Place} place
 * @param {number} radius of the square shown
 * @returns {Cell}
 */
export function cellAt(network, place, radius) {
  const { m, c, W1, b1, W2 } = network;
  let polygon = squareOf(radius);
  /** @type {boolean[]} */
  const pattern = [];
  const pieces = Array.from({ length: c }, () => ({ wx: 0, wy: 0, w0: 0 }));
  for (let j = 0; j < m; ++j) {
    const [gx, gy, g0] = switchOf(network, j);
    const active = gx * place.x + gy * place.y + g0 > 0;
    const side = active ? 1 : -1;
    pattern.push(active);
    polygon = clip(polygon, side * gx, side * gy, side * g0);
    if (!active) continue;
    pieces.forEach((piece, k) => {
      const weight = W2[k * m + j];
      piece.wx += weight * W1[2 * j];
      piece.wy += weight * W1[2 * j + 1];
      piece.w0 += weight * b1[j];
    });
  }
  return { polygon, pattern, pieces };
}

/**
 * Into how many cells lines cut the square: one, one more for each line, and one more for each
 * crossing; where several lines meet in a point, one more for each of them but the first.
 *
 * @param {import('./neurons.js').NeuronLine[]} lines
 * @param {number} radius of the square shown
 */
export function countCells(lines, radius) {
  const near = (/** @type {number} */ value) => Math.round((value / radius) * 1e6);
  const nameOf = (/** @type {Place} */ { x, y }) => `${near(x)} ${near(y)}`;
  // Two neurons may switch at the same line, from either side.
  const distinct = new Map(lines.map((line) => [line.ends.map(nameOf).sort().join(), line]));
  const kept = [...distinct.values()];
  /** Of each point the lines that meet there. @type {Map<string, Set<number>>} */
  const meetings = new Map();
  kept.forEach((first, i) => {
    for (let k = i + 1; k < kept.length; ++k) {
      const place = crossing(first, kept[k], radius);
      if (!place) continue;
      const name = nameOf(place);
      meetings.set(name, (meetings.get(name) ?? new Set()).add(i).add(k));
    }
  });
  return [...meetings.values()].reduce((sum, { size }) => sum + size - 1, 1 + kept.length);
}

/**
 * Where two lines cross, null where that is not within the square.
 *
 * @param {import('./neurons.js').NeuronLine} first
 * @param {import('./neurons.js').NeuronLine} second
 * @param {number} radius
 * @returns {Place | null}
 */
function crossing(first, second, radius) {
  const determinant = first.nx * second.ny - first.ny * second.nx;
  if (Math.abs(determinant) < 1e-12) return null;
  const [a, b] = [first, second].map(({ nx, ny, ends: [{ x, y }] }) => nx * x + ny * y);
  const x = (a * second.ny - b * first.ny) / determinant;
  const y = (first.nx * b - second.nx * a) / determinant;
  return Math.max(Math.abs(x), Math.abs(y)) < radius ? { x, y } : null;
}

/**
 * The part of the square in which a neuron is active.
 *
 * @param {NetworkData} network
 * @param {number} index
 * @param {number} radius
 */
export function activeRegion(network, index, radius) {
  const [gx, gy, g0] = switchOf(network, index);
  return clip(squareOf(radius), gx, gy, g0);
}

/** @param {number} radius @returns {Place[]} */
function squareOf(radius) {
  return [
    { x: -radius, y: -radius },
    { x: radius, y: -radius },
    { x: radius, y: radius },
    { x: -radius, y: radius },
  ];
}

/**
 * What of a convex polygon lies where gx x + gy y + g0 ≥ 0.
 *
 * @param {Place[]} polygon
 * @param {number} gx
 * @param {number} gy
 * @param {number} g0
 */
function clip(polygon, gx, gy, g0) {
  const heights = polygon.map(({ x, y }) => gx * x + gy * y + g0);
  /** @type {Place[]} */
  const kept = [];
  polygon.forEach((corner, k) => {
    const next = (k + 1) % polygon.length;
    if (heights[k] >= 0) kept.push(corner);
    if (heights[k] >= 0 === heights[next] >= 0) return;
    const share = heights[k] / (heights[k] - heights[next]);
    kept.push({
      x: corner.x + share * (polygon[next].x - corner.x),
      y: corner.y + share * (polygon[next].y - corner.y),
    });
  });
  return kept;
}
