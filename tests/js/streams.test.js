/** WebAssembly taken apart and put together again. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packLzma } from '../../scripts/lzma.mjs';
import { splitStreams } from '../../scripts/streams.mjs';
import { joinStreams } from '../../wasm/streams.js';

const head = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const engine = new URL('../../dist/convexrelu.wasm', import.meta.url);

/** A small number in LEB128. @param {number} value */
const number = (value) => (value < 128 ? [value] : [128 | (value & 127), value >> 7]);

/**
 * A module whose functions have these codes, without an `end`, and one local variable.
 * @param {(number[] | { declared: number[], code: number[] })[]} codes
 */
function moduleOf(...codes) {
  const bodies = codes.map((it) => {
    const { declared, code } = Array.isArray(it) ? { declared: [1, 0x7f], code: it } : it;
    const body = [declared.length / 2, ...declared, ...code, 0x0b];
    return [...number(body.length), ...body];
  });
  const functions = [codes.length, ...bodies.flat()];
  const custom = [0, 3, 2, 0x68, 0x69];
  const section = [10, ...number(functions.length), ...functions];
  return Uint8Array.from([...head, ...custom, ...section, ...custom]);
}

/** @param {Uint8Array} module */
const thereAndBack = (module) => joinStreams(splitStreams(module).common);

describe('comes back as it was', () => {
  test('the engine, and packs better in streams', () => {
    expect(existsSync(engine)).toBe(true);
    const module = readFileSync(engine);
    const { common } = splitStreams(module);
    expect(Buffer.compare(joinStreams(common), module)).toBe(0);
    expect(packLzma(common).length).toBeLessThan(0.9 * packLzma(module).length);
  });

  test('a module of nothing but its head', () => {
    expect(thereAndBack(Uint8Array.from(head))).toEqual(Uint8Array.from(head));
  });

  test.each([
    ['no code', []],
    ['blocks and branches', [0x02, 0x40, 0x03, 0x7f, 0x0c, 0, 0x0d, 1, 0x0b, 0x0b]],
    ['a branch table', [0x0e, 3, 0, 1, 2, 0, 0x01]],
    ['calls', [0x10, 0x81, 0x01, 0x11, 5, 0]],
    ['exceptions', [0x06, 0x40, 0x07, 0, 0x09, 0, 0x19, 0x08, 0, 0x06, 0x40, 0x18, 0]],
    ['local variables', [0x20, 3, 0x21, 0, 0x22, 0x80, 0x01, 0x20, 3, 0x20, 0, 0x20, 0x80, 0x01]],
    ['global variables', [0x23, 1, 0x24, 0]],
    ['loads and stores', [0x28, 2, 0x10, 0x2b, 3, 0x80, 0x80, 0x02, 0x39, 0, 0, 0x3f, 0, 0x40, 0]],
    ['constants', [0x41, 0x7f, 0x42, 0x80, 0x7f, 0x43, 1, 2, 3, 4, 0x44, 1, 2, 3, 4, 5, 6, 7, 8]],
    [
      'memory moved',
      [0xfc, 0x0a, 0, 0, 0xfc, 0x0b, 0, 0xfc, 0x08, 1, 0, 0xfc, 0x09, 1, 0xfc, 0x06],
    ],
    [
      'a vector',
      [0xfd, 0x0c, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0xfd, 0x00, 4, 0],
    ],
    ['lanes', [0xfd, 0x15, 3, 0xfd, 0x57, 3, 8, 1, 0xfd, 0x5d, 3, 8, 0xfd, 0xe4, 0x01]],
    ['arithmetic', [0x20, 0, 0x20, 0, 0x6a, 0xa0, 0xc4, 0x1a, 0x1b, 0x00, 0x01, 0x05, 0x0f]],
  ])('%s', (_, code) => {
    const module = moduleOf(code);
    expect(thereAndBack(module)).toEqual(module);
  });
});

describe('functions left out', () => {
  /** Of no parameters and no results; each is what it holds before its `end`. @type {number[][]} */
  const codes = [[0x41, 1, 0x1a], Array(200).fill(0x01), [0x00], [0x10, 0]];
  const module = moduleOf(...codes);

  test.each([[[0]], [[1]], [[0, 3]], [[1, 2]], [[0, 1, 2, 3]]])('%j', (rare) => {
    const { common, rest } = splitStreams(module, new Set(rare));
    expect(joinStreams(common, rest)).toEqual(module);
    const stub = [0x00];
    const stubs = codes.map((code, k) => (rare.includes(k) ? { declared: [], code: stub } : code));
    expect(joinStreams(common)).toEqual(moduleOf(...stubs));
  });
});

describe('is refused when the package is built', () => {
  test.each([
    ['an opcode that is not known', [0x20, 0, 0x1f]],
    ['an unknown one of vectors', [0xfd, 0x80, 0x08]],
    ['a local variable written longer than needed', [0x20, 0x80, 0x00]],
  ])('%s', (_, code) => {
    expect(() => splitStreams(moduleOf(code))).toThrow(/WebAssembly/);
  });
});
