/**
 * Finds the functions of the WebAssembly behind what trainings rarely need (wasm/rare.js): those that
 * nothing else can reach. A package leaves them out of what it loads first.
 */
import { CALL, moveModule, readNumber } from '../wasm/streams.js';
import { Stop } from './process.mjs';

/** How the functions are called that lead there; each has to be found. */
const entrances = [
  /\b(make_augmented_lagrangian|AugmentedLagrangian::)/,
  /\b(make_interior_point|InteriorPoint::)/,
  /\b(make_least_squares|LeastSquares::)/,
  /\b(make_conjugate_gradients|ConjugateGradients::)/,
  /\bRidgeSolver::/,
  /\bConeSearch<[456]>::/,
  /\bsimplify\b.*\boperator\(\)/,
  /\bleast_norm\b.*\boperator\(\)/,
  /\bbest_validation\b.*\boperator\(\)/,
  /\bdecomposition_\w+\b.*\boperator\(\)/,
];

const CUSTOM = 0;
const IMPORTS = 2;
const EXPORTS = 7;
const START = 8;
const ELEMENTS = 9;
const NAMES_OF_FUNCTIONS = 1;
const FUNCTION = 0;

/**
 * @param {Uint8Array} module with the names of its functions
 * @returns {Set<number>} counted among the functions that the module defines
 */
export function findRare(module) {
  const { imported, names, exported, table } = readModule(module);
  if (names.size === 0) throw new Stop('The WebAssembly does not name its functions.');
  const places = new Map();
  for (const it of table) places.set(it, (places.get(it) ?? 0) + 1);
  const found = new Set();
  const isEntrance = (/** @type {number} */ it) => {
    const pattern = entrances.find((one) => one.test(names.get(it) ?? ''));
    found.add(pattern);
    // One that stands in several places is what several functions have become that were the same.
    return pattern !== undefined && places.get(it) === 1;
  };
  const calls = readCalls(module, imported);
  const common = new Set([...exported, ...table].filter((it) => !isEntrance(it)));
  for (const it of common) for (const called of calls.get(it) ?? []) common.add(called);
  const missing = entrances.find((pattern) => !found.has(pattern));
  if (missing) throw new Stop(`No function of the WebAssembly is called ${missing} any more.`);
  return new Set([...calls.keys()].filter((it) => !common.has(it)).map((it) => it - imported));
}

/**
 * Without its custom sections: the names of functions, above all.
 *
 * @param {Uint8Array} module
 */
export function withoutNames(module) {
  const parts = [module.subarray(0, 8)];
  for (const { id, start, end } of sections(module)) {
    if (id !== CUSTOM) parts.push(module.subarray(start, end));
  }
  return Buffer.concat(parts);
}

/** Reads numbers, texts and what it is told to pass by. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    return readNumber(() => this.byte());
  }

  text() {
    const size = this.number();
    this.at += size;
    return Buffer.from(this.bytes.subarray(this.at - size, this.at)).toString();
  }

  /** @template Item @param {() => Item} read @returns {Item[]} */
  list(read) {
    return Array.from({ length: this.number() }, read);
  }
}

/** @param {Uint8Array} module */
function* sections(module) {
  const reader = new Reader(module, 8);
  while (reader.at < module.length) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.number();
    const body = reader.at;
    reader.at += size;
    yield { id, start, body, end: reader.at };
  }
}

/** @param {Uint8Array} module */
function readModule(module) {
  let imported = 0;
  /** @type {Map<number, string>} */
  let names = new Map();
  /** @type {number[]} */
  const exported = [];
  /** @type {number[]} */
  let table = [];
  for (const { id, body, end } of sections(module)) {
    const reader = new Reader(module, body);
    if (id === IMPORTS) imported = readImports(reader);
    if (id === EXPORTS) exported.push(...readExports(reader));
    if (id === START) exported.push(reader.number());
    if (id === ELEMENTS) table = readElements(reader);
    if (id === CUSTOM && reader.text() === 'name') names = readNames(reader, end);
  }
  return { imported, names, exported, table };
}

/** How many functions are imported; nothing else may be. @param {Reader} reader */
function readImports(reader) {
  const kinds = reader.list(() => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    reader.number();
    return kind;
  });
  const functions = kinds.every((kind) => kind === FUNCTION);
  if (!functions) throw new Stop('The WebAssembly imports more than functions.');
  return kinds.length;
}

/** @param {Reader} reader */
function readExports(reader) {
  return reader
    .list(() => (reader.text(), [reader.byte(), reader.number()]))
    .filter(([kind]) => kind === FUNCTION)
    .map(([, number]) => number);
}

/** Of segments that begin at a constant. @param {Reader} reader */
function readElements(reader) {
  return reader
    .list(() => {
      if (reader.number() !== 0) throw new Stop('The WebAssembly has a table of another kind.');
      while (reader.byte() !== 0x0b);
      return reader.list(() => reader.number());
    })
    .flat();
}

/** @param {Reader} reader @param {number} end */
function readNames(reader, end) {
  while (reader.at < end) {
    const kind = reader.byte();
    const next = reader.number() + reader.at;
    if (kind === NAMES_OF_FUNCTIONS) {
      return new Map(
        reader.list(() => /** @type {[number, string]} */ ([reader.number(), reader.text()])),
      );
    }
    reader.at = next;
  }
  return new Map();
}

/**
 * The functions that each calls by their number.
 *
 * @param {Uint8Array} module
 * @param {number} imported
 */
function readCalls(module, imported) {
  /** @type {Map<number, Set<number>>} */
  const calls = new Map();
  const reader = new Reader(module, 0);
  let current = imported - 1;
  let start = -1; // of the number of a function that is called
  moveModule({
    position: () => reader.at,
    ended: () => reader.at >= module.length,
    byte(stream) {
      const value = reader.byte();
      if (stream !== CALL) return value;
      if (start < 0) start = reader.at - 1;
      if (value < 128) {
        calls.get(current)?.add(new Reader(module, start).number());
        start = -1;
      }
      return value;
    },
    local: () => void reader.number(),
    codeSize: () => void reader.number(),
    enter() {
      calls.set(++current, new Set());
      return reader.number();
    },
    leave() {},
  });
  return calls;
}
