/**
 * Points of two classes in the plane: editing them, writing them into a link, handing them to the
 * trainer. Functions return new arrays and leave the given ones as they are.
 *
 * @typedef {1 | -1} Label
 * @typedef {{ x: number, y: number, label: Label }} Point
 */

/** Coordinates of drawn points are multiples of 1 / GRID, so that a link restores them exactly. */
const GRID = 4096;
const LIMIT = 2 ** 16 - 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LETTERS = 6;

/** More points than this are not drawn by hand, nor written into a link. */
export const MAX_POINTS = 2000;

/** @param {number} value */
function toGrid(value) {
  return Math.max(-LIMIT, Math.min(LIMIT, Math.round(value * GRID)));
}

/**
 * @param {Point} point
 * @returns {Point}
 */
export function snap({ x, y, label }) {
  return { x: toGrid(x) / GRID, y: toGrid(y) / GRID, label };
}

/**
 * @param {Point[]} points
 * @param {number} index
 */
export function without(points, index) {
  return points.filter((_, i) => i !== index);
}

/**
 * @param {Point[]} points
 * @param {number} index
 * @param {{ x: number, y: number }} place
 */
export function moved(points, index, place) {
  return points.map((point, i) => (i === index ? snap({ ...point, ...place }) : point));
}

/**
 * Index of the point nearest to (x, y), or -1 where none is within reach.
 *
 * @param {Point[]} points
 * @param {number} x
 * @param {number} y
 * @param {number} [reach]
 */
export function nearest(points, x, y, reach = Infinity) {
  let best = -1;
  let bestDistance = reach;
  points.forEach((point, index) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance <= bestDistance) {
      best = index;
      bestDistance = distance;
    }
  });
  return best;
}

/**
 * @param {Point[]} points
 * @returns {{ X: { data: Float64Array, shape: [number, number] }, y: Float64Array }}
 */
export function toMatrices(points) {
  const data = new Float64Array(2 * points.length);
  points.forEach(({ x, y }, i) => data.set([x, y], 2 * i));
  return {
    X: { data, shape: [points.length, 2] },
    y: Float64Array.from(points, (point) => point.label),
  };
}

/**
 * Six letters a point: 17 bits a coordinate, 1 bit the class.
 *
 * @param {Point[]} points
 */
export function encodePoints(points) {
  return points
    .map(({ x, y, label }) => {
      const high = (toGrid(x) + LIMIT) * 2 + (label > 0 ? 1 : 0);
      const low = toGrid(y) + LIMIT;
      return letters(high) + letters(low);
    })
    .join('');
}

/**
 * @param {string} text
 * @returns {Point[] | null} null where the text is not of encodePoints
 */
export function decodePoints(text) {
  if (text.length % LETTERS !== 0 || text.length > LETTERS * MAX_POINTS) return null;
  /** @type {Point[]} */
  const points = [];
  for (let at = 0; at < text.length; at += LETTERS) {
    const high = number(text.slice(at, at + LETTERS / 2));
    const low = number(text.slice(at + LETTERS / 2, at + LETTERS));
    if (high < 0 || low < 0 || low > 2 * LIMIT) return null;
    points.push({
      x: ((high >> 1) - LIMIT) / GRID,
      y: (low - LIMIT) / GRID,
      label: high % 2 === 1 ? 1 : -1,
    });
  }
  return points;
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
