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
    [[], 'X must have at least one row, but is empty'],
    [[[]], 'X must have at least one column, but X[0] is empty'],
    [[[1, 2], [3]], 'X must have rows of equal length: row 1 has 1 number, expected 2 as in row 0'],
    [
      [[1], [2], [3, 4, 5]],
      'X must have rows of equal length: row 2 has 3 numbers, expected 1 as in row 0',
    ],
    [
      [
        [1, 2],
        [3, NaN],
      ],
      'X must hold finite numbers only, but X[1][1] is NaN (row 1, column 1, counted from 0)',
    ],
    [
      [[1, -Infinity]],
      'X must hold finite numbers only, but X[0][1] is -Infinity (row 0, column 1, counted from 0)',
    ],
    [
      [['1', 2]],
      "X must hold finite numbers only, but X[0][0] is '1' (row 0, column 0, counted from 0)",
    ],
    [
      [[1, null]],
      'X must hold finite numbers only, but X[0][1] is null (row 0, column 1, counted from 0)',
    ],
    [
      [[1, , 3]], // eslint-disable-line no-sparse-arrays
      'X must hold finite numbers only, but X[0][1] is undefined (row 0, column 1, counted from 0)',
    ],
    [
      [BigInt64Array.of(3n)],
      'X must hold finite numbers only, but X[0][0] is 3n (row 0, column 0, counted from 0)',
    ],
    [[1, 2, 3], 'X must be an array of rows, as in [[1, 2], [3, 4]], but X[0] is 1'],
    [[[1], null], 'X must be an array of rows, as in [[1, 2], [3, 4]], but X[1] is null'],
    [undefined, 'X must be an array of rows or { data, shape: [rows, columns] }, but is undefined'],
    ['1,2', "X must be an array of rows or { data, shape: [rows, columns] }, but is '1,2'"],
    [
      { data: [1, 2] },
      'X must be an array of rows or { data, shape: [rows, columns] }, ' +
        'but is an object with the keys data',
    ],
  ])('refuses %o', (value, message) => {
    expect(errorOf.X(value)).toEqual(invalid(message));
  });

  test.each([
    [[0, 2], [1], 'X.shape must be [rows, columns], whole numbers >= 1, but is [0, 2]'],
    [[2, 0], [1], 'X.shape must be [rows, columns], whole numbers >= 1, but is [2, 0]'],
    [[2], [1, 2], 'X.shape must be [rows, columns], whole numbers >= 1, but is [2]'],
    [[1.5, 2], [1, 2, 3], 'X.shape must be [rows, columns], whole numbers >= 1, but is [1.5, 2]'],
    [['2', 1], [1, 2], "X.shape must be [rows, columns], whole numbers >= 1, but is ['2', 1]"],
    [[2, 2], [1, 2, 3], 'X.data must hold 4 numbers, as X.shape says [2, 2], but holds 3'],
    [[1, 1], 'x', "X.data must be an array of numbers, but is 'x'"],
    [
      [2, 2],
      [1, 2, 3, NaN],
      'X must hold finite numbers only, but X.data[3] is NaN (row 1, column 1, counted from 0)',
    ],
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
    [
      [1, NaN],
      'Y must hold finite numbers only, but Y[1] is NaN (row 1, column 0, counted from 0)',
    ],
    [
      [1, 'cat'],
      "Y must hold finite numbers only, but Y[1] is 'cat' (row 1, column 0, counted from 0); " +
        'ConvexClassifier takes labels of any kind',
    ],
    [
      [1, [2]],
      'Y must hold finite numbers only, but Y[1] is an array of length 1 ' +
        '(row 1, column 0, counted from 0)',
    ],
    [[[1, 2], [3]], 'Y must have rows of equal length: row 1 has 1 number, expected 2 as in row 0'],
    [
      { data: [1, 2], shape: [2, 1, 1] },
      'Y.shape must be [rows, columns], whole numbers >= 1, but is [2, 1, 1]',
    ],
    [null, 'Y must be an array of numbers, an array of rows or { data, shape }, but is null'],
  ])('refuses %o', (value, message) => {
    expect(errorOf.Y(value)).toEqual(invalid(message));
  });
});
