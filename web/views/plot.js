/**
 * Lines over an axis, each axis linear or logarithmic, with rules, dots and a marker that can be
 * taken hold of.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {{ min: number, max: number, log: boolean, label: string,
 *   format: (value: number) => string }} Axis
 * @typedef {{ xs: ArrayLike<number>, ys: ArrayLike<number>, colour: string, width?: number,
 *   alpha?: number, dash?: number[] }} Line
 * @typedef {{
 *   theme: Theme, x: Axis, y: Axis, lines: Line[],
 *   rules?: { y: number, colour: string, label: string }[],
 *   names?: { text: string, colour: string }[],
 *   marker?: number | null, waiting?: string,
 * }} PlotData
 *   rules: horizontal lines with words; names: of the colours; marker: a vertical line at this x
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 */

import { createSheet } from './resolution.js';

/** Height of a line of names above the plot. */
const ROW = 18;
const MARGIN = { left: 8, right: 52, top: 26, bottom: 38 };

/** @param {HTMLCanvasElement} canvas */
export function createPlot(canvas) {
  /** @type {ReturnType<typeof createSheet<PlotData>>} */
  const sheet = createSheet(canvas, (context, data, size) => paintPlot(context, data, boxOf(size)));
  return {
    draw: sheet.draw,
    /**
     * The value of the horizontal axis under a mouse or finger.
     *
     * @param {MouseEvent} event
     */
    valueAt(event) {
      const { data } = sheet;
      if (!data) return null;
      const { left, width, height } = canvas.getBoundingClientRect();
      const box = boxOf({ width, height });
      const share = (event.clientX - left - box.left) / (box.right - box.left);
      return valueOf(data.x, Math.max(0, Math.min(1, share)));
    },
    destroy: sheet.destroy,
  };
}

/** @param {{ width: number, height: number }} size @returns {Box} */
function boxOf({ width, height }) {
  return {
    ...{ left: MARGIN.left, right: width - MARGIN.right },
    ...{ top: MARGIN.top, bottom: height - MARGIN.bottom },
  };
}

/** @param {Axis} axis @param {number} share from 0 to 1 */
function valueOf({ min, max, log }, share) {
  return log ? min * (max / min) ** share : min + share * (max - min);
}

/** @param {Axis} axis @param {number} value */
function shareOf({ min, max, log }, value) {
  const share = log
    ? Math.log(Math.max(value, min / 1e3) / min) / Math.log(max / min)
    : (value - min) / (max - min);
  return Math.max(-0.02, Math.min(1.02, share));
}

/**
 * Round values along an axis: powers of ten, or multiples of 1, 2 or 5 of one.
 *
 * @param {Axis} axis
 */
export function ticksOf({ min, max, log }) {
  const ticks = [];
  if (log) {
    const decades = Math.log10(max / min);
    const every = Math.max(1, Math.ceil(decades / 6));
    const small = 1e-9;
    for (let k = Math.ceil(Math.log10(min) - small); k <= Math.log10(max) + small; k += every) {
      ticks.push(10 ** k);
    }
    return ticks;
  }
  const rough = (max - min) / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5, 10].find((factor) => factor * unit >= rough) ?? 10);
  for (let k = Math.ceil(min / step); k * step <= max * (1 + 1e-9); ++k) ticks.push(k * step);
  return ticks;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlotData} data
 * @param {Box} whole
 */
