// A bound of the maximum over the unit ball of |φ(u)|, φ(u) = linear·u + Σ_k weight_k (h_k·u)_+, in
// four to six dimensions, by branch and bound over simplicial cones. It holds at any time.

import { ConeBound } from './cone-bound.js';
import { addPart, coverSpace, divide, dot } from './cones.js';

/** @typedef {import('./row-space.js').Kinks} Kinks */
/** @typedef {import('./cones.js').Cone} Cone */

/**
 * How often a cone's linear function is improved, and by what part of the excess at least. With few
 * kinks the cone may be at a peak, where patience pays.
 */
const hasty = { passes: 8, progress: 0.1 };
const patient = { passes: 30, progress: 0.03 };
const fewKinks = 12;

/** With this few kinks, all concave, the bound can be made exact. */
const smallCone = 3;

/** Cones are done by their excess over the target: the highest class first, in a class the last. */
const classes = [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 1e-4, 1e-5, 1e-6, 0];

/** Climbs for a first target: from how many kinks, and how far. */
const climbs = 50;
const steps = 20;

/** Excess that is not worth dividing for: relative, and beside the terms that φ is the sum of. */
const accuracy = 2e-10;
const rounding = 1e-14;

/**
 * @param {Kinks} kinks `total` about 1
 * @param {{ floor: number, expired: () => boolean }} limits bounds below `floor` are of no interest
 * @returns {{ bound: number, done: boolean }} `done` if the bound is the largest of floor and max |φ|,
 *   up to the accuracy
 */
export function peakInCones(kinks, { floor, expired }) {
  const search = new Search(kinks, floor);
  search.attain(climb(kinks));
  for (const cone of coverSpace(kinks)) search.consider(cone);
  for (let count = 0; ; count++) {
    const cone = search.next();
    if (!cone) return { bound: search.target, done: true };
    if (count % 16 === 0 && expired()) {
      search.keep(cone);
      return { bound: search.highest(), done: false };
    }
    for (const half of divide(cone)) search.consider(half);
  }
}

/**
 * A high value of |φ|, found by following gradients from the directions of the heaviest kinks. A target
 * near the maximum leaves few cones to look at.
 *
 * @param {Kinks} kinks
 */
function climb({ rank, count, linear, directions, weights }) {
  const heaviest = Array.from(weights.keys()).sort(
    (a, b) => Math.abs(weights[b]) - Math.abs(weights[a]),
  );
  const gradient = new Float64Array(rank);
  let best = 0;
  for (const k of heaviest.slice(0, climbs)) {
    for (const [side, sign] of [-1, 1].flatMap((a) => [-1, 1].map((b) => [a, b]))) {
      const point = directions.slice(k * rank, (k + 1) * rank).map((x) => side * x);
      for (let step = 0; step < steps; step++) {
        gradient.set(linear);
        for (let j = 0; j < count; j++) {
          const active = dot(directions, j * rank, point, 0, rank) > 0;
          if (active) addPart(gradient, weights[j], directions, j * rank);
        }
        best = Math.max(best, Math.abs(dot(gradient, 0, point, 0, rank)));
        const size = Math.sqrt(dot(gradient, 0, gradient, 0, rank));
        if (!(size > 0)) break;
        for (let j = 0; j < rank; j++) point[j] = (sign * gradient[j]) / size;
      }
    }
  }
  return best;
}

/** The cones that remain, and what is known of the maximum. */
class Search {
  /**
   * @param {Kinks} kinks
   * @param {number} floor
   */
  constructor(kinks, floor) {
    this.kinks = kinks;
    this.work = new ConeBound(kinks);
    /** A cone with no more than this is done. */
    this.target = floor * (1 + accuracy) + rounding;
    /** @type {Cone[][]} */
    this.waiting = classes.map(() => []);
  }

  /** @returns {Cone | undefined} */
  next() {
    for (const list of this.waiting) {
      for (let cone = list.pop(); cone; cone = list.pop()) {
        if (cone.bound > this.target) return cone;
      }
    }
    return undefined;
  }

  /** @param {Cone} cone */
  keep(cone) {
    const excess = cone.bound / this.target - 1;
    this.waiting[classes.findIndex((least) => !(excess < least))].push(cone);
  }

  /** A bound of the maximum. */
  highest() {
    let most = this.target;
    for (const list of this.waiting) {
      for (const { bound } of list) most = Math.max(most, bound);
    }
    return most;
  }

  /** @param {number} value one that ±φ has somewhere on the unit sphere */
  attain(value) {
    this.target = Math.max(this.target, value * (1 + accuracy) + rounding);
  }

  /**
   * Bounds a cone, and keeps it if that is not enough.
   *
   * @param {Cone} cone
   */
  consider(cone) {
    const { work } = this;
    work.enter(cone);
    this.attain(work.valueAtEdges(cone));
    const { passes, progress } = cone.kinks.length > fewKinks ? hasty : patient;
    for (let pass = 0, excess = Infinity; ; pass++) {
      work.bound(cone);
      this.attain(work.valueAtSummit(cone));
      const before = excess;
      excess = cone.bound - this.target;
      if (excess <= 0) return;
      const slow = !(excess < (1 - progress) * before);
      if (pass === passes || slow || !work.improve(cone)) break;
    }
    if (this.isSmall(cone)) {
      work.settle(cone, this.target);
      if (cone.bound <= this.target) return;
    }
    work.chooseSide(cone);
    this.keep(cone);
  }

  /**
   * Whether nothing but θ keeps the bound up.
   *
   * @param {Cone} cone
   */
  isSmall({ kinks, sign }) {
    return kinks.length <= smallCone && kinks.every((k) => sign * this.kinks.weights[k] < 0);
  }
}
