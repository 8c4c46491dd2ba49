/** Summaries of measured times. */

/**
 * The value below which this share of the sorted values lies, the nearest one of them.
 * @param {number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

export const median = (/** @type {number[]} */ values) => quantile(values, 0.5);
export const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);

/**
 * The slope of log(value) over log(size), by least squares.
 * @param {number[]} sizes
 * @param {number[]} values
 */
export function growthExponent(sizes, values) {
  const [x, y] = [sizes.map(Math.log), values.map(Math.log)];
  const [meanX, meanY] = [sum(x) / x.length, sum(y) / y.length];
  const above = sum(x.map((value, i) => (value - meanX) * (y[i] - meanY)));
  return above / sum(x.map((value) => (value - meanX) ** 2));
}
