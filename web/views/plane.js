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
 *   radius: number, points: Point[], test?: Point[], theme: Theme,
 *   network: (NetworkData & Predictor) | null,
 *   cursor: { x: number, y: number, label: Label | null } | null,
 *   axes: { x: string, y: string } | null,
 *   highlight: number | null, arrangement: boolean, cell: Cell | null,
 *   weights: ArrayLike<number> | null,
 * }} PlaneData
 *   highlight: index of a neuron; arrangement: whether all cells are drawn; cell: the one that is
 *   pointed at; weights: of each point, as its
 *   size; cursor: the crosshair, with the class it would add, null where it erases
 */

import { RANGE } from './palette.js';
import { contextOf, observeResolution } from './resolution.js';
import { createPalettes } from './plane-palettes.js';
import { createPoints } from './points.js';
import { createSurface } from './surface.js';
import { drawCurve } from './curve.js';
import { neuronLines } from './neurons.js';
import { paintBackground, paintChosen, paintForeground } from './layers.js';
import { rangeOf } from './marks.js';

/** What is drawn above the surface. @type {(keyof PlaneData)[]} */
const ABOVE = ['points', 'cursor', 'axes', 'radius', 'highlight', 'cell', 'weights'];

/** @param {HTMLCanvasElement} canvas */
export function createPlane(canvas) {
  const context = contextOf(canvas);
  const palettesOf = createPalettes();
  // What changes only with the network: points and crosshair are drawn over a copy of it.
  const background = contextOf(document.createElement('canvas'));
  const surface = createSurface(paintAll);
  const marks = createPoints(paint);
  /** @type {PlaneData | null} */
  let data = null;
  /** @type {Resolution | null} */
  let resolution = null;
  /** @type {NeuronLine[]} */
  let lines = [];
  /** Whether what was given last is on the canvas. */
  let painted = false;

  const stop = observeResolution(canvas, (next) => {
    resolution = next;
    background.canvas.width = next.width;
    background.canvas.height = next.height;
    renew();
  });

  /** The background follows as soon as the surface has something to show. */
  function renew() {
    if (!data || !resolution) return;
    const { radius, theme, task, points } = data;
    const network = data.network?.d === 2 && task !== 'line' ? data.network : null;
    lines = network ? neuronLines(network, radius) : [];
    if (!network) {
      surface.clear();
      return paintAll();
    }
    const palettes = palettesOf(theme, network.c);
    const range = task === 'surface' ? rangeOf(points) : RANGE;
    surface.start({ predictor: network, radius, ...resolution, palettes, range });
  }

  function paintAll() {
    if (!data || !resolution) return;
    paintBackground(background, data, resolution, surface, lines);
    paint();
  }

  function paint() {
    if (!data || !resolution) return;
    painted = true;
    if (data.task === 'line') paintLine(context, data, resolution);
    else context.drawImage(background.canvas, 0, 0);
    paintChosen(context, data, resolution, lines);
    marks.paint(context, data, resolution);
    paintForeground(context, data, resolution);
  }

  return {
    /** @param {PlaneData} next */
    draw(next) {
      const before = data;
      data = next;
      painted = false;
      if (!before || differ(before, next, ['network', 'radius', 'theme', 'task'])) renew();
      else if (differ(before, next, ['arrangement'])) paintAll();
      if (!painted && (!before || differ(before, next, ABOVE))) paint();
    },
    destroy: () => [stop, surface.clear, marks.destroy].forEach((end) => end()),
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlaneData} data
 * @param {Resolution} resolution
 */
function paintLine(context, data, { width, scale }) {
  const network = data.network?.d === 1 ? data.network : null;
  drawCurve(context, { ...data, network }, { radius: data.radius, size: width }, scale);
}

/**
 * @param {PlaneData} before
 * @param {PlaneData} next
 * @param {(keyof PlaneData)[]} keys
 */
function differ(before, next, keys) {
  return keys.some((key) => before[key] !== next[key]);
}
