/** What crosses between JavaScript and the core. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../wasm/message.js';

/** @param {unknown} value */
function thereAndBack(value) {
  const bytes = Buffer.concat([Buffer.from([0, 0, 0]), ...encode(value)]);
  return decode(new Uint8Array(bytes).buffer, 3);
}

describe('comes back as it was', () => {
  test.each([
    ['nothing', null],
    ['truths', { a: true, b: false }],
    ['numbers of all sizes', { a: 0, b: -1.5, c: 1e300, d: Infinity, e: 5e-324 }],
    ['texts', { a: '', b: 'β > 0', 'a name with blanks': 'x'.repeat(1000) }],
    ['rows', [{ name: 'a' }, { name: 'b', rows: ['c', 'd'] }]],
    ['objects in objects', { a: { b: { c: 'd' } }, e: {} }],
  ])('%s', (_, value) => {
    expect(thereAndBack(value)).toEqual(value);
  });

  test('lists of numbers, as typed arrays', () => {
    const numbers = Float64Array.of(1, -0, Infinity, 1e-300);
    expect(thereAndBack({ numbers })).toEqual({ numbers });
    expect(thereAndBack([1, 2])).toEqual(Float64Array.of(1, 2));
    expect(thereAndBack(Float32Array.of(0.5))).toEqual(Float64Array.of(0.5));
    expect(thereAndBack([])).toEqual(new Float64Array());
    // A part of a larger one.
    expect(thereAndBack(numbers.subarray(2))).toEqual(Float64Array.of(Infinity, 1e-300));
  });

  test('not a number', () => {
    expect(thereAndBack(NaN)).toBeNaN();
  });

  test('what is undefined is left out', () => {
    expect(thereAndBack({ a: undefined, b: 1 })).toEqual({ b: 1 });
  });

  test('whatever is made of these', () => {
    const leaf = fc.oneof(fc.string(), fc.boolean(), fc.double({ noNaN: true }), fc.constant(null));
    const name = fc.string().filter((it) => it !== '__proto__');
    const objects = (/** @type {import('fast-check').Arbitrary<unknown>} */ inside) =>
      fc.dictionary(name, inside, { noNullPrototype: true });
    const tree = fc.oneof(leaf, objects(leaf), objects(fc.oneof(leaf, objects(leaf))));
    const property = fc.property(tree, (value) => {
      expect(thereAndBack(value)).toEqual(value);
    });
    fc.assert(property, { seed: 20260401 });
  });
});

test('a list that the core sends to be kept as JSON is an array', () => {
  // Kind 7, two numbers.
  const bytes = Buffer.concat([
    Buffer.from([7, 2, 0, 0, 0]),
    Buffer.from(Float64Array.of(1, 2).buffer),
  ]);
  expect(decode(new Uint8Array(bytes).buffer, 0)).toEqual([1, 2]);
});
