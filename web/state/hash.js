/**
 * The page's state in the hash of its address: what differs from the defaults, by the keys of the
 * settings table, and the points where they were drawn by hand.
 *
 * @typedef {import('./settings.js').Values} Values
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {{ radius: number, points: Point[] }} Drawing radius: half the side of the square shown
 * @typedef {{ values: Values, drawing: Drawing | null }} State
 */

import { MAX_POINTS, decodePoints, encodePoints } from '../data/points.js';
import { coerce, defaultOf, defaultValues, settings } from './settings.js';

const VERSION = '1';
const LARGEST_RADIUS = 16;

/**
 * @param {State} state
 * @returns {string} without the leading #; empty for the defaults
 */
export function encodeState({ values, drawing }) {
  const entries = new URLSearchParams();
  for (const setting of settings) {
    const value = values[setting.name];
    if (value !== defaultOf(setting, values)) entries.set(setting.hash, String(value));
  }
  if (drawing && drawing.points.length <= MAX_POINTS) {
    entries.set('radius', String(drawing.radius));
    entries.set('points', encodePoints(drawing.points));
  }
  const text = entries.toString();
  return text && `v=${VERSION}&${text}`;
}

/**
 * What cannot be read is left at its default: an old or cut link still gives a picture.
 *
 * @param {string} text with or without the leading #
 * @returns {State}
 */
export function decodeState(text) {
  const entries = new URLSearchParams(text.replace(/^#/, ''));
  const values = defaultValues();
  if (entries.has('v') && entries.get('v') !== VERSION) return { values, drawing: null };
  for (const setting of settings) {
    // In the table's order: a later default may depend on an earlier value.
    const given = entries.get(setting.hash);
    values[setting.name] =
      given === null ? defaultOf(setting, values) : coerce(setting, given, values);
  }
  return { values, drawing: decodeDrawing(entries) };
}

/**
 * @param {URLSearchParams} entries
 * @returns {Drawing | null}
 */
function decodeDrawing(entries) {
  const text = entries.get('points');
  const radius = Number(entries.get('radius'));
  const points = text === null ? null : decodePoints(text);
  return points && radius > 0 && radius <= LARGEST_RADIUS ? { radius, points } : null;
}
