// A short name for a long text.

/**
 * Sixteen hexadecimal digits that are the same for the same text and, but for chance, for no other.
 * No protection against people who look for two texts of the same name.
 *
 * @param {string} text
 * @returns {string}
 */
export function fingerprint(text) {
  // Two sums after Fowler, Noll and Vo (FNV-1a), of different starts and factors, mixed at the end.
  let [a, b] = [0x811c9dc5, 0x2f0b4c47];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 15;
  }
  a = mixed(a ^ (b >>> 7));
  b = mixed(b ^ a);
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** @param {number} word */
function mixed(word) {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
