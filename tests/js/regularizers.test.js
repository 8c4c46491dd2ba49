/** Every regularizer, from the program to the check in plain JavaScript. */
import { certify, info, train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { Network } from '../../wasm/network.js';
import { findRegularizer, regularizerNames } from '../../wasm/regularizers.js';

/** Points on a spiral; the third feature says nothing. */
const X = Array.from({ length: 40 }, (_, i) => [
  Math.cos(i) * (0.2 + i / 20),
  Math.sin(i) * (0.2 + i / 20),
  Math.cos(7 * i) / 5,
]);
const distance = X.map(([a, b]) => Math.hypot(a, b));
const signs = distance.map((r) => (r > 1.2 ? 1 : -1));
const { losses, regularizers } = await info();
const patterns = { kind: /** @type {const} */ ('sampled'), count: 25 };

test('the core and the plain checks know the same', () => {
  expect(regularizers.map(({ name }) => name)).toEqual(regularizerNames);
});

describe.each(losses.map(({ name }) => name))('gated with the %s loss', (loss) => {
  const classes = signs.map((it, i) =>
    [it > 0, it < 0 && i % 2, it < 0 && i % 2 === 0].map(Number),
  );
  const Y = { ...{ hinge: signs, logistic: signs }, squared: distance, softmax: classes }[loss];
  const settings = { formulation: /** @type {const} */ ('gated-relu'), loss, patterns, beta: 0.01 };

  test.each(regularizerNames)('%s', async (regularizer) => {
    const options = { ...settings, regularizer };
    const { network, report, certificate } = await train(X, Y, options);
    expect(report.status).toBe('optimal');
    const verification = verify(X, Y, network, JSON.parse(JSON.stringify(certificate)));
    expect(verification).toMatchObject({ valid: true, scope: 'patterns', reasons: [] });
    expect(verification.relativeGap).toBeLessThan(1.01e-6);
    expect(network.objective(X, Y, Object(report.options))).toBeCloseTo(report.objective, 12);
    expect(report.betaMax === Infinity).toBe(regularizer === 'l2');

    // Another regularizer's certificate is not this one's.
    for (const other of regularizerNames) {
      if (other === regularizer) continue;
      const forged = { ...certificate, regularizer: other };
      expect(verify(X, Y, network, forged).valid).toBe(false);
    }
    // Nor does a bound above what ν proves pass.
    const bold = { ...certificate, lowerBound: report.objective * (1 + 1e-5) };
    expect(verify(X, Y, network, bold).reasons[0]).toMatch(/proves the lower bound/);
  });
});

test('several outputs have a program each', async () => {
  const Y = distance.map((r, i) => [r, X[i][0]]);
  for (const regularizer of regularizerNames) {
    const options = {
      formulation: /** @type {const} */ ('gated-relu'),
      regularizer,
      patterns,
      beta: 0.02,
    };
    const both = await train(X, Y, options);
    expect(verify(X, Y, both.network, both.certificate)).toMatchObject({ valid: true });
    let sum = 0;
    for (const k of [0, 1]) {
      const { report } = await train(
        X,
        Y.map((row) => row[k]),
        options,
      );
      sum += report.objective;
    }
    expect(Math.abs(both.report.objective - sum)).toBeLessThan(4e-6 * sum);
  }
});

test('feature drops features, l1 weights, l2 nothing', async () => {
  const options = { formulation: /** @type {const} */ ('gated-relu'), patterns, beta: 0.05 };
  /** @param {import('convexrelu').RegularizerName} regularizer */
  const weights = async (regularizer) => {
    const { network } = await train(X, distance, { ...options, regularizer });
    const { d, m, W1 } = network;
    return Array.from({ length: d }, (_, j) =>
      Array.from({ length: m }, (_, i) => W1[i * d + j]).filter((w) => w !== 0),
    );
  };
  expect((await weights('feature')).some((column) => column.length === 0)).toBe(true);
  expect((await weights('feature'))[0].length).toBeGreaterThan(0);
  const [l1, l2] = [(await weights('l1')).flat(), (await weights('l2')).flat()];
  expect(l1.length).toBeLessThan(l2.length / 4);
});

test('a path goes on warm', async () => {
  for (const regularizer of regularizerNames) {
    const options = {
      formulation: /** @type {const} */ ('gated-relu'),
      regularizer,
      patterns,
      beta: 0.02,
    };
    const first = await train(X, distance, options);
    const next = { ...options, beta: 0.019, initial: first };
    const warm = await train(X, distance, next);
    const cold = await train(X, distance, { ...next, initial: undefined });
    expect(Math.abs(warm.report.objective - cold.report.objective)).toBeLessThan(
      2e-6 * cold.report.objective,
    );
    const again = await train(X, distance, { ...options, initial: first, tolerance: 1e-5 });
    expect(2 * again.report.iterations).toBeLessThan(first.report.iterations);
  }
});

test.each(regularizerNames.filter((name) => name !== 'neuron'))(
  'relu refuses %s with a reason',
  async (regularizer) => {
    await expect(train(X, distance, { regularizer })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(
        `^regularizer '${regularizer}' cannot be used with formulation 'relu': .{40}`,
      ),
    });
    const { network, certificate } = await train(X, distance);
    expect(() => network.objective(X, distance, { loss: 'squared', beta: 1, regularizer })).toThrow(
      "regularizer must be one of 'neuron' for the formulation 'relu', but is",
    );
    const forged = { ...certificate, regularizer };
    expect(verify(X, distance, network, forged).reasons[0]).toMatch(/must be 'neuron'/);
  },
);

