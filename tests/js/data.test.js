import { describe, expect, test } from 'vitest';
import { toMatrix, toTargets } from '../../wasm/data.js';

/** The error of reading X, or of reading Y beside two samples. */
const errorOf = {
  X: (/** @type {unknown} */ value) => caught(() => toMatrix('X', value)),
  Y: (/** @type {unknown} */ value) => caught(() => toTargets('Y', value, 2)),
};

/** @param {() => unknown} act */
function caught(act) {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** @param {string} message */
function invalid(message) {
  return expect.objectContaining({ name: 'ConvexReluError', code: 'invalid-argument', message });
}

describe('matrices', () => {
  const expected = { data: Float64Array.of(1, 2, 3, 4, 5, 6), rows: 2, columns: 3 };
  const form = 'X must be an array of rows or { data, shape: [n, d] }';

  test.each([
    [
      'nested arrays',
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ['typed rows', [Float64Array.of(1, 2, 3), Float32Array.of(4, 5, 6)]],
    ['mixed rows', [[1, 2, 3], Int8Array.of(4, 5, 6)]],
    ['a flat array', { data: [1, 2, 3, 4, 5, 6], shape: [2, 3] }],
    ['a flat Float64Array', { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }],
    ['a flat Float32Array', { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }],
  ])('as %s', (_, value) => {
    expect(toMatrix('X', value)).toEqual(expected);
  });

  test('are copied, never kept or changed', () => {
    const data = Object.freeze([1, 2]);
    const rows = Object.freeze([data]);
    const typed = Float64Array.of(1, 2);
    expect(toMatrix('X', rows).data).toEqual(typed);
    const copy = toMatrix('X', { data: typed, shape: [1, 2] });
    copy.data[0] = 7;
    expect(typed[0]).toBe(1);
  });

  test.each([
    [[], 'X.rows must be a whole number >= 1, but is 0'],
    [[[]], 'X.columns must be a whole number >= 1, but is 0'],
    [[[1, 2], [3]], 'X[1].length must be 2, but is 1'],
    [[[1], [2], [3, 4, 5]], 'X[2].length must be 1, but is 3'],
    [
      [
        [1, 2],
        [3, NaN],
      ],
      'X[1][1] (row 1, column 1) must be a finite number, but is NaN',
    ],
    [[[1, -Infinity]], 'X[0][1] (row 0, column 1) must be a finite number, but is -Infinity'],
    [[['1', 2]], "X[0][0] (row 0, column 0) must be a finite number, but is '1'"],
    [[[1, null]], 'X[0][1] (row 0, column 1) must be a finite number, but is null'],
    [
      [[1, , 3]], // eslint-disable-line no-sparse-arrays
      'X[0][1] (row 0, column 1) must be a finite number, but is undefined',
    ],
    [[BigInt64Array.of(3n)], 'X[0][0] (row 0, column 0) must be a finite number, but is 3n'],
    [[1, 2, 3], 'X[0] must be an array of numbers, but is 1'],
    [[[1], null], 'X[1] must be an array of numbers, but is null'],
    [undefined, 'X must be an array of rows or { data, shape: [n, d] }, but is undefined'],
    ['1,2', "X must be an array of rows or { data, shape: [n, d] }, but is '1,2'"],
    [{ data: [1, 2] }, 'X must be an array of rows or { data, shape: [n, d] }, but is {data}'],
  ])('refuses %o', (value, message) => {
    expect(errorOf.X(value)).toEqual(invalid(message));
  });

  test.each([
    [[0, 2], [1], 'X.rows must be a whole number >= 1, but is 0'],
    [[2, 0], [1], 'X.columns must be a whole number >= 1, but is 0'],
    [[2], [1, 2], `${form}, but is {data, shape}`],
    [[2, 1, 1], [1, 2], `${form}, but is {data, shape}`],
    [[1.5, 2], [1, 2, 3], 'X.rows must be a whole number >= 1, but is 1.5'],
    [['2', 1], [1, 2], "X.rows must be a whole number >= 1, but is '2'"],
    [[2, 2], [1, 2, 3], 'X.data.length must be 4, but is 3'],
    [[1, 1], 'x', "X.data must be an array of numbers, but is 'x'"],
    [[2, 2], [1, 2, 3, NaN], 'X.data[3] (row 1, column 1) must be a finite number, but is NaN'],
  ])('refuses the shape %o with the data %o', (shape, data, message) => {
    expect(errorOf.X({ data, shape })).toEqual(invalid(message));
  });

  test('that cannot be allocated are out-of-memory', () => {
    const length = 2 ** 53 - 1;
    const data = new Proxy(/** @type {number[]} */ ([]), {
      get: (_, key) => (key === 'length' ? length : undefined),
    });
    expect(errorOf.X({ data, shape: [length, 1] })).toMatchObject({ code: 'out-of-memory' });
  });
});

describe('targets', () => {
  test.each([
    ['numbers', [1, -1]],
    ['a typed array', Int8Array.of(1, -1)],
    ['a column', [[1], [-1]]],
    ['a flat column', { data: [1, -1], shape: [2, 1] }],
    ['a flat vector', { data: [1, -1], shape: [2] }],
  ])('as %s', (_, value) => {
    expect(toTargets('Y', value, 2)).toEqual({
      data: Float64Array.of(1, -1),
      rows: 2,
      columns: 1,
    });
  });

  test('with several outputs', () => {
    const expected = { data: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
    expect(toTargets('Y', [[1, 2], [3, 4]], 2)).toEqual(expected); // prettier-ignore
    expect(toTargets('Y', { data: [1, 2, 3, 4], shape: [2, 2] }, 2)).toEqual(expected);
  });

  test.each([
    [[], 'Y must have one row per row of X, which has 2, but has 0'],
    [[1, 2, 3], 'Y must have one row per row of X, which has 2, but has 3'],
    [[[1, 2]], 'Y must have one row per row of X, which has 2, but has 1'],
    [[1, NaN], 'Y[1] (row 1, column 0) must be a finite number, but is NaN'],
    [
      [1, 'cat'],
      "Y[1] (row 1, column 0) must be a finite number, but is 'cat'; " +
        'ConvexClassifier takes labels of any kind',
    ],
    [[1, [2]], 'Y[1] (row 1, column 0) must be a finite number, but is Array(1)'],
    [[[1, 2], [3]], 'Y[1].length must be 2, but is 1'],
    [
      { data: [1, 2], shape: [2, 1, 1] },
      'Y must be an array of rows or { data, shape: [n, d] }, but is {data, shape}',
    ],
    [null, 'Y must be an array of numbers, an array of rows or { data, shape }, but is null'],
  ])('refuses %o', (value, message) => {
    expect(errorOf.Y(value)).toEqual(invalid(message));
  });
});
