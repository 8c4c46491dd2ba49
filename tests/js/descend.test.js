/** Gradient descent on the same objective, against the certified optimum. */
import { certify, descend, info, train, verify } from 'convexrelu';
import * as worker from 'convexrelu/worker';
import { describe, expect, test } from 'vitest';
import { computeGradient } from '../../wasm/gradient.js';
import { requireLoss } from '../../wasm/losses.js';
import { Network } from '../../wasm/network.js';
import { circleProblem, createRandom, randomMatrix } from '../support/data.js';

const { X, Y } = circleProblem();
const optimizers = /** @type {const} */ (['adam', 'sgd', 'momentum', 'gd']);
const short = /** @type {const} */ ({ epochs: 60, width: 12, beta: 0.01 });

const { formulations, losses } = await info();
describe.each(losses.map(({ name }) => name))('the gradient for %s', (loss) => {
  test.each(formulations.map(({ name }) => name))(
    'of %s is what differences say',
    (formulation) => {
      const random = createRandom(8);
      const [n, d, c, m, beta] = [7, 3, 2, 5, 0.1];
      const x = randomMatrix(n, d, random);
      const y = randomMatrix(n, c, random).map((row) =>
        loss === 'softmax'
          ? [Number(row[0] > 0), Number(row[0] <= 0)]
          : row.map((it) => (it > 0 ? 1 : -1)),
      );
      const matrix = (/** @type {number[][]} */ rows) => ({
        data: Float64Array.from(rows.flat()),
        rows: rows.length,
        columns: rows[0].length,
      });
      const isGated = formulation === 'gated-relu';
      const gates = isGated ? Float64Array.from({ length: m * (d + 1) }, random) : undefined;
      const weights = Float64Array.from({ length: m * (d + 1 + c) }, random);
      const value = (/** @type {Float64Array} */ w) =>
        new Network({
          ...{ formulation, d, c, m, gates },
          ...{ W1: w.slice(0, m * d), b1: w.slice(m * d, m * (d + 1)), W2: w.slice(m * (d + 1)) },
        }).objective(x, y, { loss, beta });
      const objective = {
        X: matrix(x),
        Y: matrix(y),
        loss: requireLoss('loss', loss),
        beta,
        m,
        formulation,
        gates,
      };
      const gradient = new Float64Array(weights.length);
      const all = x.map((_, i) => i);
      computeGradient({ ...objective, bias: true }, weights, all, gradient);
      for (const k of weights.keys()) {
        const step = 1e-6;
        const moved = (/** @type {number} */ by) => weights.with(k, weights[k] + by);
        const slope = (value(moved(step)) - value(moved(-step))) / (2 * step);
        expect(Math.abs(gradient[k] - slope)).toBeLessThan(1e-7);
      }
      // The mean over batches of equal size is that over all.
      const sum = new Float64Array(weights.length);
      for (const i of all) {
        const part = new Float64Array(weights.length);
        computeGradient({ ...objective, bias: true }, weights, [i], part);
        part.forEach((it, k) => (sum[k] += it / n));
      }
      sum.forEach((it, k) => expect(it).toBeCloseTo(gradient[k], 12));
      computeGradient({ ...objective, bias: false }, weights, all, gradient);
      expect(gradient.slice(m * d, m * (d + 1)).every((it) => it === 0)).toBe(true);
    },
  );
});

describe.each(optimizers)('%s', (optimizer) => {
  test('goes down, the same for the same seed', async () => {
    const options = { ...short, optimizer, learningRate: 0.02, seed: 4 };
    const { network, report } = await descend(X, Y, options);
    const { objective, history } = report;
    expect(report).toMatchObject({ status: 'epoch-limit', epochs: 60 });
    expect(network.m).toBe(12);
    expect(history.epochs).toEqual(Float64Array.from({ length: 61 }, (_, k) => k));
    expect(objective).toBe(history.objective[60]);
    expect(objective).toBe(network.objective(X, Y, { loss: 'squared', beta: 0.01 }));
    expect(objective).toBeLessThan(history.objective[0]);
    const again = await descend(X, Y, options);
    expect(again.network).toEqual(network);
    expect(again.report.history).toEqual(history);
    const other = await descend(X, Y, { ...options, seed: 5 });
    expect(other.network).not.toEqual(network);
  });

  test.each(/** @type {const} */ (['squared', 'hinge', 'logistic']))(
    'from the optimum of %s no further',
    async (loss) => {
      const options = { loss, beta: 0.01 };
      const optimum = await train(X, Y, options);
      expect(optimum.report.scope).toBe('global');
      const { report } = await descend(X, Y, {
        ...{ ...options, optimizer, initial: optimum, epochs: 200, learningRate: 1e-3 },
      });
      expect(Math.min(...report.history.objective)).toBeGreaterThanOrEqual(
        optimum.report.lowerBound * (1 - 1e-12),
      );
      expect(report.history.objective[0]).toBeCloseTo(optimum.report.objective, 12);
    },
  );
});

