/**
 * A network of one input as the curve it is: straight pieces between the kinks of its neurons, with
 * the residual of each point, and below the kinks with the side on which each neuron is active.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./neurons.js').NetworkData} NetworkData
 * @typedef {import('./surface.js').Predictor} Predictor
 * @typedef {{ x: number, side: number, sign: number, strength: number, index: number }} Kink
 *   side: in which direction the neuron is active
 */

import { pixelX, pixelY } from './frame.js';

/**
 * Where the neurons switch, within the square, weakest first.
 *
 * @param {NetworkData} network of one input
 * @param {number} radius
 * @returns {Kink[]}
 */
export function kinksOf({ m, W1, b1, W2, gates }, radius) {
  const columns = gates ? gates.length / m : 0;
  const kinks = [];
  for (let j = 0; j < m; ++j) {
    const slope = gates ? gates[columns * j] : W1[j];
    const offset = gates ? (columns > 1 ? gates[columns * j + 1] : 0) : b1[j];
    const strength = Math.hypot(W1[j], b1[j]) * Math.abs(W2[j]);
    const x = -offset / slope;
    if (!(Math.abs(x) <= radius) || strength === 0) continue;
    kinks.push({ x, side: Math.sign(slope), sign: Math.sign(W2[j]), strength, index: j });
  }
  return kinks.sort((a, b) => a.strength - b.strength);
}

/**
 * The corners of the curve from the left to the right of the square. A gated network jumps where a
 * gate switches, so there it has two.
 *
 * @param {NetworkData & Predictor} network
 * @param {Kink[]} kinks
 * @param {number} radius
 */
export function cornersOf(network, kinks, radius) {
  const hair = 1e-9 * radius;
  const around = kinks.flatMap(({ x }) => (network.gates ? [x - hair, x + hair] : [x]));
  const xs = Float64Array.from([-radius, ...around.sort((a, b) => a - b), radius]);
  const { data } = network.predict({ data: xs, shape: [xs.length, 1] });
  return Array.from(xs, (x, k) => ({ x, y: data[k] }));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ theme: Theme, points: Point[], network: (NetworkData & Predictor) | null,
 *   highlight: number | null }} data
 * @param {Frame} frame
 * @param {number} scale device pixels a CSS pixel
 */
export function drawCurve(context, { theme, points, network, highlight }, frame, scale) {
  context.fillStyle = theme.zeroSurface;
  context.fillRect(0, 0, frame.size, frame.size);
  drawAxes(context, theme, frame, scale);
  if (!network) return;
  const { radius } = frame;
  const kinks = kinksOf(network, radius);
  const lit = kinks.find(({ index }) => index === highlight);
  if (lit) {
    const at = pixelX(frame, lit.x);
    context.globalAlpha = 0.15;
    context.fillStyle = lit.sign < 0 ? theme.negative : theme.positive;
    context.fillRect(lit.side > 0 ? at : 0, 0, lit.side > 0 ? frame.size - at : at, frame.size);
    context.globalAlpha = 1;
  }
  drawResiduals(context, theme, points, network, frame, scale);
  context.beginPath();
  const corners = cornersOf(network, kinks, radius);
  for (const { x, y } of corners) context.lineTo(pixelX(frame, x), pixelY(frame, y));
  context.lineJoin = 'round';
  context.strokeStyle = theme.accent;
  context.lineWidth = 3 * scale;
  context.stroke();
  drawKinks(context, theme, kinks, corners, frame, scale);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Frame} frame
 * @param {number} scale
 */
function drawAxes(context, theme, frame, scale) {
  const middle = Math.round(frame.size / 2) + 0.5;
  context.strokeStyle = theme.hairline;
  context.lineWidth = scale;
  context.beginPath();
  context.moveTo(0, middle);
  context.lineTo(frame.size, middle);
  context.moveTo(middle, 0);
  context.lineTo(middle, frame.size);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Point[]} points
 * @param {Predictor} network
 * @param {Frame} frame
 * @param {number} scale
 */
function drawResiduals(context, theme, points, network, frame, scale) {
  const xs = Float64Array.from(points, ({ x }) => x);
  if (xs.length === 0) return;
  const { data } = network.predict({ data: xs, shape: [xs.length, 1] });
  context.beginPath();
  points.forEach(({ x, y }, i) => {
    context.moveTo(pixelX(frame, x), pixelY(frame, y));
    context.lineTo(pixelX(frame, x), pixelY(frame, data[i]));
  });
  context.globalAlpha = 0.6;
  context.strokeStyle = theme.positive;
  context.lineWidth = 1.5 * scale;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * On the curve its corners, below them each neuron: a stroke where it switches and an arm to the side
 * on which it is active.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Kink[]} kinks
 * @param {{ x: number, y: number }[]} corners
 * @param {Frame} frame
 * @param {number} scale
 */
function drawKinks(context, theme, kinks, corners, frame, scale) {
  const strongest = kinks.length > 0 ? kinks[kinks.length - 1].strength : 1;
  const bottom = frame.size - 10 * scale;
  for (const { x, y } of corners.slice(1, -1)) {
    context.beginPath();
    context.arc(pixelX(frame, x), pixelY(frame, y), 4 * scale, 0, 2 * Math.PI);
    context.fillStyle = theme.paper;
    context.fill();
    context.strokeStyle = theme.accent;
    context.lineWidth = 2 * scale;
    context.stroke();
  }
  for (const { x, side, sign, strength } of kinks) {
    const at = pixelX(frame, x);
    const share = Math.sqrt(strength / strongest);
    context.globalAlpha = 0.35 + 0.65 * share;
    context.strokeStyle = sign < 0 ? theme.negative : theme.positive;
    context.lineWidth = (1.5 + 2 * share) * scale;
    context.beginPath();
    context.moveTo(at, bottom - 14 * scale);
    context.lineTo(at, bottom);
    context.lineTo(at + side * 12 * scale, bottom);
    context.stroke();
  }
  context.globalAlpha = 1;
}
