// Expands a .lzma file: what LZMA packs is a third smaller than what gzip does, and no browser
// unpacks it by itself. The format is described in the LZMA specification of the LZMA SDK (Igor
// Pavlov, public domain, 2015); the comments name its tables.

const STATES = 12;
const POSITIONS = 16;

/** Where each table of adaptive probabilities begins in the one array that holds them all. */
const at = offsets({
  isMatch: STATES * POSITIONS,
  isRepeat: STATES,
  isNotLatest: STATES,
  isNotSecond: STATES,
  isNotThird: STATES,
  isLongRepeat: STATES * POSITIONS,
  // By min(length - 2, 3): the six leading bits of a distance.
  slots: 4 * 64,
  middleBits: 128,
  lowBits: 16,
  // Of matches and of repeats: two choices, 16 trees of 8 twice, and a tree of 256.
  matchLength: 2 + 2 * POSITIONS * 8 + 256,
  repeatLength: 2 + 2 * POSITIONS * 8 + 256,
  literals: 0,
});

/**
 * @template {string} Name
 * @param {Record<Name, number>} sizes
 */
function offsets(sizes) {
  let sum = 0;
  const starts = /** @type {Record<Name, number>} */ ({});
  for (const name of /** @type {Name[]} */ (Object.keys(sizes))) {
    starts[name] = sum;
    sum += sizes[name];
  }
  return starts;
}

/** Arithmetic decoding of bits, each with a probability that learns. */
class BitReader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} position of the first byte, which is always 0
   * @param {number} contexts how many probabilities
   */
  constructor(bytes, position, contexts) {
    this.bytes = bytes;
    this.position = position + 1;
    this.range = 0xffffffff;
    this.code = 0;
    for (let k = 0; k < 4; k++) this.code = this.code * 256 + bytes[this.position++];
    this.chances = new Uint16Array(contexts).fill(1024);
  }

  /** @param {number} context */
  bit(context) {
    const chance = this.chances[context];
    const bound = (this.range >>> 11) * chance;
    const bit = this.code < bound ? 0 : 1;
    if (bit === 0) {
      this.range = bound;
      this.chances[context] = chance + ((2048 - chance) >> 5);
    } else {
      this.range -= bound;
      this.code -= bound;
      this.chances[context] = chance - (chance >> 5);
    }
    if (this.range < 0x1000000) this.#refill();
    return bit;
  }

  #refill() {
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | this.bytes[this.position++]) >>> 0;
  }

  /**
   * Bits that are not modelled, the highest first.
   * @param {number} count
   */
  plain(count) {
    let value = 0;
    for (let k = 0; k < count; k++) {
      this.range = (this.range >>> 1) >>> 0;
      const bit = this.code < this.range ? 0 : 1;
      if (bit === 1) this.code -= this.range;
      if (this.range < 0x1000000) this.#refill();
      value = value * 2 + bit;
    }
    return value;
  }

  /**
   * A number of `count` bits, the highest first, each seen in the light of those before.
   * @param {number} table
   * @param {number} count
   */
  tree(table, count) {
    let node = 1;
    for (let k = 0; k < count; k++) node = 2 * node + this.bit(table + node);
    return node - (1 << count);
  }

  /**
   * The same, the lowest bit first.
   * @param {number} table
   * @param {number} count
   */
  reversedTree(table, count) {
    let node = 1;
    let value = 0;
    for (let k = 0; k < count; k++) {
      const bit = this.bit(table + node);
      node = 2 * node + bit;
      value |= bit << k;
    }
    return value;
  }

  /**
   * @param {number} table
   * @param {number} place the position's low bits
   */
  length(table, place) {
    if (this.bit(table) === 0) return 2 + this.tree(table + 2 + 8 * place, 3);
    const middle = table + 2 + 8 * POSITIONS;
    if (this.bit(table + 1) === 0) return 10 + this.tree(middle + 8 * place, 3);
    return 18 + this.tree(middle + 8 * POSITIONS, 8);
  }

  /**
   * How far back a match begins, less one.
   * @param {number} length
   */
  distance(length) {
    const slot = this.tree(at.slots + 64 * Math.min(length - 2, 3), 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const high = (2 + (slot & 1)) * 2 ** count;
    if (slot < 14) return high + this.reversedTree(at.middleBits + high - slot, count);
    return high + 16 * this.plain(count - 4) + this.reversedTree(at.lowBits, 4);
  }

  /**
   * A byte. Right after a match it is known to differ from the one the match would go on with.
   * @param {number} table
   * @param {number} other that byte, or -1
   */
  literal(table, other) {
    let node = 1;
    for (let alike = other >= 0; alike && node < 256;) {
      const expected = (other >> 7) & 1;
      other <<= 1;
      const bit = this.bit(table + 256 * (1 + expected) + node);
      node = 2 * node + bit;
      alike = bit === expected;
    }
    while (node < 256) node = 2 * node + this.bit(table + node);
    return node & 255;
  }
}

/**
 * @param {Uint8Array} file with its size in the header
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function expandLzma(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const contextBits = file[0] % 9;
  const literalMask = (1 << (((file[0] / 9) | 0) % 5)) - 1;
  const placeMask = (1 << ((file[0] / 45) | 0)) - 1;
  const out = new Uint8Array(view.getUint32(5, true));
  const literals = (literalMask + 1) << contextBits;
  const input = new BitReader(file, 13, at.literals + 0x300 * literals);
  // The state tells of what kind the last few steps were: below 7 the last one was a literal.
  let state = 0;
  // The last four distances, less one, the latest first.
  const distances = [0, 0, 0, 0];
  for (let n = 0; n < out.length;) {
    const place = n & placeMask;
    const here = state * POSITIONS + place;
    if (input.bit(at.isMatch + here) === 0) {
      const before = n > 0 ? out[n - 1] : 0;
      const context = ((n & literalMask) << contextBits) + (before >> (8 - contextBits));
      const other = state < 7 ? -1 : out[n - distances[0] - 1];
      out[n++] = input.literal(at.literals + 0x300 * context, other);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length = 1;
    if (input.bit(at.isRepeat + state) === 0) {
      length = input.length(at.matchLength, place);
      distances.pop();
      distances.unshift(input.distance(length));
      state = state < 7 ? 7 : 10;
    } else {
      const which = repeated(input, state);
      const long = which > 0 || input.bit(at.isLongRepeat + here) === 1;
      distances.unshift(...distances.splice(which, 1));
      if (long) length = input.length(at.repeatLength, place);
      state = (state < 7 ? 8 : 11) + (long ? 0 : state < 7 ? 1 : 0);
    }
    // Byte by byte, because a match may reach into what it writes.
    const from = n - distances[0] - 1;
    for (let k = 0; k < length; k++) out[n + k] = out[from + k];
    n += length;
  }
  return out;
}

/**
 * Which of the last four distances comes again.
 * @param {BitReader} input
 * @param {number} state
 */
function repeated(input, state) {
  if (input.bit(at.isNotLatest + state) === 0) return 0;
  if (input.bit(at.isNotSecond + state) === 0) return 1;
  return 2 + input.bit(at.isNotThird + state);
}
