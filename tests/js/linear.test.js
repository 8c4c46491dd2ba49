/** The formulation without activation, from the program to everything around it. */
import { certify, ConvexRegressor, createTrainer, crossValidate, descend } from 'convexrelu';
import { Network, train, trainPath, verify } from 'convexrelu';
import * as worker from 'convexrelu/worker';
import { afterAll, expect, test } from 'vitest';
import { createRandom, randomMatrix } from '../support/data.js';

const random = createRandom(5);
const X = randomMatrix(30, 4, random);
const noise = randomMatrix(30, 1, random).flat();
const Y = X.map(([a, b], i) => 2 * a - b + 0.5 + 0.1 * noise[i]);
const formulation = /** @type {const} */ ('linear');

afterAll(worker.terminate);

test('is a line: predictions add up, and at most one neuron feeds an output', async () => {
  const pairs = Y.map((y, i) => [y, X[i][2]]);
  const { network, report, certificate } = await train(X, pairs, { formulation, beta: 0.01 });
  expect(report).toMatchObject({ status: 'optimal', scope: 'patterns', neurons: 2 });
  expect(report.patterns).toEqual({ kind: 'always-on', used: 1, priced: 0, total: 1 });
  expect(network.formulation).toBe('linear');
  const at = (/** @type {number[]} */ x) => network.predict([x]).data;
  const [zero, one, two] = [
    [0, 0, 0, 0],
    [1, -2, 3, 1],
    [-2, 4, -6, -2],
  ].map(at);
  for (const k of [0, 1]) expect(two[k] - zero[k]).toBeCloseTo(-2 * (one[k] - zero[k]), 10);
  const copy = Network.fromJSON(JSON.stringify(network));
  expect(copy).toEqual(network);
  expect(network.objective(X, pairs, { loss: 'squared', beta: 0.01 })).toBe(report.objective);
  const checked = verify(X, pairs, copy, JSON.parse(JSON.stringify(certificate)));
  expect(checked).toMatchObject({ valid: true, scope: 'patterns' });
  // Gates that let fewer samples through prove nothing about a linear network.
  const forged = { ...certificate, gates: [0, 0, 0, 0, -1], lowerBound: report.objective * 1.001 };
  expect(verify(X, pairs, network, forged).valid).toBe(false);
});

test('needs neurons of its own kind', async () => {
  const { network, certificate } = await train(X, Y, { formulation, beta: 0.01 });
  const bent = { ...network, formulation: /** @type {const} */ ('relu') };
  expect(verify(X, Y, bent, certificate).valid).toBe(false);
  await expect(train(X, Y, { beta: 0.01, initial: network })).rejects.toThrow(
    "initial must be a network with formulation = 'relu'",
  );
});

test('has one pattern and takes no others', async () => {
  for (const patterns of ['sampled', 'exact', { kind: 'given', gates: [[1, 0, 0, 0]] }]) {
    const options = /** @type {any} */ ({ formulation, patterns });
    await expect(train(X, Y, options)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining("patterns must be 'auto' for formulation 'linear'"),
    });
  }
});

test('ends where descent ends, which certify certifies', async () => {
  const options = { beta: 0.05 };
  const optimum = await train(X, Y, { ...options, formulation });
  const start = { formulation, d: 4, c: 1, m: 1, W1: [1, 1, 1, 1], b1: [1], W2: [0.5] };
  const { network, report } = await descend(X, Y, {
    ...{
      ...options,
      initial: start,
      optimizer: /** @type {const} */ ('gd'),
      learningRate: 0.05,
      epochs: 5000,
    },
  });
  expect(network.formulation).toBe('linear');
  expect(report.objective).toBeGreaterThanOrEqual(optimum.report.lowerBound);
  expect(report.objective).toBeLessThan(optimum.report.objective * (1 + 1e-5));
  const certification = await certify(X, Y, network, options);
  expect(certification.relativeGap).toBeLessThan(1e-5);
  expect(verify(X, Y, network, certification.certificate).valid).toBe(true);
});

test('paths, cross-validation, trainers, estimators and workers', async () => {
  const path = await trainPath(X, Y, { formulation, count: 4, regularizer: 'l1' });
  expect(path.results.map(({ report }) => report.status)).toEqual(Array(4).fill('optimal'));
  expect(path.results[0].network.m).toBe(0);
  const { loss } = await crossValidate(X, Y, { formulation, betas: [1e-3, 1], folds: 3 });
  expect(loss.mean[1]).toBeLessThan(loss.mean[0]);
  const trainer = await createTrainer(X, Y, { formulation, beta: 1 });
  await trainer.run();
  trainer.setBeta(0.01);
  trainer.addPoint([1, 1, 1, 1], 2);
  expect((await trainer.run()).report.status).toBe('optimal');
  trainer.dispose();
  const model = new ConvexRegressor({ formulation, standardize: true, beta: 1e-3 });
  await model.fit(
    X.map((row) => row.map((x) => 10 * x + 3)),
    Y,
  );
  expect(
    model.score(
      X.map((row) => row.map((x) => 10 * x + 3)),
      Y,
    ),
  ).toBeGreaterThan(0.99);
  const there = await worker.train(X, Y, { formulation, beta: 0.01 });
  expect(there.network).toEqual((await train(X, Y, { formulation, beta: 0.01 })).network);
});
