/** Regularization paths: what train finds for each β, for less. */
import { Network, train, trainPath, verify } from 'convexrelu';
import { terminate, trainPath as trainPathInWorker } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, createRandom, longProblem, randomMatrix } from '../support/data.js';

const { X, Y } = circleProblem();
const wide = X.map((row, i) => [...row, i % 2, i % 3, i % 5]);
const random = createRandom(3);
const gates = randomMatrix(12, 3, random);

afterAll(terminate);

const settings = ['squared', 'hinge', 'logistic'].flatMap((loss) =>
  [
    { how: 'exact', x: X, patterns: 'exact' },
    { how: 'sampled', x: wide, patterns: { kind: 'sampled', count: 20, priced: false } },
    { how: 'given', x: X, patterns: { kind: 'given', gates } },
    { how: 'gated', x: wide, formulation: 'gated-relu', patterns: { kind: 'sampled', count: 20 } },
  ].map(({ how, x, ...options }) => ({ how, loss, x, options: { loss, ...options } })),
);

describe('a path', () => {
  test.each(settings)(
    'is certified and optimal at every β: $how, $loss',
    async ({ x, ...setting }) => {
      const options = /** @type {any} */ (setting.options);
      const { betas, results } = await trainPath(x, Y, { ...options, count: 6, ratio: 1e-3 });
      expect(betas).toHaveLength(6);
      expect(betas[5]).toBeCloseTo(1e-3 * betas[0], 12);
      expect(results[0].network.m).toBe(0);
      expect(results[0].report).toMatchObject({ gap: 0, betaMax: betas[0], status: 'optimal' });
      for (const [k, { network, report, certificate }] of results.entries()) {
        expect(report).toMatchObject({ beta: betas[k], status: 'optimal' });
        expect(report.relativeGap).toBeLessThanOrEqual(1e-6);
        expect(verify(x, Y, network, certificate)).toMatchObject({ valid: true });
        const cold = await train(x, Y, { ...options, beta: betas[k] });
        expect(Math.abs(report.objective / cold.report.objective - 1)).toBeLessThan(2.1e-6);
        expect(report.options).toEqual(cold.report.options);
      }
    },
  );

  test('over priced patterns finds what is no worse than those of a single training', async () => {
    const patterns = /** @type {const} */ ({ kind: 'sampled', count: 10 });
    const { betas, results } = await trainPath(wide, Y, { patterns, count: 5, ratio: 1e-2 });
    expect(results[0].report).toMatchObject({ gap: 0, neurons: 0 });
    for (const [k, { network, report, certificate }] of results.entries()) {
      const { objective } = (await train(wide, Y, { patterns, beta: betas[k] })).report;
      expect(report.objective).toBeLessThan(1.02 * objective);
      expect(report.relativeGap).toBeLessThanOrEqual(1e-6);
      expect(verify(wide, Y, network, certificate)).toMatchObject({ valid: true });
    }
  });

  test.each(/** @type {const} */ (['relu', 'gated-relu']))(
    'costs less than trainings one by one: %s',
    async (formulation) => {
      const draw = createRandom(104);
      const x = randomMatrix(60, 4, draw);
      const y = x.map(([a, b]) => Math.sin(3 * a) + b + 0.3 * draw());
      const patterns = /** @type {const} */ ({ kind: 'sampled', count: 50, priced: false });
      const options = { formulation, patterns };
      const { betas, results } = await trainPath(x, y, { ...options, count: 50 });
      const iterations = results.reduce((sum, { report }) => sum + report.iterations, 0);
      expect(results.every(({ report }) => report.status === 'optimal')).toBe(true);
      let cold = 0;
      for (const beta of betas) cold += (await train(x, y, { ...options, beta })).report.iterations;
      expect(iterations).toBeLessThan(0.7 * cold);
    },
  );

  test('goes through given β, from the largest down and each once', async () => {
    const { betas, results } = await trainPath(X, Y, { betas: [0.01, 0.1, 0.01, 1e9] });
    expect(betas).toEqual([1e9, 0.1, 0.01]);
    expect(results.map(({ report }) => report.beta)).toEqual(betas);
    const typed = await trainPath(X, Y, { betas: Float64Array.of(0.1) });
    expect(typed.betas).toEqual([0.1]);
  });

  test('with several outputs', async () => {
    const targets = randomMatrix(10, 3, random);
    const { betas, results } = await trainPath(X, targets, { count: 4, ratio: 1e-2 });
    for (const [k, { report }] of results.entries()) {
      const cold = await train(X, targets, { beta: betas[k] });
      expect(Math.abs(report.objective / cold.report.objective - 1)).toBeLessThan(2.1e-6);
    }
  });

  test('tells of each β, and an abort in between is heeded', async () => {
    /** @type {import('../../wasm/path-types.js').PathProgress[]} */
    const seen = [];
    const controller = new AbortController();
    const path = trainPath(X, Y, {
      count: 7,
      signal: controller.signal,
      onProgress: (progress) => void (seen.push(progress) === 3 && controller.abort('enough')),
    });
    await expect(path).rejects.toBe('enough');
    expect(seen.map(({ index, count }) => [index, count])).toEqual([0, 1, 2].map((k) => [k, 7]));
    expect(seen[0]).toMatchObject({ neurons: 0, gap: 0, status: 'optimal' });
    expect(seen[2].beta).toBeLessThan(seen[1].beta);
  });
});

