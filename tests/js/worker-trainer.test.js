/** Trainers in real worker threads. */
import { createTrainer as createHere, train as trainHere } from 'convexrelu';
import { Network, createTrainer, terminate, train } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, createRandom, longProblem, randomMatrix } from '../support/data.js';

const { X, Y } = circleProblem();
const patterns = /** @type {const} */ ({ kind: 'sampled', priced: false });
const sampled = /** @type {const} */ ({ patterns, beta: 1e-3 });

afterAll(terminate);

/** @param {import('../../wasm/types.js').TrainResult} result */
function plain({ network, report, certificate }) {
  const untimed = { ...report, seconds: 0, history: undefined };
  return { network: { ...network }, report: untimed, certificate };
}

/** A training whose every step takes longer than a worker may keep silent. */
function slowProblem() {
  const random = createRandom(9);
  const x = randomMatrix(400, 10, random);
  const patterns = /** @type {const} */ ({ kind: 'sampled', count: 1500 });
  return { x, y: x.map(() => random()), options: { tolerance: 0, patterns } };
}

/** Has a sibling hang in the worker, such that it is replaced. */
async function replaceWorker() {
  const { x, y, options } = slowProblem();
  const controller = new AbortController();
  const { signal } = controller;
  /** @type {Promise<unknown>} */
  let stopped = Promise.resolve();
  await new Promise((onProgress) => {
    stopped = train(x, y, { ...options, signal, onProgress }).catch((reason) => reason);
  });
  controller.abort('enough');
  expect(await stopped).toBe('enough');
  await new Promise((resolve) => setTimeout(resolve, 150));
}

describe('in a worker thread', () => {
  test('everything is as on the main thread', async () => {
    const there = await createTrainer(X, Y, sampled);
    const here = await createHere(X, Y, sampled);
    expect(there).toMatchObject({ n: 10, beta: 1e-3, done: false, status: 'running' });
    for (const change of [
      (/** @type {any} */ it) => it.setPoint(3, [0.5, -0.5], 1),
      (/** @type {any} */ it) => it.setBeta(1e-2),
      (/** @type {any} */ it) => it.addPoint(Float32Array.of(1, 0), -1),
      (/** @type {any} */ it) => it.removePoint(2),
    ]) {
      while (!there.done) await there.step();
      while (!here.done) here.step();
      const result = await there.result();
      expect(result.network).toBeInstanceOf(Network);
      expect(plain(result)).toEqual(plain(here.result()));
      expect(there.status).toBe('optimal');
      expect(await change(there)).toBe(change(here));
      expect(there).toMatchObject({ n: here.n, beta: here.beta, done: false });
    }
    let last;
    for await (const progress of there) last = progress;
    expect(last).toMatchObject({ done: true, status: 'optimal' });
    expect(plain(await there.run())).toEqual(plain(await here.run()));
    await there.dispose();
    here.dispose();
  });

  test('several at a time, with progress', async () => {
    const betas = [0.1, 0.01, 0.001];
    const trainers = await Promise.all(betas.map((beta) => createTrainer(X, Y, { beta })));
    /** @type {unknown[]} */
    const seen = [];
    const onProgress = (/** @type {unknown} */ progress) => seen.push(progress);
    const results = await Promise.all(trainers.map((it) => it.run({ onProgress })));
    expect(results.map(({ report }) => report.beta)).toEqual(betas);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    await Promise.all(trainers.map((it) => it.dispose()));
  });

  test('what is refused changes nothing', async () => {
    const trainer = await createTrainer(X, Y, { patterns: 'exact', loss: 'hinge', beta: 1e-2 });
    await trainer.step();
    for (const [change, message] of /** @type {const} */ ([
      [() => trainer.setBeta(-1), 'beta must be a finite number >= 0, but is -1'],
      [() => trainer.setPoint(10, [1, 2], 1), 'a whole number from 0 to 9, but is 10'],
      [() => trainer.addPoint([1, 2], 0), "y must be -1 or 1 for loss 'hinge', but is 0"],
      [() => trainer.addPoint(/** @type {any} */ ([1, () => 1]), 1), 'plain data only'],
    ])) {
      await expect(change()).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining(message),
      });
    }
    await trainer.setPoint(0, [9, 9], 1);
    await trainer.setBeta(0);
    await expect(trainer.step()).rejects.toThrow("patterns 'exact' needs beta > 0");
    expect(trainer).toMatchObject({ n: 10, beta: 1e-2 });
    const { report } = await trainer.run();
    const cold = await trainHere(X, Y, { patterns: 'exact', loss: 'hinge', beta: 1e-2 });
    expect(Math.abs(report.objective - cold.report.objective)).toBeLessThan(2e-6);
    await trainer.dispose();
    await expect(createTrainer(X, Y, { beta: -1 })).rejects.toThrow('beta must be');
    await expect(createTrainer([[1], [NaN]], Y)).rejects.toThrow(
      'X[1][0] (row 1, column 0) must be a finite number, but is NaN',
    );
  });

  test('a change while it runs is taken up', async () => {
    const { X: x, Y: y, options } = longProblem();
    const trainer = await createTrainer(x, y, options);
    let asked = false;
    const { report } = await trainer.run({
      onProgress: () => {
        if (!asked) void trainer.setBeta(100);
        asked = true;
      },
    });
    expect(report).toMatchObject({ status: 'optimal', beta: 100, neurons: 0 });
    await trainer.dispose();
  });

  test('an abort loses nothing', async () => {
    const { X: x, Y: y, options } = longProblem();
    const controller = new AbortController();
    const trainer = await createTrainer(x, y, { ...options, signal: controller.signal });
    let iterations = 0;
    const onProgress = (/** @type {{ iterations: number }} */ progress) => {
      iterations = progress.iterations;
      controller.abort('enough');
    };
    await expect(trainer.run({ onProgress })).rejects.toBe('enough');
    expect(iterations).toBeGreaterThan(0);
    const { report } = await trainer.result();
    expect(report.iterations).toBeGreaterThanOrEqual(iterations);
    await expect(trainer.run()).rejects.toBe('enough');
    expect((await trainer.step()).iterations).toBeGreaterThan(iterations);
    await trainer.dispose();
  });
});

