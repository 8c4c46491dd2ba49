/** Work shared by several workers: the same to the last bit, and none of them left. */
import { Worker } from 'node:worker_threads';
import * as main from 'convexrelu';
import * as worker from 'convexrelu/worker';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Classifier } from '../../wasm/classifier.js';
import { createClient } from '../../wasm/client.js';
import { createRandom, longProblem, randomMatrix } from '../support/data.js';

const random = createRandom(12);
const X = randomMatrix(24, 2, random);
const Y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
const options = /** @type {const} */ ({ loss: 'logistic', count: 4, folds: 5, seed: 5 });

/** How many there are, and how many there ever were. */
const threads = { alive: 0, started: 0 };

/**
 * Real threads, counted; what they answer may come late.
 *
 * @param {(place: number) => number} delay milliseconds for the one of this number
 * @returns {ReturnType<typeof createClient>}
 */
function countedClient(delay = () => 0) {
  return createClient(({ reply, failure }) => {
    const thread = new Worker(new URL('../../dist/worker-thread.js', import.meta.url));
    const place = threads.started++;
    threads.alive++;
    thread.on('message', (it) => setTimeout(() => reply(it), delay(place)));
    thread.on('error', failure);
    thread.on('exit', (code) => {
      threads.alive--;
      failure(new Error(`it ended with code ${code}`));
    });
    return {
      post: (message) => thread.postMessage(message),
      terminate: () => thread.terminate(),
      setIdle() {},
    };
  });
}

afterEach(() => {
  expect(threads.alive).toBe(0);
  threads.started = 0;
});
afterAll(worker.terminate);

describe('cross-validation', () => {
  test.each([1, 2, 3, 50])('by %d workers is that of one thread', async (workers) => {
    const found = await main.crossValidate(X, Y, options);
    /** @type {any[]} */
    const seen = [];
    const onProgress = (/** @type {unknown} */ it) => seen.push(it);
    const { crossValidate } = countedClient((place) => (place % 2 ? 30 : 0));
    const shared = await crossValidate(X, Y, { ...options, workers, onProgress });
    expect(shared).toStrictEqual(found);
    expect(threads.started).toBe(Math.min(workers, 5));
    const told = seen.map(({ fold, index }) => 4 * fold + index);
    expect(told.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, k) => k));
  });

  test('through the entry, and without workers by the one that there is', async () => {
    const found = await main.crossValidate(X, Y, options);
    expect(await worker.crossValidate(X, Y, { ...options, workers: 2 })).toStrictEqual(found);
    expect(await worker.crossValidate(X, Y, options)).toStrictEqual(found);
  });

  test.each([
    ['before', () => AbortSignal.abort('enough'), () => {}],
    ['during', () => new AbortController(), (/** @type {any} */ it) => it.abort('enough')],
  ])('aborted %s leaves no worker', async (_, make, act) => {
    const { X: x, Y: y, options: long } = longProblem();
    const made = make();
    const signal = /** @type {AbortSignal} */ ('signal' in made ? made.signal : made);
    const betas = [10, 1e-4];
    const running = countedClient().crossValidate(x, y, {
      ...{
        ...long,
        beta: undefined,
        betas,
        folds: 3,
        workers: 2,
        signal,
        onProgress: () => act(made),
      },
    });
    await expect(running).rejects.toBe('enough');
  });

  test('leaves none after an error either', async () => {
    const { crossValidate } = countedClient();
    const why = new Error('no more');
    const onProgress = () => {
      throw why;
    };
    await expect(crossValidate(X, Y, { ...options, workers: 2, onProgress })).rejects.toBe(why);
    expect(threads.started).toBeGreaterThan(0);
    const bad = {
      ...options,
      patterns: /** @type {const} */ ('exact'),
      regularizer: /** @type {const} */ ('l1'),
    };
    await expect(crossValidate(X, Y, { ...bad, workers: 2 })).rejects.toThrow("'l1'");
  });

  test('that is terminated rejects', async () => {
    const client = countedClient();
    const running = client.crossValidate(X, Y, {
      ...{ ...options, workers: 2, onProgress: () => void client.terminate() },
    });
    await expect(running).rejects.toMatchObject({ code: 'disposed' });
  });

  test.each([0, -1, 1.5, NaN, Infinity, '2', null, true])(
    'by %j workers is refused',
    async (it) => {
      const workers = /** @type {any} */ (it);
      const message = 'workers must be a whole number >= 1, but is';
      await expect(countedClient().crossValidate(X, Y, { workers })).rejects.toThrow(message);
      await expect(countedClient().descendMany(X, Y, { workers })).rejects.toThrow(message);
      expect(threads.started).toBe(0);
    },
  );

  test('where there are none, the entry that has them is named', async () => {
    for (const { crossValidate, descendMany } of [main]) {
      for (const call of [crossValidate, descendMany]) {
        await expect(call(X, Y, { workers: 2 })).rejects.toMatchObject({
          code: 'invalid-argument',
          message: expect.stringContaining("the functions of 'convexrelu/worker' share"),
        });
      }
    }
  });
});

