/**
 * The page's state and what follows from it: plain data in, plain data out.
 *
 * @typedef {import('./hash.js').State} State
 * @typedef {import('./hash.js').Drawing} Drawing
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {import('../data/points.js').Task} Task
 * @typedef {import('./settings.js').Values} Values
 * @typedef {{
 *   task: Task, classes: number, points: Point[], train: Point[], test: Point[], radius: number,
 *   names: string[] | null, axes: { x: string, y: string } | null, pending: boolean,
 * }} Scene
 *   classes: 0 where the targets are numbers; names: of the classes, where
 *   they have some; train and test: the points, parted; pending: their table
 *   has still to be loaded
 */

import { axisLabel, choiceLabel, otherClasses } from '../strings-settings.js';
import { createRandom } from '../data/random.js';
import { datasetByName, taskOf } from '../data/datasets.js';
import { EACH, isLoaded, shuffledIndices } from '../data/measured.js';
import { MAX_POINTS, nearest, without } from '../data/points.js';
import { snap } from '../data/codec.js';

/**
 * The points there are, and the square in which to show them.
 *
 * @param {State} state
 * @returns {Scene}
 */
export function sceneOf({ values, drawing }) {
  if (!drawing) return generateScene(values);
  return {
    ...drawing,
    ...parted(drawing.points, values),
    axes: drawing.axes ?? null,
    names: drawing.names ?? null,
    pending: false,
  };
}

/**
 * @param {Values} values
 * @returns {Scene}
 */
export function generateScene(values) {
  const dataset = datasetByName(String(values.data));
  const { n, noise, dataSeed, featureX, featureY, species, standardize } = values;
  const points = dataset.generate(
    {
      n: Number(n),
      noise: Number(noise),
      featureX: String(featureX),
      featureY: String(featureY),
      species: String(species),
      standardize: standardize !== false,
    },
    createRandom(Number(dataSeed)),
  );
  const label = (/** @type {unknown} */ name) => axisLabel(String(name), standardize !== false);
  return {
    ...taskOf(dataset, String(species)),
    points,
    ...parted(points, values),
    radius: radiusFor(points, dataset.radius),
    names: namesOf(dataset, String(species)),
    axes: dataset.measured ? { x: label(featureX), y: label(featureY) } : null,
    pending: !isLoaded(dataset.name),
  };
}

/**
 * Names of the classes of measured data, in the order of their labels.
 *
 * @param {ReturnType<typeof datasetByName>} dataset
 * @param {string} species the class that is +1, or each
 */
function namesOf({ measured }, species) {
  if (!measured) return null;
  const { classes } = measured;
  if (species === EACH) return classes.map(choiceLabel);
  const others = classes.filter((name) => name !== species);
  const rest = others.length === 1 ? choiceLabel(others[0]) : otherClasses;
  return [rest, choiceLabel(species)];
}

/**
 * A square that shows all points: its own, or in steps larger where points would be cut off.
 *
 * @param {Point[]} points
 * @param {number} smallest
 */
export function radiusFor(points, smallest) {
  const reach = points.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  const wanted = reach * 1.06;
  if (wanted <= smallest) return smallest;
  // Two digits, so that the square stays as it is while points move a little.
  const unit = wanted < 16 ? 0.2 : 10 ** (Math.floor(Math.log10(wanted)) - 1);
  return Number((Math.ceil(wanted / unit) * unit).toPrecision(12));
}

/**
 * Points to train on and points to test with: a share of them, the same for the same seed.
 *
 * @param {Point[]} points
 * @param {number} share
 * @param {number} seed
 * @returns {{ train: Point[], test: Point[] }}
 */
export function split(points, share, seed) {
  const count = Math.min(points.length - 1, Math.round(share * points.length));
  if (!(count > 0)) return { train: points, test: [] };
  const order = shuffledIndices(points.length, createRandom(seed + 1));
  const chosen = new Set(order.slice(0, count));
  return {
    train: points.filter((_, i) => !chosen.has(i)),
    test: points.filter((_, i) => chosen.has(i)),
  };
}

/** @param {Point[]} points @param {Values} values */
const parted = (points, { testShare, dataSeed }) =>
  split(points, Number(testShare) || 0, Number(dataSeed));

/**
 * The state with its points as a drawing, to be changed by hand.
 *
 * @param {State} state
 * @param {(points: Point[]) => Point[]} change
 * @returns {State}
 */
export function withPoints(state, change) {
  const { task, classes, names, radius, axes, points } = sceneOf(state);
  const drawing = { task, classes, names, radius, axes, points: change(points) };
  return { ...state, drawing: toDrawing(drawing) };
}

/**
 * Points on the grid on which a link keeps them.
 *
 * @param {Omit<Drawing, 'range'>} given
 * @returns {Drawing}
 */
export function toDrawing({ points, names, ...others }) {
  const rest = { ...others, ...(names && { names }) };
  const sizes = rest.task === 'surface' ? points.map(({ label }) => Math.abs(label)) : [];
  const range = sizes.reduce((most, size) => Math.max(most, size), 0) || 1;
  const grid = { task: rest.task, radius: rest.radius, range };
  return { ...rest, range, points: points.map((point) => snap(point, grid)) };
}

/**
 * What a click does: removes the point that it hits, else adds one; null where neither is possible.
 *
 * @param {State} state
 * @param {{ x: number, y: number, reach: number, label: number | null }} tap label null only removes
 * @returns {{ state: State, point: Point, added: boolean } | null}
 */
export function tapped(state, { x, y, reach, label }) {
  const { points } = sceneOf(state);
  const hit = nearest(points, x, y, reach);
  if (hit >= 0) {
    return {
      state: withPoints(state, (all) => without(all, hit)),
      point: points[hit],
      added: false,
    };
  }
  const erases = label === null;
  if (erases || points.length >= MAX_POINTS) return null;
  const next = withPoints(state, (all) => [...all, { x, y, label }]);
  return { state: next, point: next.drawing?.points.at(-1) ?? { x, y, label }, added: true };
}
