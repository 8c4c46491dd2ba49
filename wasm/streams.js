// WebAssembly taken apart for packing: all opcodes one after the other, all offsets, all numbers of
// locals and so on, because alike packs better beside alike. Here is the way through a module, and
// what puts one together again; scripts/streams.mjs takes it apart, on the same way. The numbers are
// those of the WebAssembly specification, "Binary Format", and of its proposal for exceptions.

// The streams, in the order in which they are packed.
const OUTSIDE = 0;
const CODE = 1;
export const LOCAL = 2;
const OFFSET = 3;
const CONSTANT = 4;
export const CALL = 5;
const LABEL = 6;
const TYPE = 7;
const INDEX = 8;
export const SIZE = 9;
const RAW = 10;
export const STREAMS = 11;

/** The least there is of a function: no local variables, and it must not be called. */
export const STUB = [0x00, 0x00, 0x0b];

/**
 * What moves along the way, between a module and its streams.
 * @typedef {object} Port
 * @property {() => number} position in the module
 * @property {() => boolean} ended whether the module has
 * @property {(stream: number) => number} byte moves one and gives it
 * @property {(recent: number[]) => void} local moves the number of a local variable: in its stream stands
 *   its place among those of the function, the one used last first
 * @property {() => void} codeSize moves the size of the section that holds all functions
 * @property {() => number} enter moves the size of the next function and gives it; 0 where nothing follows
 * @property {() => void} leave after a function
 */

/**
 * What follows the opcodes from the first to the last, a letter each: see `operands`.
 * @typedef {readonly [first: number, last: number, letters: string]} Row
 */

/** @type {readonly Row[]} */
const plainRows = [
  [0x00, 0x01, ''], // unreachable, nop
  [0x02, 0x04, 't'], // block, loop, if
  [0x05, 0x05, ''], // else
  [0x06, 0x06, 't'], // try
  [0x07, 0x08, 'i'], // catch, throw
  [0x09, 0x09, 'b'], // rethrow
  [0x0b, 0x0b, ''], // end
  [0x0c, 0x0d, 'b'], // br, br_if
  [0x0e, 0x0e, 'B'], // br_table
  [0x0f, 0x0f, ''], // return
  [0x10, 0x10, 'c'], // call
  [0x11, 0x11, 'ii'], // call_indirect
  [0x18, 0x18, 'b'], // delegate
  [0x19, 0x1b, ''], // catch_all, drop, select
  [0x20, 0x22, 'l'], // local.get, local.set, local.tee
  [0x23, 0x24, 'i'], // global.get, global.set
  [0x28, 0x3e, 'm'], // loads and stores
  [0x3f, 0x40, 'i'], // memory.size, memory.grow
  [0x41, 0x42, 'n'], // i32.const, i64.const
  [0x43, 0x43, '4'], // f32.const
  [0x44, 0x44, '8'], // f64.const
  [0x45, 0xc4, ''], // comparisons, arithmetic, conversions
];

/** After 0xfc. @type {readonly Row[]} */
const bulkRows = [
  [0, 7, ''], // truncations that saturate
  [8, 8, 'ii'], // memory.init
  [9, 9, 'i'], // data.drop
  [10, 10, 'ii'], // memory.copy
  [11, 11, 'i'], // memory.fill
];

/** After 0xfd: vectors of 128 bits. @type {readonly Row[]} */
const vectorRows = [
  [0, 11, 'm'], // loads and stores
  [12, 13, '88'], // v128.const, i8x16.shuffle
  [14, 20, ''], // swizzle, splats
  [21, 34, '1'], // lanes, taken out or put in
  [35, 83, ''], // comparisons, bitwise
  [84, 91, 'm1'], // lanes, from memory and to it
  [92, 93, 'm'], // loads into a vector of zeros
  [94, 0x113, ''], // arithmetic, conversions
];

const CODE_SECTION = 10;

/** @typedef {(port: Port, recent: number[]) => void} Operand */

/** @type {Record<string, Operand>} */
const operands = {
  t: (port) => void moveNumber(port, TYPE),
  i: (port) => void moveNumber(port, INDEX),
  b: (port) => void moveNumber(port, LABEL),
  c: (port) => void moveNumber(port, CALL),
  n: (port) => void moveNumber(port, CONSTANT),
  l: (port, recent) => port.local(recent),
  1: (port) => moveBytes(port, INDEX, 1),
  4: (port) => moveBytes(port, RAW, 4),
  8: (port) => moveBytes(port, RAW, 8),
  B: (port) => {
    for (let left = moveNumber(port, LABEL); left >= 0; left--) moveNumber(port, LABEL);
  },
  m: (port) => {
    // The alignment, which nearly follows from the opcode.
    moveNumber(port, CODE);
    moveNumber(port, OFFSET);
  },
};

/**
 * Moves a whole module.
 *
 * @param {Port} port
 */
