// The wire format of Protocol Buffers, as far as writing needs it: a field is a key, the number of the
// field times 8 plus its wire type, and a varint (type 0) or bytes with their length before (type 2).

/** @typedef {number | string | Uint8Array | Message} Value whole, not below 0, or a text, bytes or a message */

/**
 * Values by the number of their field, or lists of values for what is repeated.
 * @typedef {{ [field: number]: Value | Value[] }} Message
 */

/**
 * @param {Message} message
 * @returns {number[]} bytes
 */
export function encode(message) {
  return Object.entries(message).flatMap(([field, values]) =>
    [values].flat().flatMap((value) => {
      const key = Number(field) * 8;
      if (typeof value === 'number') return [...varint(key), ...varint(value)];
      const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      const bytes = ArrayBuffer.isView(content)
        ? /** @type {Uint8Array} */ (content)
        : encode(content);
      return [...varint(key + 2), ...varint(bytes.length), ...bytes];
    }),
  );
}

/**
 * Seven bits a byte, the lowest first, all but the last with the eighth bit set.
 *
 * @param {number} value
 * @returns {number[]}
 */
function varint(value) {
  return value > 127 ? [(value & 127) | 128, ...varint(value >>> 7)] : [value];
}
