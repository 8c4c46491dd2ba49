/** Takes WebAssembly apart into streams of like numbers, see wasm/streams.js. */
import {
  joinStreams,
  LOCAL,
  moveModule,
  readNumber,
  recall,
  SIZE,
  STREAMS,
  STUB,
  writeNumber,
} from '../wasm/streams.js';

/**
 * What `joinStreams` makes the same module of.
 *
 * @param {Uint8Array} module
 * @param {ReadonlySet<number>} [rare] functions to leave out of the common part, counted among those that
 *   the module defines
 * @returns {{ common: Buffer, rest?: Buffer }} the latter where there are any
 */
export function splitStreams(module, rare = new Set()) {
  const common = new Writer();
  const rest = new Writer();
  let to = common;
  let position = 0;
  let functions = 0;
  let codeSize = 0;
  let left = 0; // bytes that the common part has less
  const read = () => module[position++];
  const byte = (/** @type {number} */ stream) => {
    const value = read();
    to.byte(stream, value);
    return value;
  };
  moveModule({
    position: () => position,
    ended: () => position >= module.length,
    byte,
    local: (recent) => {
      const local = readNumber(read);
      const place = local < recent.length ? recent.indexOf(local) : local;
      recall(recent, place);
      to.number(LOCAL, place);
    },
    codeSize: () => void (codeSize = readNumber(read)),
    enter() {
      const size = readNumber(read);
      if (rare.has(functions++)) {
        common.number(SIZE, 0);
        left += size + lengthOf(size) - STUB.length - lengthOf(STUB.length);
        to = rest;
      }
      to.number(SIZE, size);
      return size;
    },
    leave: () => void (to = common),
  });
  const commonSize = codeSize - left;
  const shorter = left + lengthOf(codeSize) - lengthOf(commonSize);
  const parts = { common: common.join([module.length - shorter, commonSize]) };
  if (rare.size === 0) return checked(module, parts);
  return checked(module, { ...parts, rest: rest.join([module.length, codeSize]) });
}

/** Streams in the making. */
class Writer {
  /** @type {number[][]} */
  #streams = Array.from({ length: STREAMS }, () => []);

  /** @param {number} stream @param {number} value */
  byte(stream, value) {
    this.#streams[stream].push(value);
  }

  /** @param {number} stream @param {number} value */
  number(stream, value) {
    writeNumber(value, (byte) => this.byte(stream, byte));
  }

  /** @param {number[]} head what comes before the sizes of the streams */
  join(head) {
    const numbers = [...head, ...this.#streams.map(({ length }) => length)];
    /** @type {number[]} */
    const bytes = [];
    for (const number of numbers) writeNumber(number, (byte) => bytes.push(byte));
    return Buffer.concat([bytes, ...this.#streams].map((part) => Buffer.from(part)));
  }
}

/** Of a number in LEB128. @param {number} value */
function lengthOf(value) {
  let length = 0;
  writeNumber(value, () => length++);
  return length;
}

/**
 * @param {Uint8Array} module
 * @param {{ common: Buffer, rest?: Buffer }} parts
 */
function checked(module, parts) {
  // A number written longer than it needs to be would come back shorter.
  if (Buffer.compare(joinStreams(parts.common, parts.rest), module) !== 0) {
    throw new Error('this WebAssembly does not come back from its streams');
  }
  return parts;
}