describe('when the worker is replaced', () => {
  test('by an abort of others, a trainer goes on where it was', async () => {
    const trainer = await createTrainer(X, Y, sampled);
    await trainer.addPoint([0.5, 0.5], 1);
    const before = await trainer.run();
    await trainer.removePoint(0);
    await trainer.setBeta(1.01e-3);
    await replaceWorker();
    const start = await trainer.result();
    expect(trainer).toMatchObject({ n: 10, beta: 1.01e-3 });
    expect(start.report.relativeGap).toBeLessThan(1);
    const { report } = await trainer.run();
    expect(report.status).toBe('optimal');
    expect(report.iterations).toBeLessThan(before.report.iterations);
    const cold = await trainHere([...X.slice(1), [0.5, 0.5]], [...Y.slice(1), 1], {
      ...sampled,
      beta: 1.01e-3,
    });
    const difference = Math.abs(report.objective - cold.report.objective);
    expect(difference).toBeLessThan(2e-6 * report.objective);
    await trainer.dispose();
  });

  test('by its own abort, it goes on from the last network it told of', async () => {
    const { x, y, options } = slowProblem();
    const trainer = await createTrainer(x, y, options);
    const controller = new AbortController();
    let objective = Infinity;
    let count = 0;
    const running = trainer.run({
      signal: controller.signal,
      onProgress: (progress) => {
        ({ objective } = progress);
        if (++count === 4) controller.abort('enough');
      },
    });
    await expect(running).rejects.toBe('enough');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { report } = await trainer.result();
    expect(report.objective).toBeLessThanOrEqual(objective * (1 + 1e-9));
    await trainer.dispose();
  });

  test('by terminate: what is under way rejects, and the next call goes on', async () => {
    const trainer = await createTrainer(X, Y, { beta: 1e-2 });
    const { report } = await trainer.run();
    await trainer.setBeta(1e-3);
    const running = trainer.run();
    await Promise.all([terminate(), expect(running).rejects.toMatchObject({ code: 'disposed' })]);
    const next = await trainer.run();
    expect(next.report).toMatchObject({ status: 'optimal', beta: 1e-3 });
    expect(next.report.objective).toBeLessThan(report.objective);
    await trainer.dispose();
  });
});

describe('after dispose', () => {
  test('whatever is called rejects', async () => {
    const trainer = await createTrainer(X, Y);
    await trainer.dispose();
    await trainer.dispose();
    for (const use of [
      () => trainer.step(),
      () => trainer.run(),
      () => trainer[Symbol.asyncIterator]().next(),
      () => trainer.result(),
      () => trainer.setBeta(1),
      () => trainer.setPoint(0, [1, 2], 1),
      () => trainer.addPoint([1, 2], 1),
      () => trainer.removePoint(0),
    ]) {
      await expect(use()).rejects.toMatchObject({ code: 'disposed' });
    }
    expect(() => trainer.n).toThrow('the trainer was disposed');
  });

  test('a run that was under way rejects, and the worker is free', async () => {
    const { X: x, Y: y, options } = longProblem();
    const trainer = await createTrainer(x, y, options);
    const running = trainer.run({ onProgress: () => trainer.dispose() });
    await expect(running).rejects.toMatchObject({ code: 'disposed' });
    const start = performance.now();
    expect((await train(X, Y)).report.status).toBe('optimal');
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
