/**
 * The page's state and what follows from it: plain data in, plain data out.
 *
 * @typedef {import('./hash.js').State} State
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {import('./settings.js').Values} Values
 * @typedef {{ points: Point[], test?: Point[], radius: number,
 *   axes: { x: string, y: string } | null }} Scene  test: points held out of training
 */

import { MAX_POINTS, nearest, snap, without } from '../data/points.js';
import { axisLabels } from '../strings.js';
import { createRandom } from '../data/random.js';
import { datasetByName } from '../data/datasets.js';

/**
 * The points to train on, and the square in which to show them.
 *
 * @param {State} state
 * @returns {Scene}
 */
export function sceneOf({ values, drawing }) {
  return drawing ? { ...drawing, axes: null } : generateScene(values);
}

/**
 * @param {Values} values
 * @returns {Scene}
 */
export function generateScene(values) {
  const dataset = datasetByName(String(values.data));
  const { n, noise, dataSeed, featureX, featureY, species } = values;
  const points = dataset.generate(
    {
      n: Number(n),
      noise: Number(noise),
      featureX: String(featureX),
      featureY: String(featureY),
      species: String(species),
    },
    createRandom(Number(dataSeed)),
  );
  const named = dataset.settings.includes('featureX');
  return {
    points,
    radius: radiusFor(points, dataset.radius),
    axes: named ? { x: axisLabels[String(featureX)], y: axisLabels[String(featureY)] } : null,
  };
}

/**
 * The data set's own square, in steps larger where points would be cut off.
 *
 * @param {Point[]} points
 * @param {number} smallest
 */
function radiusFor(points, smallest) {
  const reach = points.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  return Math.max(smallest, Math.ceil(reach * 1.06 * 5) / 5);
}

/**
 * The state with its points as a drawing, to be changed by hand.
 *
 * @param {State} state
 * @param {(points: Point[]) => Point[]} change
 * @returns {State}
 */
export function withPoints(state, change) {
  const { points, radius } = sceneOf(state);
  return { ...state, drawing: { radius, points: change(points.map(snap)) } };
}

/**
 * What a click does: removes the point that it hits, else adds one; null where neither is possible.
 *
 * @param {State} state
 * @param {{ x: number, y: number, reach: number, label: -1 | 1 | 0 }} tap label 0 only removes
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
  if (label === 0 || points.length >= MAX_POINTS) return null;
  const point = snap({ x, y, label });
  return { state: withPoints(state, (all) => [...all, point]), point, added: true };
}
