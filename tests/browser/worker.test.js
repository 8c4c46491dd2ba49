/** The package in a Web Worker of a real browser. */
import { train as trainHere } from 'convexrelu';
import { Network, info, terminate, train, verify } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, longProblem } from '../support/data.js';

const { X, Y } = circleProblem();

afterAll(terminate);

describe('in a worker', () => {
  test('results are those of the main thread', async () => {
    const options = { beta: 1e-4, seed: 2 };
    let last;
    const there = await train(X, Y, { ...options, onProgress: (progress) => (last = progress) });
    const here = await trainHere(X, Y, options);
    expect(there.network).toBeInstanceOf(Network);
    expect({ ...there.network }).toEqual({ ...here.network });
    expect(there.certificate).toEqual(here.certificate);
    expect(last).toMatchObject({ done: true, status: 'optimal' });
    expect(await verify(X, Y, there.network, there.certificate)).toMatchObject({ valid: true });
    expect((await info()).version).toMatch(/^\d/);
  });

  test('errors cross with code and message', async () => {
    await expect(train(X, Y, { beta: -1 })).rejects.toMatchObject({
      name: 'ConvexReluError',
      code: 'invalid-argument',
      message: 'beta must be a finite number >= 0, but is -1',
    });
  });

  test('an abort answers within 100 ms, and the worker is free again', async () => {
    const long = longProblem();
    const controller = new AbortController();
    let stopped;
    await new Promise((onProgress) => {
      const { signal } = controller;
      stopped = train(long.X, long.Y, { ...long.options, signal, onProgress }).catch((it) => it);
    });
    const start = performance.now();
    controller.abort('enough');
    expect(await stopped).toBe('enough');
    expect(performance.now() - start).toBeLessThan(100);
    // The long training would have gone on for many seconds.
    expect((await train(X, Y)).report.status).toBe('optimal');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('after terminate a fresh worker starts', async () => {
    const training = train(X, Y, { tolerance: 0, beta: 1e-4 });
    await Promise.all([terminate(), expect(training).rejects.toMatchObject({ code: 'disposed' })]);
    expect((await train(X, Y)).report.status).toBe('optimal');
  });
});
