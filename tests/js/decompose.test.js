/** Cone decomposition: ReLU networks with the predictions of gated ones. */
import { decompose, train } from 'convexrelu';
import { decompose as decomposeInWorker, terminate } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, createRandom, longProblem, randomMatrix } from '../support/data.js';

afterAll(terminate);

const random = createRandom(12);
const circle = circleProblem();
const plane = randomMatrix(60, 2, random);
const space = randomMatrix(80, 5, random);
const wide = randomMatrix(20, 30, random);
const line = Array.from({ length: 25 }, (_, i) => [i / 25]);

const problems = {
  circle: { X: circle.X, Y: circle.Y, options: { loss: 'logistic' } },
  plane: { X: plane, Y: plane.map(([a, b]) => Math.sin(2 * a) * b), options: {} },
  'five features, two outputs': {
    X: space,
    Y: space.map(([a, b, c]) => [a * b, Math.abs(c)]),
    options: { beta: 1e-2 },
  },
  'more features than samples, no bias': {
    X: wide,
    Y: wide.map(([a]) => Math.sign(a)),
    options: { loss: 'hinge', bias: false },
  },
  'a line, gates with bias, l1': {
    X: line,
    Y: line.map(([x]) => Math.cos(9 * x)),
    options: { regularizer: 'l1', patterns: gatesOf(line) },
  },
};

/** Gates that switch between neighbours on a line. @param {number[][]} X */
function gatesOf(X) {
  const gates = X.slice(1, 20).flatMap(([x], i) => {
    const middle = (x + X[i][0]) / 2;
    return [
      [1, -middle],
      [-1, middle],
    ];
  });
  return { kind: 'given', gates };
}

/** @param {{ data: Float64Array }} a @param {{ data: Float64Array }} b */
function difference(a, b) {
  const largest = Math.max(...b.data.map(Math.abs));
  return Math.max(...a.data.map((z, k) => Math.abs(z - b.data[k]))) / largest;
}

describe.each(Object.entries(problems))('%s', (_, { X, Y, options }) => {
  const patterns = { kind: 'sampled', count: 40 };
  const gatedOptions = /** @type {any} */ ({ patterns, ...options, formulation: 'gated-relu' });

  test('predictions stay, and the norm is the least', async () => {
    const { network: gated } = await train(X, Y, gatedOptions);
    const { network, report } = await decompose(X, gated);
    expect(gated.m).toBeGreaterThan(0);
    expect(network.formulation).toBe('relu');
    expect(difference(network.predict(X), gated.predict(X))).toBeLessThan(1e-9);
    expect(report).toMatchObject({ status: 'optimal', neurons: network.m });
    expect(report.relativeGap).toBeLessThanOrEqual(1e-6);
    expect(report.violation).toBeLessThan(1e-12 * report.norm);
    const squares = [...network.W1, ...network.b1, ...network.W2].reduce((s, w) => s + w * w, 0);
    expect(Math.abs(squares / 2 / report.norm - 1)).toBeLessThan(1e-12);

    const rough = await decompose(X, gated, { exact: false });
    expect(difference(rough.network.predict(X), gated.predict(X))).toBeLessThan(1e-9);
    expect(rough.report.relativeGap).toBeLessThanOrEqual(0.05);
    expect(rough.report.norm).toBeLessThan(1.05 * report.norm);
    expect(rough.report.norm).toBeGreaterThan((1 - 1e-9) * report.lowerBound);
    expect(rough.report.iterations).toBeLessThanOrEqual(report.iterations);
  });
});

