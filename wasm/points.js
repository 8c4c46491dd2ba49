// The samples of a trainer, changed a point at a time.

import { invalidArgument, show } from './errors.js';
import { findFault, findLoss } from './losses.js';

/** @typedef {import('./data.js').Matrix} Matrix */

/**
 * What a trainer trains. Never changed in place.
 * @typedef {{ points: Points, options: Record<string, unknown> }} Problem
 */

/** Never changed in place: every change gives new points, so that the earlier ones are still there. */
export class Points {
  /**
   * @param {Matrix} X
   * @param {Matrix} Y
   * @param {{ rows: number, origin: readonly number[] }} [settled] how many points there were, and
   *   where each of now was among them, −1 for nowhere
   */
  constructor(X, Y, settled = { rows: X.rows, origin: Array.from(Array(X.rows).keys()) }) {
    this.X = X;
    this.Y = Y;
    this.before = settled;
  }

  /** The same points, with what changes from now on counted anew. */
  settled() {
    return new Points(this.X, this.Y);
  }

  /**
   * Carries a dual variable over to the points as they are now: ν = −∇f, and f is a mean, so it
   * scales as their number does. What new points have is not known yet.
   *
   * @param {ArrayLike<number>} dual of the points when they were settled, row-major
   * @returns {Float64Array}
   */
  carry(dual) {
    const { rows, origin } = this.before;
    const c = this.Y.columns;
    const scale = rows / origin.length;
    const carried = new Float64Array(origin.length * c);
    origin.forEach((from, i) => {
      if (from < 0) return;
      for (let k = 0; k < c; k++) carried[i * c + k] = scale * dual[from * c + k];
    });
    return carried;
  }

  /**
   * @param {unknown} i
   * @param {unknown} x
   * @param {unknown} y
   * @param {unknown} [loss] the loss's name, for its rule on y
   */
  with(i, x, y, loss) {
    const row = this.checkIndex(i);
    const { x: values, y: targets } = this.checkPoint(x, y, loss);
    const X = Float64Array.from(this.X.data);
    const Y = Float64Array.from(this.Y.data);
    X.set(values, row * this.X.columns);
    Y.set(targets, row * this.Y.columns);
    return new Points({ ...this.X, data: X }, { ...this.Y, data: Y }, this.before);
  }

  /**
   * @param {unknown} x
   * @param {unknown} y
   * @param {unknown} [loss]
   */
  plus(x, y, loss) {
    const point = this.checkPoint(x, y, loss);
    const { rows, origin } = this.before;
    const before = { rows, origin: [...origin, -1] };
    return new Points(append(this.X, point.x), append(this.Y, point.y), before);
  }

  /** @param {unknown} i */
  without(i) {
    const row = this.checkIndex(i);
    if (this.X.rows === 1) {
      throw invalidArgument('the last point cannot be removed: a training needs at least one');
    }
    const { rows, origin } = this.before;
    const before = { rows, origin: origin.filter((_, k) => k !== row) };
    return new Points(dropRow(this.X, row), dropRow(this.Y, row), before);
  }

  /** @param {unknown} i */
  checkIndex(i) {
    const { rows } = this.X;
    if (typeof i === 'number' && Number.isInteger(i) && i >= 0 && i < rows) return i;
    throw invalidArgument(
      `i must be the index of a point, a whole number from 0 to ${rows - 1}, but is ${show(i)}`,
    );
  }

  /**
   * @param {unknown} x
   * @param {unknown} y
   * @param {unknown} [loss]
   */
  checkPoint(x, y, loss) {
    const { columns: d } = this.X;
    const { columns: c } = this.Y;
    const values = readNumbers('x', x, `${d} ${d === 1 ? 'number' : 'numbers'}, as a row of X`, d);
    const targets =
      c === 1 && typeof y === 'number'
        ? readNumbers('y', [y], 'a number', 1)
        : readNumbers('y', y, c === 1 ? 'a number' : `${c} numbers, as a row of Y`, c);
    const known = findLoss(loss);
    const fault = known && findFault(known, { data: targets, rows: 1, columns: c });
    if (fault) {
      const rule = known.targets === 'signs' ? '-1 or 1' : 'one 1 and else 0';
      throw invalidArgument(`y must be ${rule} for loss ${show(loss)}, but is ${fault.value}`);
    }
    return { x: values, y: targets };
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} rule
 * @param {number} length
 */
function readNumbers(name, value, rule, length) {
  if (!Array.isArray(value) && (!ArrayBuffer.isView(value) || value instanceof DataView)) {
    throw invalidArgument(`${name} must be ${rule}, but is ${show(value)}`);
  }
  const given = /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value));
  if (given.length !== length) {
    throw invalidArgument(`${name} must be ${rule}, but has length ${given.length}`);
  }
  return Float64Array.from(given, (it, k) => {
    if (typeof it === 'number' && Number.isFinite(it)) return it;
    const element = length === 1 ? name : `${name}[${k}]`;
    throw invalidArgument(`${name} must hold finite numbers only, but ${element} is ${show(it)}`);
  });
}

/**
 * @param {Matrix} matrix
 * @param {Float64Array} row
 * @returns {Matrix}
 */
function append({ data, rows, columns }, row) {
  const longer = new Float64Array(data.length + columns);
  longer.set(data);
  longer.set(row, data.length);
  return { data: longer, rows: rows + 1, columns };
}

/**
 * @param {Matrix} matrix
 * @param {number} row
 * @returns {Matrix}
 */
function dropRow({ data, rows, columns }, row) {
  const shorter = new Float64Array(data.length - columns);
  shorter.set(data.subarray(0, row * columns));
  shorter.set(data.subarray((row + 1) * columns), row * columns);
  return { data: shorter, rows: rows - 1, columns };
}
