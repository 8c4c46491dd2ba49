// The nearest point of a simplicial cone, in the coordinates of its edges.

/** Squared sine of the angle within which an edge is taken to depend on the others. */
const dependent = 1e-15;

/** Maximizes 2 t·λ − λᵀGλ over λ ≥ 0 by the active sets of Lawson and Hanson. */
export class EdgeProjection {
  /** @param {number} size how many edges there are */
  constructor(size) {
    this.size = size;
    /** G, the edges' inner products, with ones on its diagonal. */
    this.gram = new Float64Array(size * size);
    this.t = new Float64Array(size);
    /** Where to start, and the result. */
    this.lambda = new Float64Array(size);
    /** Which edges may have λ > 0. */
    this.free = new Uint8Array(size);
    this.factor = new Float64Array(size * size);
    this.wanted = new Float64Array(size);
  }

  /** Rounding may end this early, so whoever needs a proof looks at `rise`. */
  run() {
    const { size, t, lambda, free } = this;
    for (let k = 0; k < size; k++) free[k] = Number(lambda[k] > 0);
    let best = -1;
    for (let step = 0; step < 4 * size; step++) {
      if (!this.settle()) {
        if (best < 0) return;
        this.replaceNearest(best);
        if (!this.settle()) return;
      }
      best = -1;
      let most = 0;
      for (let k = 0; k < size; k++) {
        if (free[k]) continue;
        const rise = this.rise(k);
        if (rise > most + 1e-14 * Math.abs(t[k])) {
          most = rise;
          best = k;
        }
      }
      if (best < 0) return;
      free[best] = 1;
    }
  }

  /** (t − Gλ)_k, at the maximum 0 for λ_k > 0 and no more than that for the others. */
  rise(/** @type {number} */ k) {
    const { size, gram, lambda } = this;
    let rise = this.t[k];
    for (let j = 0; j < size; j++) rise -= gram[k * size + j] * lambda[j];
    return rise;
  }

  /**
   * Gives up the free edge nearest to the given one, which is all but the same.
   *
   * @param {number} k
   */
  replaceNearest(k) {
    const { size, gram, lambda, free } = this;
    let nearest = -1;
    for (let j = 0; j < size; j++) {
      if (j === k || !free[j]) continue;
      if (nearest < 0 || gram[k * size + j] > gram[k * size + nearest]) nearest = j;
    }
    lambda[k] += lambda[nearest];
    lambda[nearest] = 0;
    free[nearest] = 0;
  }

  /**
   * Goes to the best point with the free edges, giving up those whose λ would become negative.
   *
   * @returns {boolean} false if the free edges depend on one another
   */
  settle() {
    const { size, lambda, free, wanted } = this;
    for (;;) {
      if (!this.solveFree()) return false;
      let reach = 1;
      let blocking = -1;
      for (let k = 0; k < size; k++) {
        if (!free[k] || wanted[k] > 0) continue;
        const ratio = lambda[k] > 0 ? lambda[k] / (lambda[k] - wanted[k]) : 0;
        if (blocking >= 0 && ratio >= reach) continue;
        reach = Math.min(reach, ratio);
        blocking = k;
      }
      for (let k = 0; k < size; k++) {
        if (free[k]) lambda[k] = Math.max(0, lambda[k] + reach * (wanted[k] - lambda[k]));
      }
      if (blocking < 0) return true;
      free[blocking] = 0;
      lambda[blocking] = 0;
    }
  }

  /**
   * G λ = t on the free edges, by Cholesky's factors.
   *
   * @returns {boolean}
   */
  solveFree() {
    const { size, gram, t, free, factor, wanted } = this;
    for (let k = 0; k < size; k++) {
      if (!free[k]) continue;
      let right = t[k];
      for (let j = 0; j <= k; j++) {
        if (!free[j]) continue;
        let sum = gram[k * size + j];
        for (let i = 0; i < j; i++) {
          if (free[i]) sum -= factor[k * size + i] * factor[j * size + i];
        }
        if (j < k) {
          factor[k * size + j] = sum / factor[j * size + j];
          right -= factor[k * size + j] * wanted[j];
        } else {
          if (!(sum > dependent)) return false;
          factor[k * size + k] = Math.sqrt(sum);
        }
      }
      wanted[k] = right / factor[k * size + k];
    }
    for (let k = size - 1; k >= 0; k--) {
      if (!free[k]) continue;
      for (let j = k + 1; j < size; j++) {
        if (free[j]) wanted[k] -= factor[j * size + k] * wanted[j];
      }
      wanted[k] /= factor[k * size + k];
    }
    return true;
  }
}
