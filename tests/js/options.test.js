import { describe, expect, test } from 'vitest';
import { readInitial } from '../../wasm/option-data.js';
import { crossPatterns, resolveOptions } from '../../wasm/options.js';

/** @param {string} name @param {string} type @param {string} rule */
const row = (name, type, rule) => ({ name, type, rule, doc: '' });

/** The core's tables, cut down to what the checks here need. @type {any} */
const info = {
  version: '0.0.0',
  formulations: [],
  losses: [],
  regularizers: [],
  solvers: [],
  samplers: [],
  metrics: [],
  options: [
    row('loss', 'string', 'a name from info().losses'),
    row('beta', 'number', 'a finite number >= 0'),
    row('bias', 'boolean', 'true or false'),
    row('patterns', 'patterns', "'auto' or an object"),
    row('maxIterations', 'number', 'a whole number >= 0'),
  ],
  defaults: { loss: 'squared', beta: 1e-3, bias: true, patterns: 'auto', maxIterations: 100 },
  samplingOptions: [
    row('count', 'number', 'a whole number >= 1'),
    row('sampler', 'string', 'a name from info().samplers'),
    row('seed', 'number', 'a whole number >= 0'),
    row('image', 'numbers', 'three whole numbers'),
  ],
  patternDefaults: { kind: 'sampled', count: 50, sampler: 'dense-gaussian' },
};

const resolve = (/** @type {unknown} */ given) => resolveOptions(given, info);

/** @param {string} message */
function invalid(message) {
  return expect.objectContaining({ name: 'ConvexReluError', code: 'invalid-argument', message });
}

describe('merging', () => {
  test.each([[undefined], [null], [{}], [{ beta: undefined, patterns: undefined }]])(
    '%j gives the defaults',
    (given) => {
      expect(resolve(given)).toEqual({
        options: info.defaults,
        initial: undefined,
        signal: undefined,
        onProgress: undefined,
      });
    },
  );

  test('what is given wins, and callbacks stay apart', () => {
    const { signal } = new AbortController();
    const onProgress = () => {};
    const resolved = resolve({ beta: 2, bias: false, signal, onProgress, initial: 'later' });
    expect(resolved).toEqual({
      options: { ...info.defaults, beta: 2, bias: false },
      initial: 'later',
      signal,
      onProgress,
    });
  });

  test('the user’s object and the defaults stay as they are', () => {
    const given = Object.freeze({ patterns: Object.freeze({ kind: 'sampled', count: 3 }) });
    const before = structuredClone(info);
    resolve(given).options.beta = 7;
    expect(info).toEqual(before);
  });
});

describe('names and types', () => {
  test.each([
    [5, 'options must be an object, but is 5'],
    ['fast', "options must be an object, but is 'fast'"],
    [[], 'options must be an object, but is Array(0)'],
    [
      { betta: 1 },
      "unknown option 'betta'; did you mean 'beta'? " +
        '(known: loss, beta, bias, patterns, maxIterations, initial, validation, signal, onProgress)',
    ],
    [
      { epochs: 1 },
      "unknown option 'epochs' " +
        '(known: loss, beta, bias, patterns, maxIterations, initial, validation, signal, onProgress)',
    ],
    [{ beta: '1' }, "beta must be a finite number >= 0, but is '1'"],
    [{ beta: NaN }, 'beta must be a finite number >= 0, but is NaN'],
    [{ beta: null }, 'beta must be a finite number >= 0, but is null'],
    [{ beta: [1] }, 'beta must be a finite number >= 0, but is Array(1)'],
    [{ bias: 1 }, 'bias must be true or false, but is 1'],
    [{ loss: 3 }, 'loss must be a name from info().losses, but is 3'],
    [{ signal: {} }, 'signal must be an AbortSignal, but is {}'],
    [{ signal: new AbortController() }, 'signal must be an AbortSignal, but is AbortController'],
    [{ onProgress: 'log' }, "onProgress must be a function, but is 'log'"],
  ])('refuses %j', (given, message) => {
    expect(() => resolve(given)).toThrow(invalid(message));
  });
});

