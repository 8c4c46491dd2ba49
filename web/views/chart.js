/**
 * Objective and lower bound over the solver's steps, until they meet. Both axes are logarithmic: the
 * first steps do most of the work, and a certificate is about ratios.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('./scales.js').History} History
 * @typedef {import('./scales.js').Box} Box
 * @typedef {import('./scales.js').Scales} Scales
 * @typedef {{
 *   history: History, finished: boolean, theme: Theme,
 *   words: { objective: string, lowerBound: string, waiting: string, steps: (n: number) => string },
 *   format: (value: number) => string,
 * }} ChartData
 */

import { createSheet } from './resolution.js';
import { createScales, withTwoSteps } from './scales.js';

/** Room for the numbers of the vertical axis, at the right where the curves meet. */
const AXIS = 42;

/** @param {HTMLCanvasElement} canvas */
export function createChart(canvas) {
  /** @type {ReturnType<typeof createSheet<ChartData>>} */
  const { draw, destroy } = createSheet(canvas, paintChart);
  return { draw, destroy };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ChartData} data
 * @param {{ width: number, height: number }} size in CSS pixels
 */
function paintChart(context, data, { width, height }) {
  const { theme, words, finished } = data;
  const history = withTwoSteps(data.history);
  const box = { left: 0.5, right: width - AXIS, top: 16, bottom: height - 22 };
  context.font = `12px ${theme.font}`;
  const scales = createScales(history, box);
  if (!scales) {
    drawFrame(context, theme, box);
    context.fillStyle = theme.muted;
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillText(words.waiting, box.left, box.bottom + 17);
    return;
  }
  drawTicks(context, data, box, scales);
  drawSteps(context, data, box);
  fillGap(context, theme, history, scales);
  drawCurve(context, history.lowerBound, history, scales, theme.accent);
  drawCurve(context, history.objective, history, scales, theme.ink);
  drawNames(context, data, box, scales);
  if (finished) drawMeeting(context, theme, history, scales);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Box} box
 */
function drawFrame(context, theme, { left, right, bottom }) {
  context.strokeStyle = theme.hairline;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, bottom + 0.5);
  context.lineTo(right, bottom + 0.5);
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ChartData} data
 * @param {Box} box
 * @param {Scales} scales
 */
function drawTicks(context, { theme, format }, box, { toY, ticks }) {
  context.strokeStyle = theme.hairline;
  context.fillStyle = theme.muted;
  context.lineWidth = 1;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const tick of ticks) {
    const y = Math.round(toY(tick)) + 0.5;
    context.beginPath();
    context.moveTo(box.left, y);
    context.lineTo(box.right, y);
    context.stroke();
    context.fillText(format(tick), box.right + 9, y);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ChartData} data
 * @param {Box} box
 */
function drawSteps(context, { theme, words, history: { iterations } }, box) {
  context.fillStyle = theme.muted;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  context.fillText(words.steps(iterations[iterations.length - 1]), box.right, box.bottom + 17);
}

/**
 * Calls visit for each recorded step, with its pixels.
 *
 * @param {ArrayLike<number>} values
 * @param {History} history
 * @param {Scales} scales
 * @param {(x: number, y: number) => void} visit
 */
function forEachPixel(values, { iterations }, { toX, toY }, visit) {
  for (let k = 0; k < iterations.length; ++k) visit(toX(iterations[k]), toY(values[k]));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {History} history
 * @param {Scales} scales
 */
function fillGap(context, theme, history, scales) {
  context.beginPath();
  forEachPixel(history.objective, history, scales, (x, y) => context.lineTo(x, y));
  /** @type {[number, number][]} */
  const below = [];
  forEachPixel(history.lowerBound, history, scales, (x, y) => below.push([x, y]));
  for (const [x, y] of below.reverse()) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.1;
  context.fillStyle = theme.accent;
  context.fill();
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} values
 * @param {History} history
 * @param {Scales} scales
 * @param {string} colour
 */
function drawCurve(context, values, history, scales, colour) {
  context.beginPath();
  forEachPixel(values, history, scales, (x, y) => context.lineTo(x, y));
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ChartData} data
 * @param {Box} box
 * @param {Scales} scales
 */
function drawNames(context, { theme, words, history }, box, { toY }) {
  const high = toY(history.objective[0]);
  const low = toY(history.lowerBound[0]);
  context.textAlign = 'left';
  context.lineJoin = 'round';
  context.strokeStyle = theme.paper;
  context.lineWidth = 4;
  for (const [text, y, colour] of /** @type {[string, number, string][]} */ ([
    [words.objective, Math.max(12, high - 8), theme.ink],
    [words.lowerBound, Math.min(box.bottom + 17, Math.max(low, high + 14) + 17), theme.accent],
  ])) {
    context.strokeText(text, box.left, y);
    context.fillStyle = colour;
    context.fillText(text, box.left, y);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {History} history
 * @param {Scales} scales
 */
function drawMeeting(context, theme, { iterations, objective }, { toX, toY }) {
  const last = iterations.length - 1;
  context.beginPath();
  context.arc(toX(iterations[last]), toY(objective[last]), 4.5, 0, 2 * Math.PI);
  context.fillStyle = theme.accent;
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.stroke();
  context.fill();
}
