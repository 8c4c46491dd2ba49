// The exact maximum over the unit ball of |φ(u)|, φ(u) = linear·u + Σ_k weight_k (h_k·u)_+, in up to
// three dimensions: the great circles h_k·u = 0 are walked one by one through their crossings. φ is
// linear on each cell of their arrangement, so its peaks are corners, or peaks along an arc between
// two corners, or gradients that lie in their own cell.
//
// Every walk keeps the gradient up to date by one kink at a time. φ is continuous, so crossings that
// coincide, or that rounding puts in the wrong order, change only arcs as short as rounding.

/** @typedef {import('./row-space.js').Kinks} Kinks */

/** Rounding of a gradient of length 1 across a direction. */
const rounding = 1e-13;

/**
 * @param {Kinks} kinks of rank at most 3, `total` about 1
 * @param {{ floor: number, expired: () => boolean }} limits values up to `floor` are of no interest
 * @returns {number | undefined} the largest of floor and max |φ|; undefined when out of time
 */
export function peakOnSphere(kinks, { floor, expired }) {
  const { rank, count, linear, directions } = kinks;
  if (count === 0) return Math.max(floor, Math.hypot(...linear));
  const walk = new Walk(kinks, floor);
  if (rank === 1) {
    walk.offer([1]);
    walk.offer([-1]);
  } else if (rank === 2) {
    const plane = [
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    walk.along(plane, count);
  } else {
    for (let k = 0; k < count; k++) {
      if (expired()) return undefined;
      walk.along(frameAround(Array.from(directions.subarray(3 * k, 3 * k + 3))), k);
    }
  }
  return walk.best;
}

/**
 * An orthonormal frame whose third vector is the given one.
 *
 * @param {number[]} axis
 */
function frameAround(axis) {
  const [a, b, c] = axis;
  // Across the axis and the coordinate axis that is not near it.
  const p = Math.abs(a) < 0.6 ? [0, c, -b] : [b, -a, 0];
  const size = Math.hypot(...p);
  for (let j = 0; j < 3; j++) p[j] /= size;
  return [p, [b * p[2] - c * p[1], c * p[0] - a * p[2], a * p[1] - b * p[0]], axis];
}

/**
 * A circle with its crossings. Only half of it is walked: on the opposite side of the sphere every
 * kink is on its other side, and φ(−u) has the gradient `both` − that of φ(u).
 */
class Walk {
  /**
   * @param {Kinks} kinks
   * @param {number} floor
   */
  constructor(kinks, floor) {
    const numbers = () => new Float64Array(kinks.count);
    this.kinks = kinks;
    /** The largest value seen. */
    this.best = floor;
    /** @type {number[][]} axes of the frame; the circle is in the plane of the first two */
    this.frame = [];
    /** The weight of the kink that the circle belongs to. */
    this.own = 0;
    /** The kinks' directions in the frame. */
    this.x = numbers();
    this.y = numbers();
    this.z = numbers();
    /** The points where they cross the circle, of each opposite two the one at an angle in (0, π]. */
    this.crossingX = numbers();
    this.crossingY = numbers();
    /** Grows with the angle of the crossing. */
    this.key = numbers();
    /** On which side of each kink the walk is, ±1. */
    this.side = new Int8Array(kinks.count);
    /** The kinks by the angles of their crossings. */
    this.order = new Uint32Array(kinks.count);
    /** The gradient here in the frame, without the own kink, and its sum with that opposite. */
    this.here = new Float64Array(3);
    this.both = new Float64Array(3);
  }

  /**
   * @param {number[][]} frame
   * @param {number} own the kink that the circle belongs to; `count` if none
   */
  along(frame, own) {
    const { here, both, side, crossingX, crossingY } = this;
    this.frame = frame;
    this.own = own < this.kinks.count ? this.kinks.weights[own] : 0;
    const order = this.look(own);
    const last = order.length - 1;
    if (last < 0) this.lookEverywhere();
    for (let e = 0; e <= last; e++) {
      const from = order[e > 0 ? e - 1 : last];
      const to = order[e];
      const turn = e > 0 ? 1 : -1;
      const fromX = turn * crossingX[from];
      const fromY = turn * crossingY[from];
      for (const facing of [1, -1]) {
        const gx = facing > 0 ? here[0] : both[0] - here[0];
        const gy = facing > 0 ? here[1] : both[1] - here[1];
        const gz = facing > 0 ? here[2] : both[2] - here[2];
        this.lookAlongArc(gx, gy, fromX, fromY, to);
        if (frame[0].length < 3) continue;
        this.lookInCell(gx, gy, gz, -facing, from, to);
        this.lookInCell(gx, gy, gz + this.own, facing, from, to);
      }
      this.add(here, -side[to], to);
      side[to] = -side[to];
    }
  }

  /**
   * Puts the kinks into the frame and their crossings in order.
   *
   * @param {number} own
   */
  look(own) {
    const { x, y, z, side, here, both, key, order, crossingX, crossingY } = this;
    const { rank, count, directions, linear } = this.kinks;
    const [p, q, axis] = this.frame;
    for (let j = 0; j < 3; j++) {
      here[j] = dot(linear, 0, this.frame[j], rank);
      both[j] = 2 * here[j];
    }
    let crossings = 0;
    for (let k = 0; k < count; k++) {
      if (k === own) continue;
      x[k] = dot(directions, k * rank, p, rank);
      y[k] = dot(directions, k * rank, q, rank);
      z[k] = dot(directions, k * rank, axis, rank);
      // The side just after the angle 0, where the walk starts.
      side[k] = x[k] > 0 || (x[k] === 0 && y[k] > 0) ? 1 : -1;
      const size = Math.hypot(x[k], y[k]);
      crossingX[k] = (-side[k] * y[k]) / size;
      crossingY[k] = Math.abs(x[k]) / size;
      key[k] = -crossingX[k] / (Math.abs(crossingX[k]) + crossingY[k]);
      this.add(both, 1, k);
      if (side[k] > 0) this.add(here, 1, k);
      order[crossings++] = k;
    }
    return order.subarray(0, crossings).sort((a, b) => key[a] - key[b]);
  }

  /**
   * @param {Float64Array} gradient
   * @param {number} factor
   * @param {number} k
   */
  add(gradient, factor, k) {
    const weight = factor * this.kinks.weights[k];
    gradient[0] += weight * this.x[k];
    gradient[1] += weight * this.y[k];
    gradient[2] += weight * this.z[k];
  }

  /**
   * The arc's last corner, and its peak between the corners. Of an arc and the opposite one, one
   * belongs to φ and one to −φ.
   *
   * @param {number} gx
   * @param {number} gy
   * @param {number} fromX the arc's first corner
   * @param {number} fromY
   * @param {number} to the crossing at its last
   */
  lookAlongArc(gx, gy, fromX, fromY, to) {
    const squared = gx * gx + gy * gy;
    if (squared <= this.best * this.best) return;
    const toX = this.crossingX[to];
    const toY = this.crossingY[to];
    this.best = Math.max(this.best, Math.abs(gx * toX + gy * toY));
    const afterFirst = fromX * gy - fromY * gx;
    const beforeLast = gx * toY - gy * toX;
    // Between the lines through the corners, and on the corners' side of the circle.
    const middle = gx * (fromX + toX) + gy * (fromY + toY);
    const inside =
      (afterFirst >= 0 && beforeLast >= 0 && middle >= 0) ||
      (afterFirst <= 0 && beforeLast <= 0 && middle <= 0);
    if (inside) this.best = Math.max(this.best, Math.sqrt(squared));
  }

  /**
   * A cell beside the arc, or the one opposite to it: whether its gradient points into it. What is
   * offered is a value of φ anyway, so a doubtful point does no harm.
   *
   * @param {number} gx
   * @param {number} gy
   * @param {number} gz
   * @param {number} above on which side of the circle's plane the cell, or its opposite, is
   * @param {number} from the crossings at the arc's ends: two kinks that the gradient most often fails
   * @param {number} to
   */
  lookInCell(gx, gy, gz, above, from, to) {
    const squared = gx * gx + gy * gy + gz * gz;
    if (squared <= this.best * this.best) return;
    const { x, y, z, side, order, kinks } = this;
    const sign = gz * above >= 0 ? 1 : -1;
    const outside = (/** @type {number} */ k) =>
      sign * side[k] * (gx * x[k] + gy * y[k] + gz * z[k]) < -rounding;
    if (outside(to) || outside(from)) return;
    for (let e = 0; e < kinks.count - 1; e++) if (outside(order[e])) return;
    this.offerInFrame(gx, gy, gz);
  }

  /** A circle that nothing crosses. */
  lookEverywhere() {
    const [gx, gy, gz] = this.here;
    this.offerInFrame(gx, gy, 0);
    this.offerInFrame(gx, gy, gz);
    this.offerInFrame(gx, gy, gz + this.own);
  }

  /**
   * @param {number} gx
   * @param {number} gy
   * @param {number} gz
   */
  offerInFrame(gx, gy, gz) {
    const [p, q, axis] = this.frame;
    const point = p.map((_, j) => gx * p[j] + gy * q[j] + gz * axis[j]);
    this.offer(point);
    this.offer(point.map((value) => -value));
  }

  /** @param {number[]} point of any length but 0 */
  offer(point) {
    const { rank, count, linear, directions, weights } = this.kinks;
    const size = Math.hypot(...point);
    if (!(size > 0)) return;
    let value = dot(linear, 0, point, rank);
    for (let k = 0; k < count; k++) {
      value += weights[k] * Math.max(0, dot(directions, k * rank, point, rank));
    }
    this.best = Math.max(this.best, Math.abs(value) / size);
  }
}

/**
 * @param {Float64Array} list
 * @param {number} from where the vector in it starts
 * @param {number[]} vector
 * @param {number} size
 */
function dot(list, from, vector, size) {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += list[from + j] * vector[j];
  return sum;
}