test('a classifier whose strength several workers choose', async () => {
  const params = /** @type {const} */ ({ ...options, beta: 'cv', standardize: true });
  const alone = await new main.ConvexClassifier(params).fit(X, Y);
  const { train, info, crossValidate, terminate } = countedClient();
  const model = new Classifier({ train, info, crossValidate }, params);
  await model.fit(X, Y, { workers: 2 });
  expect(model.toJSON()).toEqual(alone.toJSON());
  await terminate();
  const theirs = new worker.ConvexClassifier(params);
  expect((await theirs.fit(X, Y, { workers: 2 })).toJSON()).toEqual(alone.toJSON());
});

describe('descents from several seeds', () => {
  const settings = { width: 5, epochs: 40, beta: 1e-2 };

  test.each([undefined, 1, 2])('by %j workers', async (workers) => {
    /** @type {number[]} */
    const told = [];
    const onProgress = (/** @type {any} */ it) => told.push(it.index);
    const client = countedClient();
    const all = { ...settings, seeds: [7, 3, 4] };
    const { seeds, results, best } = await client.descendMany(X, Y, {
      ...all,
      workers,
      onProgress,
    });
    expect(seeds).toEqual([7, 3, 4]);
    for (const [k, seed] of seeds.entries()) {
      const { network, report } = await main.descend(X, Y, { ...settings, seed });
      expect(results[k].network).toEqual(network);
      expect({ ...results[k].report, seconds: 0 }).toEqual({ ...report, seconds: 0 });
    }
    const objectives = results.map(({ report }) => report.objective);
    expect(best.report.objective).toBe(Math.min(...objectives));
    expect(best.network.predict(X).shape).toEqual([24, 1]);
    expect(new Set(told)).toEqual(new Set([0, 1, 2]));
    await client.terminate();
  });

  test('on the main thread, from as many seeds as asked for', async () => {
    const { seeds, results } = await main.descendMany(X, Y, { ...settings, seed: 5, count: 3 });
    expect(seeds).toEqual([5, 6, 7]);
    expect(results).toHaveLength(3);
    expect((await main.descendMany(X, Y, { epochs: 0 })).seeds).toHaveLength(10);
    const signal = AbortSignal.abort('enough');
    await expect(main.descendMany(X, Y, { signal })).rejects.toBe('enough');
  });

  test.each(
    /** @type {[any, string][]} */ ([
      [{ seeds: [] }, 'seeds must be an array of whole numbers, one at least and each once'],
      [{ seeds: [1, 1] }, 'each once, but is Array(2)'],
      [{ seeds: [0.5] }, 'seed must be a whole number >= 0, but is 0.5'],
      [{ seeds: [1], seed: 2 }, 'seed must be left out where seeds are given, but is 2'],
      [{ seeds: [1], count: 2 }, 'count must be left out where seeds are given, but is 2'],
      [{ count: 0 }, 'count must be a whole number >= 1, but is 0'],
      [{ sed: 1 }, "unknown option 'sed'; did you mean 'seed'?"],
      [{ width: -1 }, 'width must be a whole number >= 1, but is -1'],
    ]),
  )('%j is refused', async (more, message) => {
    await expect(main.descendMany(X, Y, more)).rejects.toThrow(message);
    await expect(countedClient().descendMany(X, Y, { workers: 1, ...more })).rejects.toThrow(
      message,
    );
  });
});
