// An upper bound of φ(u) = linear·u + Σ_k weight_k (h_k·u)_+, or of −φ, on the part of the unit ball in
// a simplicial cone.
//
// There φ lies below a linear function: a convex kink below its chord, whose values at the edges are
// those of the kink, and a concave one below θ times its slope, for any 0 ≤ θ ≤ 1. The maximum of a
// linear function over cone and ball is the length of its gradient's projection on the cone, here
// called the summit.

import { addPart, dot } from './cones.js';
import { EdgeProjection } from './nonnegative.js';

/** @typedef {import('./row-space.js').Kinks} Kinks */
/** @typedef {import('./cones.js').Cone} Cone */

/** What of h·v, both of length 1, may be rounding. */
const unclear = 1e-15;

/** A kink with this little on one side of it bends hardly at all. */
const nearly = 1e-3;

/** What is being found out about one cone, in memory that the next one uses again. */
export class ConeBound {
  /** @param {Kinks} kinks */
  constructor(kinks) {
    const { rank, count } = kinks;
    this.kinks = kinks;
    /** The kinks' values at the edges, a kink of the cone a row. */
    this.values = new Float64Array(count * rank);
    /** A lower bound of c·u / Σλ over the cone's points u = Σ λ_k v_k, for some unit vector c. */
    this.narrow = 0;
    /** Of the linear function's values at the edges, to the summit. */
    this.projection = new EdgeProjection(rank);
    /** The edges' inner products. */
    this.gram = this.projection.gram;
    /** The summit, by the edges and as a vector. */
    this.lambda = this.projection.lambda;
    this.summit = new Float64Array(rank);
  }

  /** @param {Cone} cone */
  enter(cone) {
    this.sortKinks(cone);
    this.measure(cone);
    this.lambda.fill(0);
  }

  /**
   * Takes the kinks that do not bend inside the cone out of its list.
   *
   * @param {Cone} cone
   */
  sortKinks(cone) {
    const { rank, directions, weights } = this.kinks;
    const { edges, gradient, kinks, theta, sign } = cone;
    const { values } = this;
    let kept = 0;
    for (let e = 0; e < kinks.length; e++) {
      const k = kinks[e];
      let highest = 0;
      let lowest = 0;
      for (let j = 0; j < rank; j++) {
        const value = dot(directions, k * rank, edges, j * rank, rank);
        const clear = Math.abs(value) > unclear ? value : 0;
        values[kept * rank + j] = clear;
        highest = Math.max(highest, clear);
        lowest = Math.min(lowest, clear);
      }
      if (lowest === 0) {
        if (highest > 0) addPart(gradient, sign * weights[k], directions, k * rank);
      } else if (highest > 0) {
        kinks[kept] = k;
        // A kink that only touches the cone pulls θ about as a side of the cone does, too slowly.
        const lopsided =
          highest < nearly * -lowest ? 0 : -lowest < nearly * highest ? 1 : undefined;
        theta[kept++] = lopsided ?? theta[e];
      }
    }
    cone.kinks = kinks.slice(0, kept);
    cone.theta = theta.slice(0, kept);
  }

  /** @param {Cone} cone */
  measure({ edges }) {
    const { gram } = this;
    const { rank } = this.kinks;
    const middle = new Float64Array(rank);
    for (let j = 0; j < rank; j++) {
      addPart(middle, 1, edges, j * rank);
      for (let k = 0; k < rank; k++) {
        gram[j * rank + k] = dot(edges, j * rank, edges, k * rank, rank);
      }
    }
    const size = Math.sqrt(dot(middle, 0, middle, 0, rank));
    this.narrow = Infinity;
    for (let j = 0; j < rank; j++) {
      this.narrow = Math.min(this.narrow, dot(middle, 0, edges, j * rank, rank) / size);
    }
  }

  /**
   * Lowers the cone's bound to what the linear function gives, and finds the summit.
   *
   * @param {Cone} cone
   * @returns {number} what the linear function gives
   */
  bound(cone) {
    const { edges, gradient, kinks, theta, sign } = cone;
    const { values, projection, lambda, summit } = this;
    const { rank, weights } = this.kinks;
    const { t } = projection;
    for (let j = 0; j < rank; j++) t[j] = dot(gradient, 0, edges, j * rank, rank);
    for (let e = 0; e < kinks.length; e++) {
      const weight = sign * weights[kinks[e]];
      for (let j = 0; j < rank; j++) {
        const value = values[e * rank + j];
        t[j] += weight * (weight > 0 ? Math.max(0, value) : theta[e] * value);
      }
    }
    projection.run();
    summit.fill(0);
    let rest = 0;
    for (let j = 0; j < rank; j++) {
      addPart(summit, lambda[j], edges, j * rank);
      rest = Math.max(rest, projection.rise(j));
    }
    if (!(this.narrow > 0)) return Infinity;
    // t·μ ≤ |summit| + rest Σμ for any λ ≥ 0, and Σμ ≤ 1/narrow where |Σ μ_k v_k| ≤ 1.
    const height = Math.sqrt(dot(summit, 0, summit, 0, rank)) + rest / this.narrow;
    cone.bound = Math.min(cone.bound, height);
    return height;
  }

