/** How far networks from anywhere are from the optimum. */
import { Network, certify, train, verify } from 'convexrelu';
import {
  Network as NetworkInWorker,
  certify as certifyInWorker,
  terminate,
} from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, createRandom, randomMatrix, trainByAdam } from '../support/data.js';

const { X, Y } = circleProblem();
const wide = X.map((row, i) => [...row, i % 2, i % 3, i % 5]);

afterAll(terminate);

/**
 * @param {number[][]} x
 * @param {number[]} y
 * @param {import('../../wasm/types.js').NetworkData} network
 * @param {import('../../wasm/types.js').Certification} certification
 */
function expectProof(x, y, network, certification) {
  const { objective, lowerBound, gap, relativeGap, certificate, scope } = certification;
  expect(gap).toBe(objective - lowerBound);
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(relativeGap).toBeCloseTo(gap / objective, 12);
  const checked = verify(x, y, network, JSON.parse(JSON.stringify(certificate)));
  expect(checked).toMatchObject({ valid: true, reasons: [], scope });
  expect(Math.abs(checked.objective - objective)).toBeLessThan(1e-9 * objective);
  expect(Math.abs(checked.lowerBound - lowerBound)).toBeLessThan(1e-9 * objective);
}

describe('a network trained by Adam', () => {
  const beta = 1e-4;

  test.each([
    { steps: 200, seed: 1 },
    { steps: 3000, seed: 2 },
  ])('on the notebook’s problem, $steps steps', async ({ steps, seed }) => {
    const adam = trainByAdam(X, Y, { beta, m: 20, steps, rate: 0.03, seed });
    const certification = await certify(X, Y, adam, { beta });
    const { objective, gap, better } = certification;
    expect(certification).toMatchObject({ scope: 'global', status: 'optimal' });
    const optimum = (await train(X, Y, { beta, patterns: /** @type {const} */ ('exact') })).report
      .objective;
    expect(objective).toBe(new Network(adam).objective(X, Y, { loss: 'squared', beta }));
    // Each side may be off by the tolerance 1e-6 of the optimum.
    expect(Math.abs(gap - (objective - optimum))).toBeLessThan(2e-6 * optimum);
    expect(gap).toBeGreaterThan(1e-3 * optimum);
    expect(better.network.objective(X, Y, { loss: 'squared', beta })).toBeLessThan(objective);
    expectProof(X, Y, adam, certification);
  });

  test('where patterns are sampled, its own belong to the program', async () => {
    const adam = trainByAdam(wide, Y, { beta: 0.01, m: 8, steps: 2000, rate: 0.03, seed: 3 });
    const patterns = /** @type {const} */ ({ kind: 'sampled', count: 2 });
    const certification = await certify(wide, Y, adam, { beta: 0.01, patterns });
    expect(certification).toMatchObject({ scope: 'patterns', status: 'optimal' });
    expect(certification.better.report.patterns.used).toBeGreaterThan(2);
    expectProof(wide, Y, adam, certification);
  });
});

