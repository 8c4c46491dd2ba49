// Every activation pattern of a small data set: a gate from each cell of the arrangement of the
// hyperplanes {u : x_i·u = 0}, found from its extreme rays.

const tiny = 1e-9;
const parallel = 1e-12;

/** @typedef {number[]} Vector */

/** @param {Vector} a @param {Vector} b */
function dot(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** @param {Vector} a */
const norm = (a) => Math.sqrt(dot(a, a));

/** @param {Vector} a @param {number} factor */
const scaled = (a, factor) => a.map((value) => factor * value);

/** @param {Vector} a @param {number} factor @param {Vector} b */
const plus = (a, factor, b) => a.map((value, k) => value + factor * b[k]);

/**
 * An orthonormal basis of what the vectors span, by Gram–Schmidt, each time on the longest rest.
 *
 * @param {Vector[]} vectors
 * @returns {Vector[]}
 */
export function basisOf(vectors) {
  /** @type {Vector[]} */
  const basis = [];
  const largest = Math.max(0, ...vectors.map(norm));
  let rests = vectors;
  for (;;) {
    const longest = rests.reduce((best, rest) => (norm(rest) > norm(best) ? rest : best), []);
    if (!(norm(longest) > tiny * largest)) return basis;
    const direction = scaled(longest, 1 / norm(longest));
    basis.push(direction);
    for (let pass = 0; pass < 2; pass++) {
      rests = rests.map((rest) => plus(rest, -dot(rest, direction), direction));
    }
  }
}

/**
 * The unit vector orthogonal to r − 1 independent unit vectors of r entries, by elimination with
 * full pivoting; none if they are dependent.
 *
 * @param {Vector[]} vectors
 * @param {number} r
 * @returns {Vector | undefined}
 */
function orthogonalTo(vectors, r) {
  const A = vectors.map((row) => [...row]);
  const order = Array.from({ length: r }, (_, k) => k); // of the columns
  for (let k = 0; k < r - 1; k++) {
    let [best, row, column] = [0, k, k];
    for (let i = k; i < r - 1; i++) {
      for (let c = k; c < r; c++) {
        const size = Math.abs(A[i][order[c]]);
        if (size > best) [best, row, column] = [size, i, c];
      }
    }
    if (best < tiny) return undefined;
    [A[k], A[row]] = [A[row], A[k]];
    [order[k], order[column]] = [order[column], order[k]];
    for (let i = 0; i < r - 1; i++) {
      if (i === k) continue;
      const factor = A[i][order[k]] / A[k][order[k]];
      if (factor !== 0) for (let c = 0; c < r; c++) A[i][c] -= factor * A[k][c];
    }
  }
  const result = new Array(r).fill(0);
  const free = order[r - 1];
  result[free] = 1;
  for (let k = 0; k < r - 1; k++) result[order[k]] = -A[k][free] / A[k][order[k]];
  return scaled(result, 1 / norm(result));
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} size
 * @returns {T[][]}
 */
function subsets(items, size) {
  if (size === 0) return [[]];
  return items.flatMap((item, k) =>
    subsets(items.slice(k + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/**
 * Unit vectors, one of each line through 0 that the vectors lie on.
 *
 * @param {Vector[]} vectors
 */
function linesOf(vectors) {
  /** @type {Vector[]} */
  const lines = [];
  for (const vector of vectors) {
    const unit = scaled(vector, 1 / norm(vector));
    const side = (/** @type {Vector} */ line) => Math.sign(dot(line, unit));
    if (!lines.some((line) => norm(plus(unit, -side(line), line)) < parallel)) lines.push(unit);
  }
  return lines;
}

/** @param {Vector} unit vectors of one line have one key, but for rounding */
function lineKey(unit) {
  const lead = unit.find((value) => Math.abs(value) > tiny) ?? 1;
  return scaled(unit, Math.sign(lead) * 1e9)
    .map(Math.round)
    .join();
}

/**
 * Points of all cells for independent rows: every combination of signs is one.
 *
 * @param {Vector[]} rows of norm 1
 * @returns {Vector[]}
 */
function cornerPoints(rows) {
  const edges = rows.map((row, k) => {
    const others = rows.filter((_, i) => i !== k);
    const edge = /** @type {Vector} */ (orthogonalTo(others, rows.length));
    return scaled(edge, 1 / dot(row, edge));
  });
  return edges.reduce(
    (/** @type {Vector[]} */ points, edge) =>
      points.flatMap((point) => [plus(point, 1, edge), plus(point, -1, edge)]),
    [scaled(rows[0], 0)],
  );
}

/**
 * Points of all cells for rows that span r dimensions.
 *
 * @param {Vector[]} rows
 * @param {number} r
 * @returns {Vector[]}
 */
function cellPoints(rows, r) {
  if (r === 0) return [[]];
  const lines = linesOf(rows);
  if (lines.length === r) return cornerPoints(lines);
  /** @type {Map<string, Vector>} */
  const points = new Map();
  const rays = new Map();
  for (const subset of subsets(lines, r - 1)) {
    const ray = orthogonalTo(subset, r);
    if (ray) rays.set(lineKey(ray), ray);
  }
  for (const ray of [...rays.values()].flatMap((v) => [v, scaled(v, -1)])) {
    const through = lines.filter((row) => Math.abs(dot(row, ray)) < tiny);
    const others = lines.filter((row) => !through.includes(row));
    const basis = basisOf(through);
    const local = through.map((row) => basis.map((direction) => dot(direction, row)));
    for (const point of cellPoints(local, r - 1)) {
      const away = basis.reduce(
        (sum, direction, k) => plus(sum, point[k], direction),
        scaled(ray, 0),
      );
      const room = Math.min(1, ...others.map((row) => Math.abs(dot(row, ray) / dot(row, away))));
      const inside = plus(ray, 0.5 * room, away);
      points.set(lines.map((row) => Number(dot(row, inside) > 0)).join(''), inside);
    }
  }
  return [...points.values()];
}

/**
 * A gate of every cell, in the columns of X (rows of numbers, the column of ones in it if there is
 * one).
 *
 * @param {Vector[]} X
 * @returns {Vector[]}
 */
export function allGates(X) {
  const basis = basisOf(X);
  const rows = X.filter((row) => norm(row) > 0).map((row) => basis.map((v) => dot(v, row)));
  return cellPoints(rows, basis.length).map((point) =>
    basis.reduce((sum, direction, k) => plus(sum, point[k], direction), scaled(X[0], 0)),
  );
}