  /** The greatest value of φ (of −φ for the sign −1) at the edges. @param {Cone} cone */
  valueAtEdges({ edges, gradient, kinks, sign }) {
    const { rank, weights } = this.kinks;
    let most = 0;
    for (let j = 0; j < rank; j++) {
      let value = dot(gradient, 0, edges, j * rank, rank);
      for (let e = 0; e < kinks.length; e++) {
        value += sign * weights[kinks[e]] * Math.max(0, this.values[e * rank + j]);
      }
      most = Math.max(most, value);
    }
    return most;
  }

  /** The value at the summit's direction. @param {Cone} cone */
  valueAtSummit({ gradient, kinks, sign }) {
    const { rank, directions, weights } = this.kinks;
    const size = Math.sqrt(dot(this.summit, 0, this.summit, 0, rank));
    if (!(size > 0)) return 0;
    let value = dot(gradient, 0, this.summit, 0, rank);
    for (const k of kinks) {
      const inner = dot(directions, k * rank, this.summit, 0, rank);
      if (inner > 0) value += sign * weights[k] * inner;
    }
    return value / size;
  }

  /**
   * Moves each θ to where it makes the summit, taken as a gradient, shortest.
   *
   * @param {Cone} cone
   * @returns {boolean} whether anything moved
   */
  improve({ kinks, theta, sign }) {
    const { rank, directions, weights } = this.kinks;
    let moved = false;
    for (let e = 0; e < kinks.length; e++) {
      const weight = sign * weights[kinks[e]];
      if (weight > 0) continue;
      const from = kinks[e] * rank;
      const best = theta[e] - dot(this.summit, 0, directions, from, rank) / weight;
      const next = Math.min(1, Math.max(0, best));
      if (next === theta[e]) continue;
      addPart(this.summit, weight * (next - theta[e]), directions, from);
      theta[e] = next;
      moved = true;
    }
    return moved;
  }

  /**
   * Finds each θ to the last digit, given the others, by halving: where a kink is all but a side of the
   * cone, `improve` gets on too slowly.
   *
   * @param {Cone} cone one without convex kinks
   * @param {number} target where to stop
   */
  settle(cone, target) {
    const { rank, weights } = this.kinks;
    for (let e = 0; e < cone.kinks.length; e++) {
      const weight = Math.abs(weights[cone.kinks[e]]);
      let low = 0;
      let high = 1;
      for (let halving = 0; halving < 50; halving++) {
        const height = this.bound(cone);
        if (height <= target) return;
        // |summit|² is convex in θ, and falls at twice this rate.
        const slope = weight * dot(this.values, e * rank, this.lambda, 0, rank);
        if (slope > 0) low = cone.theta[e];
        else high = cone.theta[e];
        if (height * (height - target) > Math.abs(slope) * (high - low)) break;
        cone.theta[e] = (low + high) / 2;
      }
    }
  }

  /**
   * The side where most of the kinks' slack is, near the summit; without any, and while the cone is
   * too wide for a bound, the longest.
   *
   * @param {Cone} cone
   */
  chooseSide(cone) {
    const { rank, weights } = this.kinks;
    const { values, lambda, gram } = this;
    const share = 0.3 * Math.max(...lambda) || 1;
    const kinks = this.narrow > 0 ? cone.kinks : [];
    let most = 0;
    let farthest = Infinity;
    for (let j = 1; j < rank; j++) {
      for (let i = 0; i < j; i++) {
        let slack = 0;
        kinks.forEach((k, e) => {
          const a = values[e * rank + i];
          const b = values[e * rank + j];
          if (a < 0 === b < 0) return;
          const weight = cone.sign * weights[k];
          slack += (weight > 0 ? weight : -weight / 2) * Math.min(Math.abs(a), Math.abs(b));
        });
        slack *= Math.sqrt((lambda[i] + share) * (lambda[j] + share));
        const better = slack > most || (most === 0 && gram[i * rank + j] < farthest);
        if (!better) continue;
        most = slack;
        farthest = gram[i * rank + j];
        cone.first = i;
        cone.second = j;
      }
    }
  }
}