export function moveModule(port) {
  const after = expand(plainRows);
  const afterBulk = expand(bulkRows);
  const afterVector = expand(vectorRows);

  const moveInstruction = (/** @type {number[]} */ recent) => {
    const opcode = port.byte(CODE);
    let moves = after[opcode];
    if (opcode === 0xfc) moves = afterBulk[moveNumber(port, CODE)];
    if (opcode === 0xfd) moves = afterVector[moveNumber(port, CODE)];
    if (!moves) throw new Error(`WebAssembly with an opcode after ${port.position()} bytes`);
    for (let k = 0; k < moves.length; k++) moves[k](port, recent);
  };

  moveBytes(port, OUTSIDE, 8);
  while (!port.ended()) {
    if (port.byte(OUTSIDE) !== CODE_SECTION) {
      moveBytes(port, OUTSIDE, moveNumber(port, OUTSIDE));
      continue;
    }
    port.codeSize();
    for (let left = moveNumber(port, OUTSIDE); left > 0; left--) {
      const size = port.enter();
      const end = port.position() + size;
      if (size > 0) moveDeclarations(port);
      /** @type {number[]} */
      const recent = [];
      while (port.position() < end) moveInstruction(recent);
      port.leave();
    }
  }
}

/** Of local variables: so many of which type. @param {Port} port */
function moveDeclarations(port) {
  for (let left = moveNumber(port, SIZE); left > 0; left--) {
    moveNumber(port, SIZE);
    port.byte(SIZE);
  }
}

/** What to move after each opcode. @param {readonly Row[]} rows */
function expand(rows) {
  /** @type {Operand[][]} */
  const moves = [];
  for (const [first, last, letters] of rows) {
    const follow = [...letters].map((letter) => operands[letter]);
    for (let opcode = first; opcode <= last; opcode++) moves[opcode] = follow;
  }
  return moves;
}

/**
 * @param {Port} port
 * @param {number} stream
 * @param {number} count
 */
function moveBytes(port, stream, count) {
  for (let left = count; left > 0; left--) port.byte(stream);
}

/**
 * Moves a number in LEB128, and gives it; what a negative one gives means nothing.
 *
 * @param {Port} port
 * @param {number} stream
 */
function moveNumber(port, stream) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = port.byte(stream);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/** @param {() => number} next byte of a number in LEB128 */
export function readNumber(next) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = next();
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/**
 * A number in LEB128, the shortest way.
 *
 * @param {number} value
 * @param {(byte: number) => void} write
 */
export function writeNumber(value, write) {
  for (; value > 127; value >>>= 7) write(128 | (value & 127));
  write(value);
}

/**
 * The local variable at a place among those used last, which comes first then.
 *
 * @param {number[]} recent grows as far as is asked for
 * @param {number} place
 */
export function recall(recent, place) {
  while (recent.length <= place) recent.push(recent.length);
  const local = recent[place];
  for (let k = place; k > 0; k--) recent[k] = recent[k - 1];
  return (recent[0] = local);
}

/**
 * Reads what scripts/streams.mjs made of a module, or of some of its functions: in LEB128 the sizes of the
 * module and of its section of functions, and of all streams, then these.
 *
 * @param {Uint8Array} bytes
 */
function openStreams(bytes) {
  let head = 0;
  const number = () => readNumber(() => bytes[head++]);
  const moduleSize = number();
  const codeSize = number();
  const sizes = Array.from({ length: STREAMS }, number);
  /** What gives the next byte of each. */
  const next = sizes.map((size) => {
    let at = head;
    head += size;
    return () => bytes[at++];
  });
  return { moduleSize, codeSize, next };
}

/**
 * Puts a module together from what scripts/streams.mjs made of it.
 *
 * @param {Uint8Array} common
 * @param {Uint8Array} [rest] the functions that are not in it; without them they are stubs
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function joinStreams(common, rest) {
  const first = openStreams(common);
  const second = rest && openStreams(rest);
  const { moduleSize, codeSize } = second ?? first;
  const module = new Uint8Array(moduleSize);
  let from = first.next;
  let position = 0;
  const write = (/** @type {number} */ byte) => (module[position++] = byte);
  moveModule({
    position: () => position,
    ended: () => position >= moduleSize,
    byte: (stream) => write(from[stream]()),
    local: (recent) => void writeNumber(recall(recent, readNumber(from[LOCAL])), write),
    codeSize: () => writeNumber(codeSize, write),
    enter() {
      let size = readNumber(from[SIZE]);
      if (size === 0 && !second) {
        for (const byte of [STUB.length, ...STUB]) write(byte);
        return 0;
      }
      if (size === 0 && second) {
        from = second.next;
        size = readNumber(from[SIZE]);
      }
      writeNumber(size, write);
      return size;
    },
    leave: () => (from = first.next),
  });
  return module;
}
