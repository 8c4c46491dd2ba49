// A short name for a lot of data.

/**
 * Sixteen hexadecimal digits that are the same for the same text and numbers and, but for chance, for no
 * others. No protection against people who look for two of the same name.
 *
 * @param {string} text
 * @param {readonly (readonly number[])[]} [lists] numbers by their bits, for they may be too many for a text
 * @returns {string}
 */
export function fingerprint(text, lists = []) {
  // Two sums after Fowler, Noll and Vo (FNV-1a), of different starts and factors, mixed at the end.
  let [a, b] = [0x811c9dc5, 0x2f0b4c47];
  const add = (/** @type {number} */ word) => {
    a = Math.imul(a ^ word, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ word, 0x5bd1e995);
    b ^= b >>> 13;
  };
  for (let i = 0; i < text.length; i++) add(text.charCodeAt(i));
  for (const list of lists) {
    add(list.length);
    for (const word of new Uint32Array(Float64Array.from(list).buffer)) add(word);
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