function paintPlot(context, data, whole) {
  const { theme, x, y, lines, rules = [], marker, waiting } = data;
  context.font = `12px ${theme.font}`;
  const names = placeNames(context, data, whole);
  const rows = names.length > 0 ? names[names.length - 1].row : 0;
  const box = { ...whole, top: whole.top + ROW * rows };
  const toX = (/** @type {number} */ value) =>
    box.left + shareOf(x, value) * (box.right - box.left);
  const toY = (/** @type {number} */ value) =>
    box.bottom + shareOf(y, value) * (box.top - box.bottom);
  drawGrid(context, data, box, toX, toY);
  drawNames(context, data, names, whole);
  context.save();
  context.beginPath();
  context.rect(box.left - 4, box.top - 6, box.right - box.left + 8, box.bottom - box.top + 12);
  context.clip();
  for (const { xs, ys, colour, width = 1.75, alpha = 1, dash = [] } of lines) {
    context.beginPath();
    for (let k = 0; k < xs.length; ++k) context.lineTo(toX(xs[k]), toY(ys[k]));
    context.setLineDash(dash);
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.stroke();
  }
  context.restore();
  for (const rule of rules) drawRule(context, theme, rule, box, toY(rule.y));
  if (marker !== null && marker !== undefined) drawMarker(context, theme, toX(marker), box);
  if (lines.length === 0 && waiting) {
    context.fillStyle = theme.muted;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(waiting, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlotData} data
 * @param {Box} box
 * @param {(value: number) => number} toX
 * @param {(value: number) => number} toY
 */
function drawGrid(context, { theme, x, y, lines }, box, toX, toY) {
  context.strokeStyle = theme.hairline;
  context.fillStyle = theme.muted;
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  // Without a line nothing says yet how high it is.
  for (const tick of lines.length > 0 ? ticksOf(y) : []) {
    const at = Math.round(toY(tick)) + 0.5;
    context.beginPath();
    context.moveTo(box.left, at);
    context.lineTo(box.right, at);
    context.stroke();
    context.fillText(y.format(tick), box.right + 8, at);
  }
  context.textBaseline = 'alphabetic';
  const ticks = ticksOf(x).map((value) => ({ at: toX(value), text: x.format(value) }));
  ticks.forEach(({ at, text }, k) => {
    context.textAlign = k === 0 && at - box.left < 16 ? 'left' : 'center';
    context.fillText(text, at, box.bottom + 16);
  });
  context.textAlign = 'right';
  context.fillText(x.label, box.right, box.bottom + 33);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {{ colour: string, label: string }} rule
 * @param {Box} box
 * @param {number} at
 */
function drawRule(context, theme, { colour, label }, box, at) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(box.left, at);
  context.lineTo(box.right, at);
  context.stroke();
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = theme.paper;
  context.strokeText(label, box.left, at - 6);
  context.fillStyle = colour;
  context.fillText(label, box.left, at - 6);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {number} at
 * @param {Box} box
 */
function drawMarker(context, theme, at, box) {
  context.strokeStyle = theme.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(at, box.top - 4);
  context.lineTo(at, box.bottom);
  context.stroke();
  context.beginPath();
  context.arc(at, box.bottom, 7, 0, 2 * Math.PI);
  context.fillStyle = theme.ink;
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.stroke();
  context.fill();
}

/**
 * Where the names of the colours stand: beside the axis's, in as many rows as they need.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PlotData} data
 * @param {Box} box
 */
function placeNames(context, { y, names = [] }, box) {
  let left = box.left + context.measureText(y.label).width + 20;
  let row = 0;
  return names.map(({ text, colour }) => {
    const width = 17 + context.measureText(text).width;
    if (left + width > box.right + MARGIN.right) {
      left = box.left;
      row += 1;
    }
    const place = { text, colour, left, row };
    left += width + 14;
    return place;
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlotData} data
 * @param {ReturnType<typeof placeNames>} names
 * @param {Box} box
 */
function drawNames(context, { theme, y }, names, box) {
  context.textAlign = 'left';
  context.fillStyle = theme.muted;
  context.fillText(y.label, box.left, box.top - 12);
  for (const { text, colour, left, row } of names) {
    const base = box.top - 12 + ROW * row;
    context.fillStyle = colour;
    context.fillRect(left, base - 5.5, 12, 3);
    context.fillText(text, left + 17, base);
  }
}
