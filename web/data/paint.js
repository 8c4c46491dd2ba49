/**
 * A brush on the plane: dabs of points within a radius, and what of a stroke becomes dabs.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./random.js').Random} Random
 * @typedef {{ x: number, y: number }} Place
 */

import { MAX_POINTS } from './points.js';

/** How many points a dab sets, of which only those are kept that are not on top of others. */
const TRIES = 6;

/** Points of a dab keep this share of the brush's radius from each other. */
const ROOM = 0.45;

/**
 * The points with a dab of new ones.
 *
 * @param {Point[]} points
 * @param {Place} place
 * @param {{ size: number, label: number, within: number, random: Random }} brush
 *   size: radius of the brush; within: half the side of the square, which no point leaves
 */
export function dab(points, place, { size, label, within, random }) {
  const next = [...points];
  for (let i = 0; i < TRIES && next.length < MAX_POINTS; ++i) {
    const angle = random.uniform(0, 2 * Math.PI);
    const distance = size * Math.sqrt(random.uniform());
    const x = place.x + distance * Math.cos(angle);
    const y = place.y + distance * Math.sin(angle);
    const inside = Math.abs(x) <= within && Math.abs(y) <= within;
    const free = next.every((point) => Math.hypot(point.x - x, point.y - y) > ROOM * size);
    if (inside && free) next.push({ x, y, label });
  }
  return next;
}

/**
 * The points without those under the brush.
 *
 * @param {Point[]} points
 * @param {Place} place
 * @param {number} size
 */
export function wipe(points, { x, y }, size) {
  return points.filter((point) => Math.hypot(point.x - x, point.y - y) > size);
}

/**
 * Whether a stroke has gone far enough for the next dab.
 *
 * @param {Place | null} last the dab before
 * @param {Place} place
 * @param {number} size
 */
export function isNext(last, place, size) {
  return last === null || Math.hypot(place.x - last.x, place.y - last.y) >= size;
}