test('one block of one pattern costs what the program over that pattern says', async () => {
  // The gated network predicts D X u. With a tiny β the program (C) over the one pattern fits these
  // numbers, and its penalty is the least norm that does, up to what the fit gives way.
  const X = randomMatrix(30, 3, createRandom(5));
  const gate = [0.3, -0.5, 0.8];
  const weights = [1, 2, -0.5];
  const score = (/** @type {number[]} */ x, /** @type {number[]} */ w) =>
    x.reduce((sum, value, k) => sum + value * w[k], 0);
  const Y = X.map((x) => (score(x, gate) >= 0 ? score(x, weights) : 0));
  const gated = {
    formulation: /** @type {const} */ ('gated-relu'),
    ...{ d: 3, c: 1, m: 1, W1: weights, b1: [0], W2: [1], gates: [...gate, 0] },
  };
  const { report } = await decompose(X, /** @type {any} */ (gated));
  const beta = 1e-7;
  const { report: program } = await train(X, Y, {
    ...{ beta, bias: false, tolerance: 1e-9 },
    patterns: { kind: 'given', gates: [gate] },
  });
  expect(program.status).toBe('optimal');
  expect(program.objective / beta).toBeLessThan(report.norm * (1 + 1e-6));
  expect(program.objective / beta).toBeGreaterThan(report.norm * (1 - 1e-4));
});

test('on other samples than those of the training, by their patterns', async () => {
  const { X, Y, options } = problems.plane;
  const { network: gated } = await train(X, Y, { ...options, formulation: 'gated-relu' });
  const others = randomMatrix(15, 2, createRandom(8));
  const { network } = await decompose(others, gated);
  expect(difference(network.predict(others), gated.predict(others))).toBeLessThan(1e-9);
});

test('the worker does the same', async () => {
  const { X, Y } = circle;
  const { network: gated } = await train(X, Y, { formulation: 'gated-relu' });
  const here = await decompose(X, gated);
  const there = await decomposeInWorker(X, gated);
  expect(there.network.toJSON()).toEqual(here.network.toJSON());
  expect({ ...there.report, seconds: 0 }).toEqual({ ...here.report, seconds: 0 });
});

test('the zero network stays zero', async () => {
  const { X, Y } = circle;
  const { network: gated } = await train(X, Y, { formulation: 'gated-relu', beta: 1e3 });
  const { network, report } = await decompose(X, gated);
  expect(network.m).toBe(0);
  expect(report).toMatchObject({ norm: 0, gap: 0, relativeGap: 0, status: 'optimal', blocks: 0 });
});

describe('is refused', () => {
  const { X, Y } = circle;
  const gates = [
    [1, 0, 0],
    [0, 1, 0],
  ];
  const gated = /** @type {any} */ ({
    formulation: 'gated-relu',
    ...{ d: 2, c: 1, m: 2, W1: [1, 1, 1, 1], b1: [0, 0], W2: [1, 1], gates: gates.flat() },
  });

  test('a ReLU network', async () => {
    const { network } = await train(X, Y);
    await expect(decompose(X, network)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining("decompose needs a network of formulation 'gated-relu'"),
    });
  });

  test('a gate whose cone does not span, by name', async () => {
    const flat = [
      [1, 0],
      [-1, 0],
    ];
    await expect(decompose(flat, gated)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/gate 1 does not; with bias: true it may/),
    });
    const { network } = await decompose(
      [
        [1, 0],
        [-1, 1],
      ],
      gated,
    );
    expect(network.m).toBeGreaterThan(0);
  });

  test.each([
    [{ exakt: true }, "unknown option 'exakt'; did you mean 'exact'?"],
    [{ exact: 1 }, 'exact must be true or false, but is 1'],
    [{ bias: 'yes' }, "bias must be true or false, but is 'yes'"],
    [{ tolerance: 0 }, 'tolerance must be a finite number > 0, but is 0'],
    [{ signal: 3 }, 'signal must be an AbortSignal, but is 3'],
  ])('%j', async (options, message) => {
    await expect(decompose(X, gated, /** @type {any} */ (options))).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  });

  test('data of another width, and bias weights without bias', async () => {
    await expect(decompose([[1, 2, 3]], gated)).rejects.toThrow(
      'network must have d = 3, the columns of X, but has d = 2',
    );
    await expect(decompose(X, { ...gated, b1: [0, 2] }, { bias: false })).rejects.toThrow(
      'network must have no bias weights where bias is false, but network.b1[1] is 2',
    );
  });
});

test('aborting rejects with the reason', async () => {
  const { X, Y } = longProblem();
  const { network } = await train(X, Y, { formulation: 'gated-relu', maxIterations: 3 });
  const controller = new AbortController();
  const running = decompose(X, network, { signal: controller.signal, tolerance: 1e-12 });
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});
