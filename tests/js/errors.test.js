import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { ConvexReluError, show, unknownName } from '../../wasm/errors.js';

describe('ConvexReluError', () => {
  test('is an Error with a code, a name and a cause', () => {
    const cause = new Error('below');
    const error = new ConvexReluError('internal', 'above', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'ConvexReluError', code: 'internal', message: 'above' });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe('ConvexReluError: above');
  });
});

describe('show', () => {
  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [1.5, '1.5'],
    [true, 'true'],
    [3n, '3n'],
    ['text', "'text'"],
    ['', "''"],
    ['x'.repeat(100), `'${'x'.repeat(40)}…'`],
    [() => {}, 'Function(0)'],
    [Symbol('s'), 'Symbol(s)'],
    [[], 'Array(0)'],
    [[1, 2], 'Array(2)'],
    [new Float32Array(2), 'Float32Array(2)'],
    [{}, '{}'],
    [{ a: 1, b: 2 }, '{a, b}'],
    [Object.create(null), '{}'],
    [Promise.resolve({}), 'Promise'],
    [new AbortController(), 'AbortController'],
    [new Int8Array(1), 'Int8Array(1)'],
    [new Map(), 'Map'],
    [new (class Unit {})(), 'Unit'],
    [new (class { static name = 7; })(), '{}'], // prettier-ignore
    [runInNewContext('({ a: 1 })'), '{a}'],
  ])('%o', (value, shown) => {
    expect(show(value)).toBe(shown);
  });
});

describe('unknownName', () => {
  const known = ['beta', 'bias', 'maxIterations', 'timeLimit'];

  test.each([
    ['betta', 'beta'],
    ['Beta', 'beta'],
    ['maxiterations', 'maxIterations'],
    ['maxIters', undefined],
    ['max_iterations', 'maxIterations'],
    ['timelimt', 'timeLimit'],
    ['epochs', undefined],
    ['', undefined],
  ])('%s: did you mean %s?', (name, meant) => {
    const error = unknownName('option', name, known);
    expect(error.code).toBe('invalid-argument');
    const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
    expect(error.message).toBe(
      `unknown option '${name}'${hint} (known: beta, bias, maxIterations, timeLimit)`,
    );
  });
});
