import { describe, expect, test } from 'vitest';
import { Network } from '../../wasm/network.js';

/** max(0, x₁ − x₂ + 1)·2 − max(0, x₂)·1, one output. */
const relu = {
  formulation: /** @type {const} */ ('relu'),
  d: 2,
  c: 1,
  m: 2,
  W1: [1, -1, 0, 1],
  b1: [1, 0],
  W2: [2, -1],
};

/** Two outputs; the gates are x₁ ≥ 1 and everywhere. */
const gated = {
  formulation: /** @type {const} */ ('gated-relu'),
  d: 1,
  c: 2,
  m: 2,
  W1: [2, -1],
  b1: [0, 3],
  W2: [1, 0, 0, 5],
  gates: [1, -1, 0, 0],
};

const X = [
  [0, 0],
  [-3, 2],
  [1, 2],
];

describe('prediction', () => {
  test('of a ReLU network', () => {
    expect(new Network(relu).predict(X)).toEqual({
      data: Float64Array.of(2, -2, -2),
      shape: [3, 1],
    });
  });

  test('of a gated network with two outputs', () => {
    expect(new Network(gated).predict([[0], [1], [10]])).toEqual({
      data: Float64Array.of(0, 15, 2, 10, 20, -35),
      shape: [3, 2],
    });
  });

  test('a gate is open at exactly 0, and closed below', () => {
    const network = new Network({
      ...gated,
      c: 1,
      m: 1,
      W1: [1],
      b1: [0],
      W2: [1],
      gates: [1, -1],
    });
    expect(network.predict([[1], [1 - 2 ** -52]]).data).toEqual(Float64Array.of(1, 0));
  });

  test('of a network without neurons is zero', () => {
    const network = new Network({ formulation: 'relu', d: 2, c: 3, m: 0, W1: [], b1: [], W2: [] });
    expect(network.predict([[1, 2]])).toEqual({ data: new Float64Array(3), shape: [1, 3] });
    expect(network.neurons).toEqual([]);
  });

  test('refuses rows of another length', () => {
    expect(() => new Network(relu).predict([[1, 2, 3]])).toThrow(
      "X.columns, as the network's d, must be 2, but is 3",
    );
    expect(() => new Network(relu).predict([[1, NaN]])).toThrow(
      'X[0][1] (row 0, column 1) must be a finite number, but is NaN',
    );
  });
});

describe('objective', () => {
  const network = new Network(relu);
  const norms = 1 + 1 + 1 + 1 + 4 + 1;

  const terms = /** @type {const} */ ([
    ['squared', (1 + 1 + 9) / 3],
    ['hinge', (0 + 0 + 3) / 3],
    ['logistic', (2 * Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(2))) / 3],
  ]);

  test.each(terms)('with the %s loss', (loss, dataTerm) => {
    expect(network.objective(X, [1, -1, 1], { loss, beta: 0 })).toBeCloseTo(dataTerm, 14);
    expect(network.objective(X, [1, -1, 1], { loss, beta: 0.5 })).toBeCloseTo(
      dataTerm + 0.25 * norms,
      13,
    );
  });

  test('of a gated network sums over its outputs', () => {
    // prettier-ignore
    const objective = new Network(gated).objective([[0], [1]], [[1, 15], [2, 8]], {
      loss: 'squared', beta: 2,
    });
    expect(objective).toBeCloseTo((1 + 0 + 0 + 4) / 2 + (4 + 1 + 9 + 1 + 25), 13);
  });

  test('does not overflow with the logistic loss', () => {
    const far = new Network({ ...relu, W2: [2000, -1] });
    expect(far.objective([[0, 0]], [-1], { loss: 'logistic', beta: 0 })).toBe(2000);
    expect(far.objective([[0, 0]], [1], { loss: 'logistic', beta: 0 })).toBe(0);
  });

  test.each([
    [
      { loss: /** @type {const} */ ('huber'), beta: 1 },
      "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'",
    ],
    [
      { beta: 1 },
      "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is undefined",
    ],
    [undefined, "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is undefined"],
    [{ loss: 'toString', beta: 1 }, "but is 'toString'"],
    [{ loss: 'squared' }, 'beta must be a finite number >= 0, but is undefined'],
    [{ loss: 'squared', beta: -1 }, 'beta must be a finite number >= 0, but is -1'],
    [{ loss: 'squared', beta: NaN }, 'beta must be a finite number >= 0, but is NaN'],
    [{ loss: 'squared', beta: '1' }, "beta must be a finite number >= 0, but is '1'"],
    [
      { loss: /** @type {const} */ ('squared'), beta: 1, regularizer: /** @type {const} */ ('l1') },
      "regularizer must be one of 'neuron' for the formulation 'relu', but is 'l1'",
    ],
  ])('refuses %j', (options, message) => {
    const call = () => network.objective(X, [1, -1, 1], /** @type {any} */ (options));
    expect(call).toThrow(message);
  });

  test('refuses targets that do not fit', () => {
    const options = { loss: /** @type {const} */ ('hinge'), beta: 0 };
    expect(() => network.objective(X, [1, 0, 1], options)).toThrow(
      'Y must be -1 or +1 for the hinge loss, but is 0 (row 1, column 0, counted from 0)',
    );
    expect(() => network.objective(X, [1, 1], options)).toThrow('Y must have one row per row of X');
    expect(() => network.objective([[1, 2]], [[1, 1]], options)).toThrow(
      "Y.columns, as the network's c, must be 1, but is 2",
    );
  });
});

