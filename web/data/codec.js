/**
 * Points as text for a link. Coordinates of drawn points lie on a grid, so that a link restores them
 * exactly: multiples of 1 / 4096 in a square of the usual size, of the 2^17th part of any other.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./points.js').Task} Task
 * @typedef {{ task: Task, radius: number, range: number }} Grid
 *   radius: half the side of the square; range: the largest size of a surface's values
 */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LIMIT = 2 ** 16 - 1;
const FINE_LIMIT = 2 ** 17 - 1;
const PER_UNIT = 4096;

/** The largest square on the grid of 1 / 4096. */
const USUAL = 16;

/** More points than this are left out of a link. */
export const MAX_LINKED = 2000;

/** The longest text of points: nine letters each. */
const LONGEST = 9 * MAX_LINKED;

/** Two classes in a square of the usual size: six letters a point. @param {Grid} grid */
const isPlain = ({ task, radius }) => task === 'classes' && radius <= USUAL;

/** @param {number} value @param {number} limit */
const within = (value, limit) => Math.max(-limit, Math.min(limit, Math.round(value)));

/**
 * The point on the grid nearest to the given one.
 *
 * @param {Point} point
 * @param {Grid} [grid]
 * @returns {Point}
 */
export function snap({ x, y, label }, grid = { task: 'classes', radius: 1, range: 1 }) {
  if (isPlain(grid)) {
    return {
      x: within(x * PER_UNIT, LIMIT) / PER_UNIT,
      y: within(y * PER_UNIT, LIMIT) / PER_UNIT,
      label,
    };
  }
  const values = { surface: fine(label, grid.range), line: 1, classes: label, many: label };
  return { x: fine(x, grid.radius), y: fine(y, grid.radius), label: values[grid.task] };
}

/** @param {number} value @param {number} scale */
const fine = (value, scale) => (step(value, scale) / FINE_LIMIT) * scale;

/** @param {number} value @param {number} scale */
const step = (value, scale) => within((value / scale) * FINE_LIMIT, FINE_LIMIT);

/**
 * Six letters a point in the usual case: 17 bits a coordinate, 1 bit the class. Else three a number,
 * one a class.
 *
 * @param {Point[]} points
 * @param {Grid} [grid]
 */
export function encodePoints(points, grid = { task: 'classes', radius: 1, range: 1 }) {
  return points.map((point) => (isPlain(grid) ? plain(point) : general(point, grid))).join('');
}

/** @param {Point} point */
function plain({ x, y, label }) {
  const high = (within(x * PER_UNIT, LIMIT) + LIMIT) * 2 + (label > 0 ? 1 : 0);
  return letters(high) + letters(within(y * PER_UNIT, LIMIT) + LIMIT);
}

/** @param {Point} point @param {Grid} grid */
function general({ x, y, label }, { task, radius, range }) {
  const place = [x, y].map((value) => letters(step(value, radius) + FINE_LIMIT)).join('');
  if (task === 'line') return place;
  if (task === 'surface') return place + letters(step(label, range) + FINE_LIMIT);
  return place + ALPHABET[Math.max(0, Math.min(63, label))];
}

/**
 * @param {string} text
 * @param {Grid} [grid]
 * @returns {Point[] | null} null where the text is not of encodePoints
 */
export function decodePoints(text, grid = { task: 'classes', radius: 1, range: 1 }) {
  const size = sizeOf(grid);
  if (text.length % size !== 0 || text.length > LONGEST) return null;
  /** @type {Point[]} */
  const points = [];
  for (let at = 0; at < text.length; at += size) {
    const point = decodePoint(text.slice(at, at + size), grid);
    if (!point) return null;
    points.push(point);
  }
  return points;
}

/** Letters of a point. @param {Grid} grid */
function sizeOf(grid) {
  if (isPlain(grid) || grid.task === 'line') return 6;
  return grid.task === 'surface' ? 9 : 7;
}

/**
 * @param {string} text
 * @param {Grid} grid
 * @returns {Point | null}
 */
function decodePoint(text, grid) {
  const first = number(text.slice(0, 3));
  const second = number(text.slice(3, 6));
  if (first < 0 || second < 0) return null;
  if (isPlain(grid)) {
    if (second > 2 * LIMIT) return null;
    return {
      x: ((first >> 1) - LIMIT) / PER_UNIT,
      y: (second - LIMIT) / PER_UNIT,
      label: first % 2 === 1 ? 1 : -1,
    };
  }
  const { task, radius, range } = grid;
  const last = task === 'line' ? 0 : number(text.slice(6));
  if (Math.max(first, second, last) > 2 * FINE_LIMIT || last < 0) return null;
  const scaled = (/** @type {number} */ k, /** @type {number} */ scale) =>
    ((k - FINE_LIMIT) / FINE_LIMIT) * scale;
  /** @type {Record<Task, number>} */
  const labels = {
    classes: last > 0 ? 1 : -1,
    many: last,
    line: 1,
    surface: scaled(last, range),
  };
  return { x: scaled(first, radius), y: scaled(second, radius), label: labels[task] };
}

/** @param {number} value below 2^18 */
function letters(value) {
  return ALPHABET[value >> 12] + ALPHABET[(value >> 6) & 63] + ALPHABET[value & 63];
}

/** @param {string} text */
function number(text) {
  const digits = Array.from(text, (letter) => ALPHABET.indexOf(letter));
  return digits.includes(-1) ? -1 : digits.reduce((value, digit) => value * 64 + digit, 0);
}