test('certify bounds how far it is from the optimum', async () => {
  const { network, report } = await descend(X, Y, { ...short, epochs: 500, batchSize: 10 });
  const certification = await certify(X, Y, network, { beta: 0.01 });
  expect(certification).toMatchObject({ scope: 'global', objective: report.objective });
  expect(certification.relativeGap).toBeLessThan(0.5);
  expect(verify(X, Y, network, certification.certificate)).toMatchObject({ valid: true });
});

test('gated networks keep their gates, those without bias have none', async () => {
  const { network } = await train(X, Y, { formulation: 'gated-relu', beta: 0.1 });
  const there = await descend(X, Y, { initial: network, epochs: 20, beta: 0.01, optimizer: 'gd' });
  expect(there.network.gates).toEqual(network.gates);
  expect(there.report.objective).toBeLessThan(there.report.history.objective[0]);
  const { network: plain } = await descend(X, Y, { ...short, bias: false });
  expect(plain.b1.every((it) => it === 0)).toBe(true);
  const outputs = Y.map((y) => [y, -y, 0]);
  expect((await descend(X, outputs, short)).network.c).toBe(3);
});

test('divergence is a status, with the last finite network', async () => {
  const { network, report } = await descend(X, Y, { ...short, optimizer: 'gd', learningRate: 1e3 });
  expect(report.status).toBe('diverged');
  expect(report.epochs).toBeLessThan(60);
  expect(network.objective(X, Y, { loss: 'squared', beta: 0.01 })).toBe(report.objective);
});

test('long courses have a short history; none at all is the start', async () => {
  const { report } = await descend(X, Y, { epochs: 1203, width: 2 });
  expect(report.history.epochs.length).toBeLessThanOrEqual(502);
  expect(report.history.epochs.at(-1)).toBe(1203);
  expect((await descend(X, Y, { epochs: 0 })).report.history.objective).toHaveLength(1);
});

test('progress and abort', async () => {
  const controller = new AbortController();
  /** @type {any[]} */
  const seen = [];
  const running = descend(X, Y, {
    ...{ epochs: 1e7, signal: controller.signal },
    onProgress: (progress) => void (seen.push(progress) === 3 && controller.abort('enough')),
  });
  await expect(running).rejects.toBe('enough');
  expect(seen[2].epoch).toBeGreaterThan(seen[0].epoch);
  const signal = AbortSignal.abort('before');
  await expect(descend(X, Y, { signal })).rejects.toBe('before');
  await descend(X, Y, { ...short, onProgress: (progress) => seen.push(progress) });
  expect(seen.at(-1)).toMatchObject({ done: true, epoch: 60 });
});

test('defaults are those of train', async () => {
  const { loss, beta, bias, seed } = (await info()).defaults;
  const { options } = (await descend(X, Y, { epochs: 0 })).report;
  expect(options).toMatchObject({ loss, beta, bias, seed });
});

test('in convexrelu/worker it runs where it is called, to the same end', async () => {
  const there = await worker.descend(X, Y, short);
  expect({ ...there.network }).toEqual({ ...(await descend(X, Y, short)).network });
});

const neuron = {
  formulation: /** @type {const} */ ('relu'),
  d: 2,
  c: 1,
  m: 1,
  W1: [1, 2],
  b1: [3],
  W2: [1],
};

test.each(
  /** @type {[any, string][]} */ ([
    [{ optimizer: 'lbfgs' }, "optimizer must be one of 'adam', 'sgd', 'momentum', 'gd', but is"],
    [{ wdith: 3 }, "unknown option 'wdith' (known: optimizer, width, "],
    [{ width: 0 }, 'width must be a whole number >= 1, but is 0'],
    [{ epochs: 1.5 }, 'epochs must be a whole number >= 0, but is 1.5'],
    [{ batchSize: 0 }, 'batchSize must be a whole number >= 1, but is 0'],
    [{ batchSize: 2, optimizer: 'gd' }, "batchSize must be left out where the optimizer is 'gd'"],
    [{ width: 2, initial: neuron }, 'width must be left out where initial is given'],
    [{ bias: false, initial: neuron }, 'initial must have no bias weights where bias is false'],
    [{ initial: { ...neuron, d: 1, W1: [1] } }, 'initial must be a network with d = 2'],
    [{ learningRate: 0 }, 'learningRate must be a finite number > 0, but is 0'],
    [{ seed: 0.5 }, 'seed must be a whole number >= 0, but is 0.5'],
    [{ beta: -1 }, 'beta must be a finite number >= 0, but is -1'],
    [{ bias: 1 }, 'bias must be true or false, but is 1'],
    [
      { loss: /** @type {const} */ ('huber') },
      "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'",
    ],
    ['fast', "options must be an object, but is 'fast'"],
  ]),
)('refuses %j', async (options, message) => {
  await expect(descend(X, Y, options)).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining(message),
  });
  await expect(descend(X, [1], {})).rejects.toThrow('Y must have one row per row of X');
  await expect(descend(X, X, { loss: 'hinge' })).rejects.toThrow('Y must be -1 or +1');
});