describe('patterns', () => {
  test.each(/** @type {const} */ (['auto', 'sampled']))('by name: %s', (patterns) => {
    expect(resolve({ patterns }).options.patterns).toBe(patterns);
  });

  test('sampled: defaults are filled in', () => {
    expect(resolve({ patterns: { kind: 'sampled' } }).options.patterns).toEqual({
      kind: 'sampled',
      count: 50,
      sampler: 'dense-gaussian',
    });
    expect(resolve({ patterns: { kind: 'sampled', count: 7, seed: 3 } }).options.patterns).toEqual({
      kind: 'sampled',
      count: 7,
      sampler: 'dense-gaussian',
      seed: 3,
    });
  });

  test('sampled: lists of numbers are copied', () => {
    const image = [1, 2, 3];
    for (const given of [image, Float64Array.from(image)]) {
      const { patterns } = resolve({ patterns: { kind: 'sampled', image: given } }).options;
      expect(patterns).toMatchObject({ image: [1, 2, 3] });
      expect(Object(patterns).image).not.toBe(given);
    }
  });

  test('given: gates are copied, and cross with their sizes', () => {
    const gates = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const { patterns } = resolve({ patterns: { kind: 'given', gates } }).options;
    const data = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(patterns).toEqual({ kind: 'given', gates: { data, shape: [3, 2] } });
    // What a report shows can be given again.
    expect(resolve({ patterns }).options.patterns).toEqual(patterns);
    const crossed = { kind: 'given', gates: data, rows: 3, columns: 2 };
    expect(crossPatterns(patterns, 2)).toEqual(crossed);
    expect(crossPatterns(patterns, 1)).toEqual(crossed);
    for (const d of [3, 5]) {
      expect(() => crossPatterns(patterns, d)).toThrow(
        invalid(
          `patterns.gates must have ${d} columns, the features of X, or ${d + 1} with a bias ` +
            'weight each, but has 2',
        ),
      );
    }
    expect(crossPatterns('auto', 2)).toBe('auto');
  });

  test.each([
    [7, "patterns must be 'auto' or an object, but is 7"],
    ['given', "patterns must be 'auto' or an object, but is 'given'"],
    [null, "patterns must be 'auto' or an object, but is null"],
    [[[1, 2]], "patterns must be 'auto' or an object, but is Array(1)"],
    [{}, "patterns.kind must be 'sampled' or 'given', but is undefined"],
    [{ kind: 'exakt' }, "patterns.kind must be 'sampled' or 'given', but is 'exakt'"],
    [
      { kind: 'sampled', cout: 3 },
      "unknown key of patterns 'cout'; did you mean 'count'? " +
        '(known: kind, count, sampler, seed, image)',
    ],
    [
      { kind: 'given', gate: [[1]] },
      "unknown key of patterns 'gate'; did you mean 'gates'? (known: kind, gates)",
    ],
    [{ kind: 'sampled', count: '3' }, "patterns.count must be a whole number >= 1, but is '3'"],
    [
      { kind: 'sampled', sampler: 1 },
      'patterns.sampler must be a name from info().samplers, but is 1',
    ],
    [{ kind: 'sampled', image: 3 }, 'patterns.image must be three whole numbers, but is 3'],
    [
      { kind: 'sampled', image: [1, NaN] },
      'patterns.image must be three whole numbers, but is Array(2)',
    ],
    [
      { kind: 'sampled', image: ['1'] },
      'patterns.image must be three whole numbers, but is Array(1)',
    ],
    [{ kind: 'sampled', seed: NaN }, 'patterns.seed must be a whole number >= 0, but is NaN'],
    [{ kind: 'given', gates: [] }, 'patterns.gates.rows must be a whole number >= 1, but is 0'],
    [
      { kind: 'given' },
      'patterns.gates must be an array of rows or { data, shape: [n, d] }, ' + 'but is undefined',
    ],
    [
      { kind: 'given', gates: [[1, NaN]] },
      'patterns.gates[0][1] (row 0, column 1) must be a finite number, but is NaN',
    ],
  ])('refuses %j', (patterns, message) => {
    expect(() => resolve({ patterns })).toThrow(invalid(message));
  });
});

describe('initial', () => {
  const problem = { n: 3, d: 2, c: 1, formulation: /** @type {const} */ ('relu') };
  const network = {
    formulation: /** @type {const} */ ('relu'),
    d: 2,
    c: 1,
    m: 1,
    W1: [1, 2],
    b1: [0],
    W2: [3],
  };
  const flat = {
    formulation: 'relu',
    d: 2,
    c: 1,
    m: 1,
    W1: Float64Array.of(1, 2),
    b1: Float64Array.of(0),
    W2: Float64Array.of(3),
  };

  test('nothing', () => {
    expect(readInitial(undefined, problem)).toBeUndefined();
    expect(readInitial(null, problem)).toBeUndefined();
  });

  test('a network, or a result with its dual variable', () => {
    expect(readInitial(network, problem)).toEqual(flat);
    expect(readInitial({ network }, problem)).toEqual(flat);
    const certificate = { dual: [1, 2, 3] };
    expect(readInitial({ network, certificate }, problem)).toEqual({
      ...flat,
      dual: Float64Array.of(1, 2, 3),
    });
  });

  test.each([[{ dual: [1, 2] }], [{ dual: 'none' }], [{ dual: [1, 2, NaN] }], [{}], [null]])(
    'a dual variable of other data is left out: %j',
    (certificate) => {
      expect(readInitial({ network, certificate }, problem)).toEqual(flat);
    },
  );

  test.each([
    ['warm', "initial must be an object, but is 'warm'"],
    [
      {},
      'initial must be an earlier result or a network: ' +
        "network.formulation must be 'relu' or 'gated-relu' or 'linear', but is undefined",
    ],
    [
      { network: { ...network, W1: [1] } },
      'initial must be an earlier result or a network: network.W1.length must be 2, but is 1',
    ],
    [
      { ...network, d: 1, W1: [1] },
      'initial must be a network with d = 2, as in this training, but has d = 1',
    ],
    [
      { ...network, c: 2, W2: [1, 2] },
      'initial must be a network with c = 1, as in this training, but has c = 2',
    ],
    [
      { ...network, formulation: 'gated-relu', gates: [1, 2, 3] },
      "initial must be a network with formulation = 'relu', as in this training, " +
        "but has formulation = 'gated-relu'",
    ],
  ])('refuses %j', (initial, message) => {
    expect(() => readInitial(initial, problem)).toThrow(invalid(message));
  });
});
