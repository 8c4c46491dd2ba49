/** What the history records on request. */
import { ConvexRegressor, createTrainer, info, train, trainPath } from 'convexrelu';
import * as worker from 'convexrelu/worker';
import { afterAll, expect, test } from 'vitest';
import { circleProblem, createRandom, randomMatrix } from '../support/data.js';

const { X, Y } = circleProblem();
const held = randomMatrix(30, 2, createRandom(3));
const validation = { X: held, Y: held.map(([a, b]) => (Math.hypot(a, b) > 0.8 ? 1 : -1)) };
const { metrics } = await info();
const names = metrics.map(({ name }) => name);

afterAll(worker.terminate);

/**
 * @param {import('convexrelu').Network} network
 * @param {number[][]} x
 * @param {number[]} y
 */
function measure(network, x, y) {
  const z = network.predict(x).data;
  const mean = y.reduce((a, b) => a + b) / y.length;
  const square = y.reduce((sum, it, i) => sum + (it - z[i]) ** 2, 0);
  return {
    loss: square / y.length,
    accuracy: y.filter((it, i) => it > 0 === z[i] > 0).length / y.length,
    r2: 1 - square / y.reduce((sum, it) => sum + (it - mean) ** 2, 0),
  };
}

/** @param {import('convexrelu').TrainResult} result */
function expectLast({ network, report }) {
  const history = /** @type {Record<string, Float64Array>} */ (/** @type {any} */ (report.history));
  const last = (/** @type {string} */ name) => history[name].at(-1);
  for (const name of names) {
    expect(history[name]).toBeInstanceOf(Float64Array);
    expect(history[name]).toHaveLength(history.objective.length);
  }
  for (const [part, x, y] of /** @type {const} */ ([
    ['train', X, Y],
    ['test', validation.X, validation.Y],
  ])) {
    const { loss, accuracy, r2 } = measure(network, x, y);
    expect(last(`${part}Loss`)).toBeCloseTo(loss, 10);
    expect(last(`${part}Accuracy`)).toBe(accuracy);
    expect(last(`${part}R2`)).toBeCloseTo(r2, 10);
  }
  expect(last('gap')).toBeCloseTo(report.gap, 12);
  expect(last('activeNeurons')).toBe(network.m);
  const zeros = network.W1.filter((w) => w === 0).length;
  expect(last('sparsity')).toBe(network.m === 0 ? 1 : zeros / network.W1.length);
  const used = [0, 1].filter((j) => network.W1.some((w, k) => k % 2 === j && w !== 0));
  expect(last('activeFeatures')).toBe(used.length);
  expect(last('constraintViolation')).toBeGreaterThanOrEqual(0);
  expect(last('constraintViolation')).toBeLessThan(1e-10);
}

test.each(/** @type {const} */ (['auto', 'sampled']))(
  'metrics: true records all of them, patterns %s',
  async (patterns) => {
    expectLast(await train(X, Y, { beta: 0.01, patterns, metrics: true, validation }));
  },
);

test('in the other formulations, paths and trainers, here and in a worker', async () => {
  const options = { metrics: names, validation };
  for (const formulation of /** @type {const} */ (['gated-relu', 'linear'])) {
    expectLast(await train(X, Y, { ...options, formulation, beta: 0.01 }));
  }
  const { results } = await trainPath(X, Y, { ...options, betas: [0.1, 0.01] });
  results.forEach(expectLast);
  const there = await worker.trainPath(X, Y, { ...options, betas: [0.1, 0.01] });
  there.results.forEach(expectLast);
  for (const create of [createTrainer, worker.createTrainer]) {
    const trainer = await create(X, Y, { ...options, beta: 0.1 });
    expectLast(await trainer.run());
    await trainer.setBeta(0.02);
    expectLast(await trainer.run());
    await trainer.dispose();
  }
});

test('only what was asked for, and nothing by default', async () => {
  const always = ['iterations', 'lowerBound', 'objective', 'seconds'];
  const keys = async (/** @type {import('convexrelu').TrainOptions} */ options) =>
    Object.keys((await train(X, Y, options)).report.history).sort();
  expect(await keys({})).toEqual(always);
  expect(await keys({ metrics: ['sparsity', 'gap'] })).toEqual(
    [...always, 'gap', 'sparsity'].sort(),
  );
  const without = names.filter((name) => !name.startsWith('test'));
  expect(await keys({ metrics: true })).toEqual([...always, ...without].sort());
  // Measuring changes nothing.
  const plain = await train(X, Y, { patterns: 'sampled' });
  const measured = await train(X, Y, { patterns: 'sampled', metrics: true, validation });
  expect(measured.network).toEqual(plain.network);
});

test('refuses what cannot be measured', async () => {
  for (const [options, message] of /** @type {[any, string][]} */ ([
    [{ metrics: 'gap' }, 'metrics must be an array of names from info().metrics, or true'],
    [{ metrics: [1] }, 'metrics must be an array of names'],
    [{ metrics: ['speed'] }, "metrics must be one of 'gap', 'trainLoss'"],
    [{ metrics: ['testR2'] }, "metrics 'testR2' needs the option validation"],
    [{ validation }, 'validation is for metrics, and the option metrics names none'],
    [{ metrics: true, validation: { X: [[1]], Y: [1] } }, 'validation.X must have as many columns'],
    [{ metrics: true, validation: { ...validation, Z: 1 } }, "unknown key of validation 'Z'"],
    [{ metrics: true, validation: { X: held, Y: [1] } }, 'validation.Y must have'],
    [{ metrics: true, loss: 'hinge', validation: { X: [[1, 2]], Y: [3] } }, 'Y must hold only -1'],
  ])) {
    await expect(train(X, Y, options), message).rejects.toThrow(message);
  }
  const model = new ConvexRegressor(/** @type {any} */ ({ metrics: true, validation }));
  await expect(model.fit(X, Y)).rejects.toThrow('validation must be left out of the parameters');
});
