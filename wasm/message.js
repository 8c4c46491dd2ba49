// Plain data as bytes, the only thing that crosses between JavaScript and the core: see message.h,
// the twin of this file.

const END = 0;
const NULL = 1;
const NO = 2;
const YES = 3;
const NUMBER = 4;
const TEXT = 5;
const NUMBERS = 6;
const LIST = 7;
const ROWS = 8;
const OBJECT = 9;

/**
 * The message of a value: of an array or typed array of numbers, another array, an object (without what is
 * undefined in it), or what those are made of.
 *
 * @param {unknown} value
 * @returns {Uint8Array[]} its bytes, in parts, which may be the value's own
 */
export function encode(value) {
  /** @type {Uint8Array[]} */
  const parts = [];
  put(parts, value);
  return parts;
}

/**
 * @param {Uint8Array[]} parts
 * @param {any} value
 */
function put(parts, value) {
  const start = (/** @type {number} */ kind) => parts.push(Uint8Array.of(kind));
  const putSized = (
    /** @type {number} */ kind,
    /** @type {number} */ size,
    /** @type {Uint8Array} */ bytes,
  ) => {
    start(kind);
    parts.push(bytesOf(Uint32Array.of(size)), bytes);
  };
  if (value === null) {
    start(NULL);
  } else if (typeof value === 'number') {
    start(NUMBER);
    parts.push(bytesOf(Float64Array.of(value)));
  } else if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    putSized(TEXT, bytes.length, bytes);
  } else if (typeof value !== 'object') {
    start(value ? YES : NO);
  } else if (isNumbers(value)) {
    const numbers = value instanceof Float64Array ? value : Float64Array.from(value);
    putSized(NUMBERS, numbers.length, bytesOf(numbers));
  } else {
    start(Array.isArray(value) ? ROWS : OBJECT);
    for (const [name, it] of Object.entries(value)) {
      if (it === undefined) continue;
      if (!Array.isArray(value)) put(parts, name);
      put(parts, it);
    }
    start(END);
  }
}

/** Of an array, by what it begins with. @param {any} value */
const isNumbers = (value) =>
  ArrayBuffer.isView(value) ||
  (Array.isArray(value) && (value.length === 0 || typeof value[0] === 'number'));

/** @param {ArrayBufferView} numbers */
const bytesOf = ({ buffer, byteOffset, byteLength }) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * The value of a message.
 *
 * @param {ArrayBuffer} buffer
 * @param {number} at where it begins
 * @returns {any}
 */
export function decode(buffer, at) {
  const view = new DataView(buffer);
  const utf8 = new TextDecoder();
  const take = (/** @type {number} */ size) => buffer.slice(at, (at += size));
  const takeSized = (/** @type {number} */ bytes) => take(bytes * new Uint32Array(take(4))[0]);
  const numbers = () => new Float64Array(takeSized(8));
  const ended = () => view.getUint8(at) === END && at++ > 0;
  /** Of each kind. @type {Record<number, () => any>} */
  const readers = {
    [NULL]: () => null,
    [NO]: () => false,
    [YES]: () => true,
    [NUMBER]: () => new Float64Array(take(8))[0],
    [TEXT]: () => utf8.decode(takeSized(1)),
    [NUMBERS]: numbers,
    [LIST]: () => Array.from(numbers()),
    [ROWS]() {
      const rows = [];
      while (!ended()) rows.push(read());
      return rows;
    },
    [OBJECT]() {
      /** @type {Record<string, unknown>} */
      const object = {};
      while (!ended()) object[read()] = read();
      return object;
    },
  };
  const read = () => readers[view.getUint8(at++)]();
  return read();
}
