/** Zero mean and unit variance; constants become zeros. */

/**
 * @param {number[]} values
 * @returns {number[]}
 */
export function standardized(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  return values.map((value) => (value - mean) * scale);
}

/**
 * @param {number[][]} X
 * @returns {number[][]}
 */
export function standardizedColumns(X) {
  const columns = X[0].map((_, k) => standardized(X.map((x) => x[k])));
  return X.map((_, i) => columns.map((column) => column[i]));
}