describe('networks of train', () => {
  const unpriced = /** @type {const} */ ({ kind: 'sampled', priced: false });

  const cases = /** @type {const} */ ([
    { formulation: 'relu', patterns: 'auto', x: X },
    { formulation: 'relu', patterns: unpriced, x: wide },
    { formulation: 'gated-relu', patterns: 'auto', x: X },
  ]);

  test.each(cases)(
    '$formulation, $patterns: proven as good as they are',
    async ({ x, ...options }) => {
      for (const loss of /** @type {const} */ (['squared', 'hinge', 'logistic'])) {
        for (const bias of [true, false]) {
          const all = { ...options, loss, bias, beta: 0.01 };
          const { network, report } = await train(x, Y, all);
          for (const form of [network, JSON.stringify(network), network.toJSON(), { ...network }]) {
            const certification = await certify(x, Y, /** @type {any} */ (form), all);
            expect(certification.relativeGap).toBeLessThan(2.1e-6);
            expect(certification.scope).toBe(report.scope);
            expectProof(x, Y, network, certification);
          }
        }
      }
    },
  );

  test('priced patterns may show that there is a little to gain', async () => {
    const patterns = /** @type {const} */ ({ kind: 'sampled', count: 10 });
    const options = { beta: 0.01, patterns };
    const { network } = await train(wide, Y, options);
    const certification = await certify(wide, Y, network, options);
    expect(certification.relativeGap).toBeLessThan(0.02);
    expect(certification.better.report.objective).toBeLessThanOrEqual(certification.objective);
    expectProof(wide, Y, network, certification);
  });

  test('none at all: the zero network', async () => {
    const zero = {
      formulation: /** @type {const} */ ('relu'),
      d: 2,
      c: 1,
      m: 0,
      W1: [],
      b1: [],
      W2: [],
    };
    for (const patterns of /** @type {const} */ (['exact', 'sampled'])) {
      const certification = await certify(X, Y, zero, { beta: 0.01, patterns });
      expect(certification.objective).toBe(1);
      expectProof(X, Y, zero, certification);
    }
  });

  test('several outputs', async () => {
    const targets = randomMatrix(10, 2, createRandom(4));
    const { network } = await train(X, targets, { beta: 0.01 });
    const certification = await certify(X, targets, network, { beta: 0.01 });
    expect(certification.relativeGap).toBeLessThan(2.1e-6);
    expect(verify(X, targets, network, certification.certificate)).toMatchObject({ valid: true });
  });

  test('in a worker, with progress', async () => {
    const { network } = await train(X, Y, { beta: 0.1 });
    /** @type {unknown[]} */
    const seen = [];
    const options = { beta: 0.01, onProgress: (/** @type {unknown} */ it) => seen.push(it) };
    const there = await certifyInWorker(X, Y, network, options);
    const here = await certify(X, Y, network, { beta: 0.01 });
    expect(there.better.network).toBeInstanceOf(NetworkInWorker);
    expect(there.certificate).toEqual(here.certificate);
    expect(seen.at(-1)).toMatchObject({ done: true });
  });
});

describe('refused with a sentence', () => {
  const neuron = {
    formulation: /** @type {const} */ ('relu'),
    d: 2,
    c: 1,
    m: 1,
    W1: [1, 2],
    b1: [3],
    W2: [1],
  };
  const twice = { ...neuron, c: 2, W2: [1, -1] };

  test.each([
    [neuron, { bias: false }, 'no bias weights where bias is false, but network.b1[0] is 3'],
    [neuron, { formulation: 'gated-relu' }, "formulation must be the network's, 'relu', but is"],
    [neuron, { initial: neuron }, 'initial must be left out'],
    [neuron, { betta: 1 }, "unknown option 'betta'; did you mean 'beta'?"],
    [neuron, { loss: 'huber' }, "loss must be one of 'squared', 'hinge', 'logistic'"],
    [{ ...neuron, d: 1, W1: [1] }, {}, 'network must have d = 2, the columns of X, but has d = 1'],
    [twice, {}, 'network must have c = 1, the columns of Y, but has c = 2'],
    [{ ...neuron, W1: [1] }, {}, 'network.W1.length must be 2, but is 1'],
    [
      undefined,
      {},
      "network.formulation must be 'relu' or 'gated-relu' or 'linear', but is undefined",
    ],
    ['{}', {}, "network.format must be 'convexrelu-network', but is undefined"],
  ])('%j, %j', async (network, options, message) => {
    const args = /** @type {[any, any]} */ ([network, options]);
    await expect(certify(X, Y, ...args)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  });

  test('a neuron that feeds two outputs, which the bound would not hold for', async () => {
    const targets = Y.map((y) => [y, y]);
    await expect(certify(X, targets, twice)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('neuron 0 feeds the outputs 0, 1'),
    });
  });

  test('an abort rejects with its reason', async () => {
    const signal = AbortSignal.abort('enough');
    await expect(certify(X, Y, neuron, { signal })).rejects.toBe('enough');
  });
});
