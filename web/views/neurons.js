/**
 * Each neuron as the line at which it switches on: stronger neurons are wider and darker, and at both
 * ends a tick in the colour of the neuron's sign points to the side on which it is active.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {{ m: number, c: number, d: number, W1: Float64Array, b1: Float64Array,
 *   W2: Float64Array, gates?: Float64Array }} NetworkData
 * @typedef {{ ends: { x: number, y: number }[], nx: number, ny: number, strength: number,
 *   sign: number, index: number }} NeuronLine
 *   in the plane: both ends, the direction of the active side, and |w| |a|
 */

import { pixelX, pixelY } from './frame.js';

/**
 * @param {NetworkData} network with two inputs
 * @param {number} radius of the square shown
 * @returns {NeuronLine[]} of neurons whose line crosses the square, weakest first
 */
export function neuronLines(network, radius) {
  const { m, c, W1, b1, W2 } = network;
  const lines = [];
  for (let j = 0; j < m; ++j) {
    let output = 0;
    for (let k = 0; k < c; ++k) {
      const weight = W2[k * m + j];
      if (Math.abs(weight) > Math.abs(output)) output = weight;
    }
    const strength = Math.hypot(W1[2 * j], W1[2 * j + 1], b1[j]) * Math.abs(output);
    const [wx, wy, w0] = switchOf(network, j);
    const ends = clipLine(wx, wy, w0, radius);
    if (strength > 0 && ends) lines.push({ ...ends, index: j, strength, sign: Math.sign(output) });
  }
  return lines.sort((a, b) => a.strength - b.strength);
}

/**
 * Where a neuron of two inputs switches: it is active where gx x + gy y + g0 > 0. A gated one switches
 * at its gate, wherever its own weights vanish.
 *
 * @param {NetworkData} network
 * @param {number} j
 * @returns {ArrayLike<number> & Iterable<number>} gx, gy, g0
 */
export function switchOf({ m, W1, b1, gates }, j) {
  if (!gates) return [W1[2 * j], W1[2 * j + 1], b1[j]];
  const columns = gates.length / m;
  return [gates[columns * j], gates[columns * j + 1], columns > 2 ? gates[columns * j + 2] : 0];
}

/**
 * The neuron whose line is nearest to a place, null where none is within reach.
 *
 * @param {NeuronLine[]} lines
 * @param {{ x: number, y: number }} place
 * @param {number} reach
 */
export function lineAt(lines, place, reach) {
  let best = null;
  let nearest = reach;
  for (const { ends, nx, ny, index } of lines) {
    const distance = Math.abs(nx * (place.x - ends[0].x) + ny * (place.y - ends[0].y));
    if (distance < nearest) [best, nearest] = [index, distance];
  }
  return best;
}

/**
 * The part of wx x + wy y + w0 = 0 in the square, by its crossings with the four sides.
 *
 * @param {number} wx
 * @param {number} wy
 * @param {number} w0
 * @param {number} radius
 */
function clipLine(wx, wy, w0, radius) {
  const length = Math.hypot(wx, wy);
  if (length === 0) return null;
  const nx = wx / length;
  const ny = wy / length;
  const offset = -w0 / length;
  let from = -Infinity;
  let to = Infinity;
  // Along the line: (nx, ny) offset + t (-ny, nx), each coordinate within ±radius.
  for (const [start, slope] of [
    [nx * offset, -ny],
    [ny * offset, nx],
  ]) {
    if (slope === 0) {
      if (Math.abs(start) > radius) return null;
      continue;
    }
    const ends = [(-radius - start) / slope, (radius - start) / slope];
    from = Math.max(from, Math.min(...ends));
    to = Math.min(to, Math.max(...ends));
  }
  if (!(from < to)) return null;
  const at = (/** @type {number} */ t) => ({ x: nx * offset - ny * t, y: ny * offset + nx * t });
  return { nx, ny, ends: [at(from), at(to)] };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Frame} frame
 * @param {NeuronLine[]} lines
 * @param {number} scale device pixels a CSS pixel
 */
export function drawNeurons(context, theme, frame, lines, scale) {
  const strongest = lines.length > 0 ? lines[lines.length - 1].strength : 1;
  const inset = 7 * scale;
  const tick = 8 * scale;
  context.lineCap = 'butt';
  for (const { ends, nx, ny, strength, sign } of lines) {
    const share = Math.sqrt(strength / strongest);
    const [start, end] = ends.map(({ x, y }) => ({ x: pixelX(frame, x), y: pixelY(frame, y) }));
    context.globalAlpha = 0.1 + 0.5 * share;
    context.lineWidth = (0.6 + 1.2 * share) * scale;
    context.strokeStyle = theme.ink;
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
    context.stroke();
    context.globalAlpha = 0.3 + 0.7 * share;
    context.lineWidth = (1.5 + 2 * share) * scale;
    context.strokeStyle = sign < 0 ? theme.negative : theme.positive;
    context.beginPath();
    // The line runs along (-ny, nx); in pixels y points down.
    for (const [{ x, y }, inwards] of /** @type {const} */ ([
      [start, inset],
      [end, -inset],
    ])) {
      const footX = x - inwards * ny;
      const footY = y - inwards * nx;
      context.moveTo(footX, footY);
      context.lineTo(footX + tick * nx, footY - tick * ny);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}