/** Blocks (3, 0, −4) and (0, 0, 12) for output 0, (1, 0, 0) for output 1; no bias. */
const byHand = new Network({
  formulation: 'gated-relu',
  d: 3,
  c: 2,
  m: 3,
  W1: [1.5, 0, -2, 0, 0, 12, 1, 0, 0],
  b1: [0, 0, 0],
  W2: [2, 1, 0, 0, 0, 1],
  gates: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
});

/** Every gate has its own pattern here. */
const X0 = [
  [1, -1, -1],
  [-1, 1, -1],
  [-1, -1, 1],
];
/** The targets that the network meets. */
const Y0 = byHand.predict(X0);

const values = /** @type {const} */ ([
  ['neuron', (2.25 + 4 + 144 + 1 + 4 + 1 + 1) / 2],
  ['feature', 3 + Math.sqrt(16 + 144) + 1],
  ['l1', 3 + 4 + 12 + 1],
  ['l2', (9 + 16 + 144 + 1) / 2],
]);

test.each(values)('the value by hand: %s', (regularizer, value) => {
  const options = { loss: /** @type {const} */ ('squared'), beta: 10, regularizer };
  expect(byHand.objective(X0, Y0, options)).toBeCloseTo(10 * value, 10);
});

test('neurons of one pattern count as one block', () => {
  const halves = new Network({
    formulation: 'gated-relu',
    d: 3,
    c: 1,
    m: 2,
    W1: [3, 0, 0, 3, 0, 0],
    b1: [0, 0],
    W2: [0.5, 0.5],
    gates: [1, 0, 0, 0, 2, 0, 0, 0],
  });
  const options = {
    loss: /** @type {const} */ ('squared'),
    beta: 1,
    regularizer: /** @type {const} */ ('l2'),
  };
  expect(halves.objective(X0, halves.predict(X0), options)).toBeCloseTo(4.5, 12);
});

test('certify bounds any gated network', async () => {
  for (const regularizer of regularizerNames) {
    const gated = { formulation: /** @type {const} */ ('gated-relu'), d: 3, c: 1, m: 2 };
    const gates = [1, 0, 0, -0.5, 2, 0, 0, -1]; // the same pattern twice
    const network = { ...gated, W1: [1, 0, 0, 0, 1, 0], b1: [0, 0], W2: [1, 1], gates };
    const options = { regularizer, patterns, beta: 0.02 };
    const { objective, lowerBound, certificate } = await certify(X, distance, network, options);
    expect(objective).toBeGreaterThan(lowerBound);
    expect(verify(X, distance, network, certificate)).toMatchObject({ valid: true, reasons: [] });
  }
});

test.each([
  ['neuron', 5],
  ['feature', Math.hypot(4, 2)],
  ['l1', 4],
  ['l2', Math.sqrt(9 + 16 + 1 + 4)],
])('the dual norm by hand: %s', (name, expected) => {
  const regularizer = findRegularizer(name);
  const total = new Float64Array(2);
  regularizer?.add(total, Float64Array.of(3, -4));
  regularizer?.add(total, Float64Array.of(1, 2));
  expect(regularizer?.dualNorm(total)).toBeCloseTo(expected, 14);
});
