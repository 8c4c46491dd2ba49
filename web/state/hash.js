/**
 * The page's state in the hash of its address: what differs from the defaults, by the keys of the
 * settings table, and the points where they were drawn by hand or read from a file.
 *
 * @typedef {import('./settings.js').Values} Values
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {import('../data/points.js').Task} Task
 * @typedef {{
 *   task: Task, classes: number, radius: number, range: number, points: Point[],
 *   axes?: { x: string, y: string } | null, names?: string[] | null,
 * }} Drawing
 *   classes: 0 where the targets are numbers; radius: half the side of the square shown; range: the
 *   largest size of a surface's values; axes: names of the columns; names: of the
 *   classes
 * @typedef {{ values: Values, drawing: Drawing | null }} State
 */

import { MAX_LINKED, decodePoints, encodePoints } from '../data/codec.js';
import { coerce, defaultOf, defaultValues, settings } from './settings.js';
import { tasks } from '../data/points.js';

const VERSION = '1';
const LARGEST_RADIUS = 1e12;
const MOST_CLASSES = 10;
const LONGEST_NAME = 60;

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
  if (drawing && fitsLink(drawing)) {
    const { task, classes, radius, range, axes, names, points } = drawing;
    if (task !== 'classes') entries.set('task', task);
    if (task === 'many') entries.set('classes', String(classes));
    if (task === 'surface') entries.set('range', String(range));
    if (axes) entries.set('across', axes.x);
    if (axes) entries.set('up', axes.y);
    for (const name of names ?? []) entries.append('class', name);
    entries.set('radius', String(radius));
    entries.set('points', encodePoints(points, drawing));
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
 * Whether a link can hold the points.
 *
 * @param {Drawing} drawing
 */
export const fitsLink = ({ points }) => points.length <= MAX_LINKED;

/**
 * @param {URLSearchParams} entries
 * @returns {Drawing | null}
 */
function decodeDrawing(entries) {
  const text = entries.get('points');
  if (text === null) return null;
  const given = entries.get('task');
  const task = tasks.find((name) => name === given) ?? 'classes';
  const radius = size(entries.get('radius'));
  const range = task === 'surface' ? size(entries.get('range')) : 1;
  if (radius === null || range === null) return null;
  const points = decodePoints(text, { task, radius, range });
  const classes = task === 'many' ? Number(entries.get('classes')) : task === 'classes' ? 2 : 0;
  const whole = Number.isInteger(classes) && classes <= MOST_CLASSES;
  if (!points || !whole || (task === 'many' && points.some(({ label }) => label >= classes))) {
    return null;
  }
  const name = (/** @type {string} */ key) => (entries.get(key) ?? '').slice(0, LONGEST_NAME);
  const called = entries.getAll('class').map((it) => it.slice(0, LONGEST_NAME));
  const names = called.length > 0 && called.length === classes ? called : null;
  const axes = entries.has('across') ? { x: name('across'), y: name('up') } : null;
  return { task, classes, radius, range, axes, ...(names && { names }), points };
}

/**
 * @param {string | null} text
 * @returns {number | null} null where it is none that can be drawn
 */
function size(text) {
  const number = Number(text);
  return number > 1 / LARGEST_RADIUS && number <= LARGEST_RADIUS ? number : null;
}