test('in a worker it is the same', async () => {
  /** @type {unknown[]} */
  const seen = [];
  const options = { count: 4, loss: /** @type {const} */ ('logistic') };
  const there = await trainPathInWorker(X, Y, { ...options, onProgress: (it) => seen.push(it) });
  const here = await trainPath(X, Y, options);
  expect(there.betas).toEqual(here.betas);
  expect(there.results.map(({ certificate }) => certificate)).toEqual(
    here.results.map(({ certificate }) => certificate),
  );
  expect(there.results[3].network.predict(X)).toEqual(here.results[3].network.predict(X));
  expect(seen).toHaveLength(4);
  expect(here.results[3].network).toBeInstanceOf(Network);
});

test('in a worker it can be aborted', async () => {
  const { X: x, Y: y, options } = longProblem();
  const { tolerance, patterns } = options;
  const controller = new AbortController();
  const path = trainPathInWorker(x, y, { tolerance, patterns, signal: controller.signal });
  setTimeout(() => controller.abort('enough'), 300);
  await expect(path).rejects.toBe('enough');
});

test.each([trainPath, trainPathInWorker])('refuses with a sentence', async (path) => {
  for (const [options, message] of /** @type {[any, string][]} */ ([
    [{ beta: 1 }, 'beta must be left out: betas, or count and ratio, say which there are'],
    [{ betas: [] }, 'betas must hold one number at least'],
    [{ betas: 0.1 }, 'betas must be an array of numbers, but is 0.1'],
    [{ betas: [1, -1] }, 'betas must be finite numbers >= 0, but betas[1] is -1'],
    [{ betas: [1], count: 3 }, 'count must be left out where betas are given, but is 3'],
    [{ count: 0 }, 'count must be a whole number >= 1, but is 0'],
    [{ count: 2.5 }, 'count must be a whole number >= 1, but is 2.5'],
    [{ ratio: 1 }, 'ratio must be a number between 0 and 1, but is 1'],
    [{ counts: 3 }, "unknown option 'counts'; did you mean 'count'? (known: betas, count, ratio, "],
    [
      { loss: /** @type {const} */ ('huber') },
      "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'",
    ],
    [{ betas: [1, 0], patterns: 'exact' }, 'needs beta > 0'],
    ['fast', "options must be an object, but is 'fast'"],
  ])) {
    await expect(path(X, Y, options)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  }
  const zero = Y.map(() => 0);
  await expect(path(X, zero)).rejects.toThrow('betas must be given for this X and Y');
  await expect(path([], [])).rejects.toThrow('X.rows must be a whole number >= 1, but is 0');
  expect((await path(X, zero, { betas: [0.1] })).results[0].report.neurons).toBe(0);
  const signal = AbortSignal.abort('enough');
  await expect(path(X, Y, { signal })).rejects.toBe('enough');
});
