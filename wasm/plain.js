// Plain data, such that JSON gives back what it was given.

/**
 * A copy with plain lists instead of typed arrays, and without what JSON does not know: entries that
 * are undefined or infinite are left out, and −0 becomes 0.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function plain(value) {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return Array.from(/** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value)), plain);
  }
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, it]) => it !== Infinity && it !== undefined);
  return Object.fromEntries(entries.map(([name, it]) => [name, plain(it)]));
}
