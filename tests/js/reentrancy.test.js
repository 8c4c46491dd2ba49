/** Calls within calls, at the same time, and signals at any time. */
import { createTrainer, crossValidate, descend, train, trainPath } from 'convexrelu';
import * as worker from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem } from '../support/data.js';

const { X, Y } = circleProblem();
const options = { beta: 1e-2 };

afterAll(() => worker.terminate());

describe.each([
  ['on the main thread', { train, createTrainer }],
  ['in the worker', worker],
])('%s', (_, entry) => {
  test('a training inside the progress of another', async () => {
    const { report } = await entry.train(X, Y, options);
    /** @type {number[]} */
    const inner = [];
    const outer = await entry.train(X, Y, {
      ...options,
      onProgress: async () => {
        if (inner.length < 3) inner.push((await entry.train(X, Y, options)).report.objective);
      },
    });
    expect(outer.report.objective).toBe(report.objective);
    await expect.poll(() => inner.length).toBeGreaterThan(0);
    expect(new Set(inner)).toEqual(new Set([report.objective]));
  });

  test('a trainer that is stepped, run and changed inside its own run', async () => {
    const trainer = await entry.createTrainer(X, Y, { beta: 0.1 });
    let turns = 0;
    await trainer.run({
      onProgress: () => {
        turns += 1;
        if (turns === 1) return void trainer.setBeta(options.beta);
        if (turns === 2) return void trainer.step();
        return undefined;
      },
    });
    // A worker may have ended before it heard of the change.
    const { report } = await trainer.run();
    expect(report).toMatchObject({ status: 'optimal', beta: options.beta });
    const both = await Promise.all([trainer.run(), trainer.run()]);
    for (const { report: again } of both) expect(again.objective).toBe(report.objective);
    await trainer.dispose();
  });

  test('a signal that is late does nothing', async () => {
    const controller = new AbortController();
    const { report } = await entry.train(X, Y, { ...options, signal: controller.signal });
    controller.abort('late');
    await new Promise((resolve) => setTimeout(resolve));
    expect(report.status).toBe('optimal');
    expect((await entry.train(X, Y, options)).report.objective).toBe(report.objective);
  });
});

describe('a signal before anything', () => {
  const signal = AbortSignal.abort('before');

  test.each([
    ['train', () => train(X, Y, { signal })],
    ['trainPath', () => trainPath(X, Y, { count: 3, signal })],
    ['crossValidate', () => crossValidate(X, Y, { count: 3, folds: 2, signal })],
    ['descend', () => descend(X, Y, { signal })],
    ['train in the worker', () => worker.train(X, Y, { signal })],
  ])('%s rejects with its reason', async (_, call) => {
    await expect(call()).rejects.toBe('before');
  });
});

describe('a signal in between', () => {
  test.each([
    ['train', train],
    ['trainPath', trainPath],
    ['crossValidate', crossValidate],
    ['descend', descend],
    ['train in the worker', worker.train],
  ])('%s rejects with its reason', async (_, call) => {
    const controller = new AbortController();
    const onProgress = () => controller.abort('between');
    const all = /** @type {any} */ ({ signal: controller.signal, onProgress });
    await expect(call(X, Y, all)).rejects.toBe('between');
  });
});
