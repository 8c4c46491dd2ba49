// The wire format of Protocol Buffers, as far as writing needs it: a field is a key, the number of the
// field times 8 plus its wire type, and a varint (type 0) or bytes with their length before (type 2).

/** @typedef {[number: number, value: number | bigint | string | Uint8Array]} Field */

/**
 * A message: fields in the order given; what is repeated stands there repeatedly.
 *
 * @param {Field[]} fields
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function message(fields) {
  return concatenate(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return [varint(number * 8), varint(value)];
      }
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      return [varint(number * 8 + 2), varint(bytes.length), bytes];
    }),
  );
}

/**
 * Seven bits a byte, the lowest first, all but the last with the eighth bit set.
 *
 * @param {number | bigint} value whole; below 0 as two's complement of 64 bits
 */
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.of(...bytes, Number(rest));
}

/** @param {Uint8Array[]} parts */
function concatenate(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
