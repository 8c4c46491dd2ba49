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
 * @typedef {import('./cells.js').Cell} Cell
 * @typedef {{
 *   task: import('../data/points.js').Task, classes: number,
 *   radius: number, points: Point[], test?: Point[], network: (NetworkData & Predictor) | null, theme: Theme,
 *   cursor: { x: number, y: number, label: Label | null } | null,
 *   axes: { x: string, y: string } | null,
 *   highlight: number | null, cell: Cell | null, weights: ArrayLike<number> | null,
 * }} PlaneData
 *   highlight: index of a neuron; cell: of the arrangement, drawn out; weights: of each point, as its
 *   size; cursor: the crosshair, with the class it would add, null where it erases
 */

import { activeRegion } from './cells.js';
import { contextOf, observeResolution } from './resolution.js';
import { RANGE, createPalette } from './palette.js';
import { createSurface } from './surface.js';
import { classColours, drawMarks, facesOf, rangeOf, traceMark } from './marks.js';
import { drawColourBar } from './colour-bar.js';
import { drawCurve } from './curve.js';
import { drawNeurons, neuronLines } from './neurons.js';
import { pixelX, pixelY } from './frame.js';

/** @param {HTMLCanvasElement} canvas */
export function createPlane(canvas) {
  const context = contextOf(canvas);
  // What changes only with the network: points and crosshair are drawn over a copy of it.
  const background = canvas.ownerDocument.createElement('canvas');
  const backgroundContext = contextOf(background);
  const surface = createSurface(paintAll);
  /** @type {PlaneData | null} */
  let data = null;
  /** @type {Resolution | null} */
  let resolution = null;
  /** @type {NeuronLine[]} */
  let lines = [];
  const paletteOf = rememberLast((/** @type {Theme} */ theme) =>
    createPalette(theme.negativeSurface, theme.zeroSurface, theme.positiveSurface),
  );
  const classPalettesOf = rememberLast((/** @type {Theme} */ theme) =>
    classColours(theme).map((colour) =>
      createPalette(theme.zeroSurface, theme.zeroSurface, mixed(theme.zeroSurface, colour)),
    ),
  );

  const stop = observeResolution(canvas, (next) => {
    resolution = next;
    background.width = next.width;
    background.height = next.height;
    renew();
  });

  /** The background follows as soon as the surface has something to show. */
  function renew() {
    if (!data || !resolution) return;
    const { network, radius, theme, task, points } = data;
    const flat = network?.d === 2 && task !== 'line';
    lines = flat ? neuronLines(network, radius) : [];
    if (flat) {
      const several = classPalettesOf(theme);
      const palettes =
        network.c > 1
          ? Array.from({ length: network.c }, (_, k) => several[k % several.length])
          : [paletteOf(theme)];
      const range = task === 'surface' ? rangeOf(points) : RANGE;
      surface.start({ predictor: network, radius, ...resolution, palettes, range });
    } else {
      surface.clear();
      paintAll();
    }
  }

  function paintAll() {
    if (!data || !resolution) return;
    paintBackground(backgroundContext, data, resolution, surface, lines);
    paint();
  }

  function paint() {
    if (!data || !resolution) return;
    if (data.task === 'line') {
      const { width, scale } = resolution;
      const network = data.network?.d === 1 ? data.network : null;
      drawCurve(context, { ...data, network }, { radius: data.radius, size: width }, scale);
      paintForeground(context, data, resolution);
      return;
    }
    context.drawImage(background, 0, 0);
    paintChosen(context, data, resolution, lines);
    paintForeground(context, data, resolution);
  }

  return {
    /** @param {PlaneData} next */
    draw(next) {
      const before = data;
      data = next;
      if (!before || differ(before, next, ['network', 'radius', 'theme', 'task'])) renew();
      if (
        !before ||
        differ(before, next, ['points', 'cursor', 'axes', 'radius', 'highlight', 'cell', 'weights'])
      )
        paint();
    },
    destroy() {
      stop();
      surface.clear();
    },
  };
}

/**
 * Halfway between two colours.
 *
 * @param {string} first as #rrggbb
 * @param {string} second
 */
function mixed(first, second) {
  const channels = [1, 3, 5].map((at) => {
    const mean = [first, second].reduce((sum, c) => sum + parseInt(c.slice(at, at + 2), 16) / 2, 0);
    return Math.round(mean).toString(16).padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/**
 * The same function, computing again only for another argument than the last.
 *
 * @template A, R
 * @param {(argument: A) => R} compute
 * @returns {(argument: A) => R}
 */
function rememberLast(compute) {
  /** @type {{ argument: A, value: R } | null} */
  let last = null;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, value: compute(argument) };
    return last.value;
  };
}

/**
 * @param {PlaneData} before
 * @param {PlaneData} next
 * @param {(keyof PlaneData)[]} keys
 */
function differ(before, next, keys) {
  return keys.some((key) => before[key] !== next[key]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 * @param {import('./surface.js').Surface} surface
 * @param {NeuronLine[]} lines
 */
function paintBackground(context, { theme, radius }, { width, height, scale }, surface, lines) {
  const frame = { radius, size: width };
  context.fillStyle = theme.zeroSurface;
  context.fillRect(0, 0, width, height);
  surface.drawImage(context);
  drawAxes(context, theme, frame, scale);
  drawNeurons(context, theme, frame, lines, scale);
  drawZero(context, theme, surface.zero(), scale);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 */
function paintForeground(context, data, resolution) {
  const { theme, radius, points, cursor, axes, weights, task } = data;
  const test = new Set(data.test);
  const range = rangeOf(points);
  const faceOf = facesOf(task, theme, range);
  const { width, scale } = resolution;
  const frame = { radius, size: width };
  const heaviest = weights ? Math.max(...Array.from(weights, Math.abs), Number.MIN_VALUE) : 1;
  const marks = points.map((point, i) => ({
    ...faceOf(point.label),
    ...{ x: pixelX(frame, point.x), y: pixelY(frame, point.y), hollow: test.has(point) },
    // Areas are as the weights are; what weighs nothing stays visible.
    share: weights ? 0.35 + 1.4 * Math.sqrt(Math.abs(weights[i] ?? 0) / heaviest) : 1,
  }));
  const size = markSize(points.length, width / scale) * scale;
  drawMarks(context, theme, marks, { size, rim: 1.5 * scale });
  if (task === 'surface') drawColourBar(context, theme, range, resolution);
  if (axes) drawAxisNames(context, theme, axes, resolution);
  if (cursor) {
    const place = { x: pixelX(frame, cursor.x), y: pixelY(frame, cursor.y) };
    const face = cursor.label === null ? null : faceOf(cursor.label);
    drawCrosshair(context, theme, place, face, scale);
  }
}

/**
 * The neuron that is pointed at with the half of the plane in which it is active, and the cell.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 * @param {NeuronLine[]} lines
 */
function paintChosen(context, { theme, radius, network, highlight, cell }, resolution, lines) {
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
  for (const { x, y } of polygon) context.lineTo(pixelX(frame, x), pixelY(frame, y));
  context.closePath();
}

/**
 * Smaller where there are many, or little room.
 *
 * @param {number} count of points
 * @param {number} width in CSS pixels
 */
function markSize(count, width) {
  const room = Math.max(0.75, Math.min(1, width / 560));
  return room * Math.max(3, Math.min(6, 7.5 - 0.9 * Math.log2(1 + count / 16)));
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
