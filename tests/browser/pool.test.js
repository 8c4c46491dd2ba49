/** Work shared by several Web Workers of a real browser. */
import { crossValidate as crossValidateHere } from 'convexrelu';
import { ConvexClassifier, crossValidate, terminate } from 'convexrelu/worker';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { createRandom, longProblem, randomMatrix } from '../support/data.js';

const random = createRandom(12);
const X = randomMatrix(24, 2, random);
const Y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
const options = /** @type {const} */ ({ loss: 'logistic', count: 4, folds: 5, seed: 5 });
const Original = globalThis.Worker;
let alive = 0;
let started = 0;

beforeEach(() => {
  [alive, started] = [0, 0];
  globalThis.Worker = class extends Original {
    /** @param {ConstructorParameters<typeof Original>} args */
    constructor(...args) {
      super(...args);
      alive++;
      started++;
    }

    /** @override */
    terminate() {
      alive--;
      super.terminate();
    }
  };
});
afterEach(() => {
  globalThis.Worker = Original;
});
afterAll(terminate);

test('is that of one thread, whatever their number, and leaves none', async () => {
  const found = await crossValidateHere(X, Y, options);
  for (const workers of [1, 3]) {
    let told = 0;
    const onProgress = () => void told++;
    expect(await crossValidate(X, Y, { ...options, workers, onProgress })).toStrictEqual(found);
    expect(told).toBe(20);
    expect(alive).toBe(0);
  }
  expect(started).toBe(4);
});

test('ends all of them on an abort', async () => {
  const { X: x, Y: y, options: long } = longProblem();
  const controller = new AbortController();
  const { signal } = controller;
  const onProgress = () => controller.abort('enough');
  const more = { ...long, beta: undefined, betas: [10, 1e-4], folds: 3, workers: 2 };
  await expect(crossValidate(x, y, { ...more, signal, onProgress })).rejects.toBe('enough');
  expect([started, alive]).toEqual([2, 0]);
});

test('chooses the strength of a classifier', async () => {
  const model = new ConvexClassifier({ beta: 'cv', count: 4, folds: 3 });
  await model.fit(X, Y, { workers: 2 });
  const found = await crossValidateHere(X, Y, { loss: 'logistic', count: 4, folds: 3 });
  expect([model.beta, model.crossValidation]).toEqual([found.best, found]);
});
