/** convexrelu/worker in Node: real worker threads. */
import { train as trainHere, verify as verifyHere } from 'convexrelu';
import { Network, info, terminate, train, verify } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, createRandom, longProblem, randomMatrix } from '../support/data.js';

const { X, Y } = circleProblem();

afterAll(terminate);

describe('in a worker thread', () => {
  test('results are those of the main thread', async () => {
    const options = { beta: 1e-4, seed: 2 };
    /** @type {import('../../wasm/types.js').Progress[]} */
    const seen = [];
    const there = await train(X, Y, { ...options, onProgress: (progress) => seen.push(progress) });
    const here = await trainHere(X, Y, options);
    expect(there.network).toBeInstanceOf(Network);
    expect({ ...there.network }).toEqual({ ...here.network });
    expect(there.certificate).toEqual(here.certificate);
    expect(there.report.options).toEqual(here.report.options);
    expect(seen.at(-1)).toMatchObject({ done: true, status: 'optimal' });
    const verification = await verify(X, Y, there.network, there.certificate);
    expect(verification).toEqual(verifyHere(X, Y, there.network, there.certificate));
    expect(verification.valid).toBe(true);
    expect((await info()).version).toMatch(/^\d/);
  });

  test('errors cross with code and message', async () => {
    await expect(train(X, Y, { loss: /** @type {any} */ ('huber') })).rejects.toMatchObject({
      name: 'ConvexReluError',
      code: 'invalid-argument',
      message: "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'",
    });
  });

  test('a long training can be aborted while others go on', async () => {
    const long = longProblem();
    const controller = new AbortController();
    /** @type {Promise<void>} */
    let stopped = Promise.resolve();
    await new Promise((onProgress) => {
      const training = train(long.X, long.Y, {
        ...long.options,
        signal: controller.signal,
        onProgress,
      });
      stopped = expect(training).rejects.toBe('enough');
    });
    const other = train(X, Y);
    const start = performance.now();
    controller.abort('enough');
    await stopped;
    expect(performance.now() - start).toBeLessThan(100);
    expect((await other).report.status).toBe('optimal');
    // The long one would have kept the worker busy for many seconds.
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('a worker deep in one step is replaced, and nothing else is lost', async () => {
    const random = createRandom(9);
    const data = randomMatrix(400, 10, random);
    const labels = data.map(() => random());
    const controller = new AbortController();
    /** @type {Promise<unknown>} */
    let stopped = Promise.resolve();
    await new Promise((onProgress) => {
      // Each step takes far longer than the 100 ms after which a worker is given up.
      const { signal } = controller;
      const patterns = /** @type {const} */ ({ kind: 'sampled', count: 1500 });
      const options = { tolerance: 0, patterns, signal, onProgress };
      stopped = train(data, labels, options).catch((reason) => reason);
    });
    const other = train(X, Y);
    controller.abort('enough');
    expect(await stopped).toBe('enough');
    expect({ ...(await other).network }).toEqual({ ...(await trainHere(X, Y)).network });
  });

  test('after terminate a fresh worker starts', async () => {
    const training = train(X, Y, { tolerance: 0, beta: 1e-4 });
    await Promise.all([terminate(), expect(training).rejects.toMatchObject({ code: 'disposed' })]);
    expect((await train(X, Y)).report.status).toBe('optimal');
  });
});
