/**
 * Points as shapes: colour and form say the same thing.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('../data/points.js').Task} Task
 * @typedef {import('../data/points.js').Label} Label
 * @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context
 * @typedef {'disc' | 'diamond' | 'square' | 'triangle'} Shape
 * @typedef {{ shape: Shape, colour: string, outline?: string }} Face
 * @typedef {Face & { x: number, y: number, share?: number, hollow?: boolean }} Mark
 *   in pixels; share: of the usual size; hollow: a point of the test
 */

import { colourAt, createPalette } from './palette.js';

/** @type {Shape[]} */
const SHAPES = ['disc', 'diamond', 'square', 'triangle'];
/** Long enough that every direction of it reaches as far as a disc of the same area. */
const DIAMOND = Math.sqrt(Math.PI / 2);
const SQUARE = Math.sqrt(Math.PI) / 2;
const TRIANGLE = Math.sqrt((4 * Math.PI) / (3 * Math.sqrt(3)));

/** Colours of many classes. @param {Theme} theme */
export const classColours = ({ negative, positive, accent, ink, muted }) => [
  negative,
  positive,
  accent,
  ink,
  muted,
];

/**
 * How points look.
 *
 * @param {Task} task
 * @param {Theme} theme
 * @param {number} range of the targets of the task 'surface'
 * @returns {(label: Label) => Face}
 */
export function facesOf(task, theme, range) {
  if (task === 'line') return () => ({ shape: 'disc', colour: theme.ink });
  if (task === 'surface') {
    const palette = createPalette(theme.negative, theme.zeroSurface, theme.positive);
    return (label) => ({
      shape: 'disc',
      colour: colourAt(palette, label, range),
      outline: theme.ink,
    });
  }
  if (task === 'many') {
    const colours = classColours(theme);
    return (label) => ({
      shape: SHAPES[label % SHAPES.length],
      colour: colours[label % colours.length],
    });
  }
  return (label) =>
    label < 0
      ? { shape: 'disc', colour: theme.negative }
      : { shape: 'diamond', colour: theme.positive };
}

/** The largest size of a target, for colours. @param {{ label: Label }[]} points */
export function rangeOf(points) {
  const most = points.reduce((size, { label }) => Math.max(size, Math.abs(label)), 0);
  return most > 0 ? most : 1;
}

/**
 * Adds the shape to the path; all have the same area.
 *
 * @param {Context} context
 * @param {Shape} shape
 * @param {number} x
 * @param {number} y
 * @param {number} size the disc's radius
 */
export function traceMark(context, shape, x, y, size) {
  const corners = cornersOf(shape, size);
  if (!corners) {
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([dx, dy], k) =>
    k === 0 ? context.moveTo(x + dx, y + dy) : context.lineTo(x + dx, y + dy),
  );
  context.closePath();
}

/**
 * The corners of a shape around its middle; null where it has none.
 *
 * @param {Shape} shape
 * @param {number} size the disc's radius
 * @returns {[number, number][] | null}
 */
export function cornersOf(shape, size) {
  const d = size * DIAMOND;
  const s = size * SQUARE;
  const t = size * TRIANGLE;
  // prettier-ignore
  /** @type {Partial<Record<Shape, [number, number][]>>} */
  const corners = {
    diamond: [[0, -d], [d, 0], [0, d], [-d, 0]],
    square: [[-s, -s], [s, -s], [s, s], [-s, s]],
    triangle: [[0, -t], [t * Math.sqrt(0.75), t / 2], [-t * Math.sqrt(0.75), t / 2]],
  };
  return corners[shape] ?? null;
}

/**
 * How far from its middle a mark reaches at most, without its rim.
 *
 * @param {number} size the disc's radius
 */
export const reachOf = (size) => size * Math.max(DIAMOND, TRIANGLE);

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Mark[]} marks
 * @param {{ size: number, rim: number }} shape
 */
export function drawMarks(context, theme, marks, shape) {
  context.lineJoin = 'round';
  for (const mark of marks) drawMark(context, theme, mark, shape);
}

/**
 * @param {Context} context
 * @param {Theme} theme
 * @param {Mark} mark
 * @param {{ size: number, rim: number }} shape rim: width of the paper-coloured edge
 */
export function drawMark(
  context,
  theme,
  { x, y, shape, colour, outline, share = 1, hollow = false },
  { size, rim },
) {
  context.beginPath();
  traceMark(context, shape, x, y, size * share * (hollow ? 0.85 : 1));
  if (rim > 0) {
    context.lineWidth = 2 * rim;
    context.strokeStyle = theme.paper;
    context.stroke();
  }
  context.fillStyle = hollow ? theme.paper : colour;
  context.fill();
  const edge = hollow ? colour : rim > 0 && outline;
  if (!edge) return;
  context.lineWidth = hollow ? size / 3 : size / 5;
  context.strokeStyle = edge;
  context.stroke();
}
