/**
 * The plane: predictions as colour, their zero contour, the neurons' lines, the points, and the
 * keyboard's crosshair.
 *
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {import('../data/points.js').Label} Label
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('./neurons.js').NetworkData} NetworkData
 * @typedef {import('./neurons.js').NeuronLine} NeuronLine
 * @typedef {import('./surface.js').Predictor} Predictor
 * @typedef {import('./resolution.js').Resolution} Resolution
 * @typedef {{
 *   radius: number, points: Point[], network: (NetworkData & Predictor) | null, theme: Theme,
 *   cursor: { x: number, y: number, label: Label | 0 } | null,
 *   axes: { x: string, y: string } | null,
 * }} PlaneData  cursor: the crosshair, with the class it would add, 0 where it erases
 */

import { contextOf, observeResolution } from './resolution.js';
import { createPalette } from './palette.js';
import { createSurface } from './surface.js';
import { drawMarks, traceMark } from './marks.js';
import { drawNeurons, neuronLines } from './neurons.js';
import { pixelX, pixelY } from './frame.js';

/** @param {HTMLCanvasElement} canvas */
export function createPlane(canvas) {
  const context = contextOf(canvas);
  const surface = createSurface(paint);
  /** @type {PlaneData | null} */
  let data = null;
  /** @type {Resolution | null} */
  let resolution = null;
  /** @type {NeuronLine[]} */
  let lines = [];

  const stop = observeResolution(canvas, (next) => {
    resolution = next;
    renew();
    paint();
  });

  function renew() {
    if (!data || !resolution) return;
    const { network, radius, theme } = data;
    lines = network ? neuronLines(network, radius) : [];
    if (!network) {
      surface.clear();
      return;
    }
    const { negativeSurface, zeroSurface, positiveSurface } = theme;
    const palette = createPalette(negativeSurface, zeroSurface, positiveSurface);
    surface.start({ predictor: network, radius, ...resolution, palette });
  }

  function paint() {
    if (data && resolution) paintPlane(context, data, resolution, surface, lines);
  }

  return {
    /** @param {PlaneData} next */
    draw(next) {
      const before = data;
      data = next;
      const same =
        before?.network === next.network &&
        before?.radius === next.radius &&
        before?.theme === next.theme;
      if (!same) renew();
      paint();
    },
    destroy() {
      stop();
      surface.clear();
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 * @param {import('./surface.js').Surface} surface
 * @param {NeuronLine[]} lines
 */
function paintPlane(context, data, { width, height, scale }, surface, lines) {
  const { theme, radius, points, cursor, axes } = data;
  const frame = { radius, size: width };
  context.fillStyle = theme.zeroSurface;
  context.fillRect(0, 0, width, height);
  surface.drawImage(context);
  drawAxes(context, theme, frame, scale);
  drawNeurons(context, theme, frame, lines, scale);
  const zero = surface.zero();
  if (zero) drawZero(context, theme, zero, scale);
  const marks = points.map(({ x, y, label }) => ({
    x: pixelX(frame, x),
    y: pixelY(frame, y),
    label,
  }));
  drawMarks(context, theme, marks, { size: markSize(points.length) * scale, rim: 1.5 * scale });
  if (axes) drawAxisNames(context, theme, axes, { width, height, scale });
  if (cursor) {
    const place = { x: pixelX(frame, cursor.x), y: pixelY(frame, cursor.y) };
    drawCrosshair(context, theme, place, cursor.label, scale);
  }
}

/** @param {number} count of points */
function markSize(count) {
  return Math.max(3, Math.min(6, 7.5 - 0.9 * Math.log2(1 + count / 16)));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {import('./frame.js').Frame} frame
 * @param {number} scale
 */
function drawAxes(context, theme, { size }, scale) {
  const middle = Math.round(size / 2) + (Math.round(scale) % 2) / 2;
  context.globalAlpha = 0.14;
  context.strokeStyle = theme.ink;
  context.lineWidth = Math.round(scale);
  context.setLineDash([2 * scale, 4 * scale]);
  context.beginPath();
  context.moveTo(0, middle);
  context.lineTo(size, middle);
  context.moveTo(middle, 0);
  context.lineTo(middle, size);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Path2D} zero
 * @param {number} scale
 */
function drawZero(context, theme, zero, scale) {
  context.lineCap = 'round';
  context.strokeStyle = theme.zeroSurface;
  context.lineWidth = 5 * scale;
  context.stroke(zero);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2 * scale;
  context.stroke(zero);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {{ x: string, y: string }} axes
 * @param {Resolution} resolution
 */
function drawAxisNames(context, theme, axes, { width, height, scale }) {
  const margin = 10 * scale;
  context.font = `500 ${12 * scale}px ${theme.font}`;
  context.fillStyle = theme.ink;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  context.fillText(axes.x, width - margin, height - margin);
  context.save();
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'top';
  context.fillText(axes.y, -margin, margin);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {{ x: number, y: number }} place
 * @param {Label | 0} label
 * @param {number} scale
 */
function drawCrosshair(context, theme, { x, y }, label, scale) {
  const inner = 10 * scale;
  const outer = 22 * scale;
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [theme.paper, 5],
    [theme.ink, 2],
  ])) {
    context.strokeStyle = colour;
    context.lineWidth = width * scale;
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      context.moveTo(x + dx * inner, y + dy * inner);
      context.lineTo(x + dx * outer, y + dy * outer);
    }
    context.stroke();
  }
  if (label === 0) return;
  context.beginPath();
  traceMark(context, label, x, y, 4 * scale);
  context.globalAlpha = 0.7;
  context.fillStyle = label < 0 ? theme.negative : theme.positive;
  context.fill();
  context.globalAlpha = 1;
}