describe('neurons', () => {
  test('come strongest first', () => {
    expect(new Network(relu).neurons).toEqual([
      { weights: [1, -1], bias: 1, output: [2], strength: Math.hypot(1, 1, 1) * 2, index: 0 },
      { weights: [0, 1], bias: 0, output: [-1], strength: 1, index: 1 },
    ]);
    expect(new Network(gated).neurons.map(({ index }) => index)).toEqual([1, 0]);
  });

  test('of equal strength keep their order', () => {
    const twins = { formulation: /** @type {const} */ ('relu'), d: 1, c: 1, m: 3, b1: [0, 0, 0] };
    const network = new Network({ ...twins, W1: [1, -1, 1], W2: [1, 1, -1] });
    expect(network.neurons.map(({ index }) => index)).toEqual([0, 1, 2]);
  });
});

describe('plain data', () => {
  test('is copied and flat', () => {
    const W1 = Float64Array.from(relu.W1);
    const network = new Network({ ...relu, W1 });
    W1[0] = 9;
    expect(network.W1).toEqual(Float64Array.of(1, -1, 0, 1));
    expect(network).not.toHaveProperty('gates');
  });

  test('survives a structured clone', () => {
    const network = new Network(gated);
    expect(new Network(structuredClone(network))).toEqual(network);
  });

  test.each([
    ['relu', relu],
    ['gated', gated],
  ])('goes through JSON and back exactly: %s', (_, data) => {
    const network = new Network({ ...data, W2: data.W2.map((a) => a / 3) });
    const text = JSON.stringify(network);
    expect(Network.fromJSON(JSON.parse(text))).toEqual(network);
    expect(Network.fromJSON(text)).toEqual(network);
    expect(JSON.parse(text)).toMatchObject({ format: 'convexrelu-network', version: 1 });
  });

  test.each([
    ['{', "network must be JSON, but is '{'"],
    [null, "network.format must be 'convexrelu-network', but is undefined"],
    [{ d: 2 }, "network.format must be 'convexrelu-network', but is undefined"],
    [{ format: 'other' }, "network.format must be 'convexrelu-network', but is 'other'"],
    [{ format: 'convexrelu-network', version: 2 }, 'network.version must be 1, but is 2'],
    [
      { format: 'convexrelu-network', version: 1, ...relu, W1: [1] },
      'network.W1.length must be 4, but is 1',
    ],
  ])('fromJSON refuses %j', (json, message) => {
    expect(() => Network.fromJSON(json)).toThrow(message);
  });
});

describe('the constructor refuses', () => {
  test.each([
    [
      { formulation: 'cubic' },
      "network.formulation must be 'relu' or 'gated-relu' or 'linear', but is 'cubic'",
    ],
    [{ d: 0 }, 'network.d must be a whole number >= 1, but is 0'],
    [{ c: 1.5 }, 'network.c must be a whole number >= 1, but is 1.5'],
    [{ m: -1 }, 'network.m must be a whole number >= 0, but is -1'],
    [{ m: '2' }, "network.m must be a whole number >= 0, but is '2'"],
    [{ W1: 'abc' }, "network.W1 must be an array of numbers, but is 'abc'"],
    [{ b1: undefined }, 'network.b1 must be an array of numbers, but is undefined'],
    [{ b1: [1] }, 'network.b1.length must be 2, but is 1'],
    [{ W2: [1, NaN] }, 'network.W2[1] (row 0, column 1) must be a finite number, but is NaN'],
    [{ W2: [1, '2'] }, "network.W2[1] (row 0, column 1) must be a finite number, but is '2'"],
    [{ gates: [1] }, 'network.gates must be left out, but is Array(1)'],
    [{ formulation: 'linear', gates: [1] }, 'network.gates must be left out'],
    [{ formulation: 'gated-relu' }, 'network.gates must be an array of numbers, but is undefined'],
    [{ formulation: 'gated-relu', gates: [1] }, 'network.gates.length must be 6, but is 1'],
  ])('%j', (change, message) => {
    const make = () => new Network(/** @type {any} */ ({ ...relu, ...change }));
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('what is no object', () => {
    expect(() => new Network(/** @type {any} */ (undefined))).toThrow(
      "network.formulation must be 'relu' or 'gated-relu' or 'linear', but is undefined",
    );
  });
});
