// The wire format of Protocol Buffers, as far as writing needs it: a field is a key, the number of the
// field times 8 plus its wire type, and a varint (type 0) or bytes with their length before (type 2).

/**
 * A field of a message: a whole number, a text, bytes, or a message, as a list of its fields.
 * @typedef {[number: number, value: number | string | number[] | Field[]]} Field
 */

/**
 * The bytes of a message: of its fields in the order given; what is repeated stands there repeatedly.
 *
 * @param {(Field | number)[]} fields or bytes, which stay as they are
 * @returns {number[]}
 */
export function encode(fields) {
  return fields.flatMap((field) => {
    if (typeof field === 'number') return field;
    const [number, value] = field;
    if (typeof value === 'number') return [...varint(number * 8), ...varint(value)];
    const bytes = typeof value === 'string' ? [...new TextEncoder().encode(value)] : encode(value);
    return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
  });
}

/**
 * Seven bits a byte, the lowest first, all but the last with the eighth bit set.
 *
 * @param {number} value whole, not below 0
 * @returns {number[]}
 */
function varint(value) {
  return value > 127 ? [(value & 127) | 128, ...varint(value >>> 7)] : [value];
}
