/**
 * What the plane is made of, layer by layer.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('./plane.js').PlaneData} PlaneData
 * @typedef {import('./neurons.js').NeuronLine} NeuronLine
 * @typedef {import('./resolution.js').Resolution} Resolution
 */

import { activeRegion } from './cells.js';
import { drawColourBar } from './colour-bar.js';
import { facesOf, rangeOf, traceMark } from './marks.js';
import { drawNeurons } from './neurons.js';
import { pixelX, pixelY } from './frame.js';

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 * @param {import('./surface.js').Surface} surface
 * @param {NeuronLine[]} lines
 */
export function paintBackground(
  context,
  { theme, radius, network, arrangement },
  { width, height, scale },
  surface,
  lines,
) {
  const frame = { radius, size: width };
  context.fillStyle = theme.zeroSurface;
  context.fillRect(0, 0, width, height);
  surface.drawImage(context);
  drawAxes(context, theme, frame, scale);
  if (arrangement && network) drawArrangement(context, theme, frame, { network, lines }, scale);
  drawNeurons(context, theme, frame, lines, scale);
  drawZero(context, theme, surface.zero(), scale);
}

/**
 * What says what the plane shows, and the crosshair.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 */
export function paintForeground(context, data, resolution) {
  const { theme, radius, points, cursor, axes, task } = data;
  const { width, scale } = resolution;
  if (task === 'surface') drawColourBar(context, theme, rangeOf(points), resolution);
  if (axes) drawAxisNames(context, theme, axes, resolution);
  if (!cursor) return;
  const frame = { radius, size: width };
  const place = { x: pixelX(frame, cursor.x), y: pixelY(frame, cursor.y) };
  const faceOf = facesOf(task, theme, rangeOf(points));
  const face = cursor.label === null ? null : faceOf(cursor.label);
  drawCrosshair(context, theme, place, face, scale);
}

/**
 * The neuron that is pointed at with the half of the plane in which it is active, and the cell.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 * @param {NeuronLine[]} lines
 */
export function paintChosen(
  context,
  { theme, radius, network, highlight, cell },
  resolution,
  lines,
) {
  const { width, scale } = resolution;
  const frame = { radius, size: width };
  const line = lines.find(({ index }) => index === highlight);
  if (network && line) {
    tracePolygon(context, frame, activeRegion(network, line.index, radius));
    context.globalAlpha = 0.22;
    context.fillStyle = line.sign < 0 ? theme.negative : theme.positive;
    context.fill();
    context.globalAlpha = 1;
    context.beginPath();
    for (const { x, y } of line.ends) context.lineTo(pixelX(frame, x), pixelY(frame, y));
    context.strokeStyle = theme.ink;
    context.lineWidth = 3 * scale;
    context.stroke();
  }
  if (!cell) return;
  tracePolygon(context, frame, cell.polygon);
  context.globalAlpha = 0.12;
  context.fillStyle = theme.ink;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = theme.ink;
  context.lineWidth = 2 * scale;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./frame.js').Frame} frame
 * @param {{ x: number, y: number }[]} polygon
 */
function tracePolygon(context, frame, polygon) {
  context.beginPath();
  addPolygon(context, frame, polygon);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./frame.js').Frame} frame
 * @param {{ x: number, y: number }[]} polygon
 */
function addPolygon(context, frame, polygon) {
  polygon.forEach(({ x, y }, k) => {
    if (k === 0) context.moveTo(pixelX(frame, x), pixelY(frame, y));
    else context.lineTo(pixelX(frame, x), pixelY(frame, y));
  });
  context.closePath();
}

/**
 * All cells at once. Of two that share an edge, one has an even number of active neurons and one an
 * odd: shaded, each stands out from all its neighbours.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {import('./frame.js').Frame} frame
 * @param {{ network: import('./neurons.js').NetworkData, lines: NeuronLine[] }} shown
 * @param {number} scale
 */
function drawArrangement(context, theme, frame, { network, lines }, scale) {
  context.fillStyle = theme.ink;
  context.strokeStyle = theme.ink;
  context.globalAlpha = 0.1;
  context.beginPath();
  for (const { index } of lines) {
    addPolygon(context, frame, activeRegion(network, index, frame.radius));
  }
  context.fill('evenodd');
  context.globalAlpha = 0.45;
  context.lineWidth = scale;
  context.beginPath();
  for (const { ends } of lines) {
    const [from, to] = ends;
    context.moveTo(pixelX(frame, from.x), pixelY(frame, from.y));
    context.lineTo(pixelX(frame, to.x), pixelY(frame, to.y));
  }
  context.stroke();
  context.globalAlpha = 1;
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
 * @param {import('./contour.js').Vertex[][]} lines
 * @param {number} scale
 */
function drawZero(context, theme, lines, scale) {
  context.beginPath();
  for (const line of lines) {
    line.forEach(([x, y], k) => (k === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  }
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.strokeStyle = theme.zeroSurface;
  context.lineWidth = 5 * scale;
  context.stroke();
  context.strokeStyle = theme.ink;
  context.lineWidth = 2 * scale;
  context.stroke();
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
 * @param {import('./marks.js').Face | null} face
 * @param {number} scale
 */
function drawCrosshair(context, theme, { x, y }, face, scale) {
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
  if (!face) return;
  context.beginPath();
  traceMark(context, face.shape, x, y, 4 * scale);
  context.globalAlpha = 0.7;
  context.fillStyle = face.colour;
  context.fill();
  context.globalAlpha = 1;
}
