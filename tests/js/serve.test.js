import { expect, test } from 'vitest';
import { encodeOptions } from '../../wasm/protocol.js';
import { createServer } from '../../wasm/serve.js';
import { createFakeEngine, fakeInfo } from './support/fake-engine.js';

const X = { data: Float64Array.of(1, 2), shape: /** @type {[number, number]} */ ([2, 1]) };
const Y = { data: Float64Array.of(1, -1), shape: /** @type {[number, number]} */ ([2, 1]) };

/** @param {Parameters<typeof createFakeEngine>[0]} [settings] */
function startServer(settings) {
  const { engine, log } = createFakeEngine(settings);
  /** @type {any[]} */
  const replies = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const receive = createServer((reply) => {
    // As a worker's port would.
    replies.push(structuredClone(reply));
    for (const wake of waiting.splice(0)) wake();
  }, engine);
  const settled = async (/** @type {number} */ id) => {
    const last = () => replies.find((it) => it.id === id && it.type !== 'progress');
    while (!last()) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    return last();
  };
  const train = (/** @type {number} */ id, /** @type {Record<string, unknown>} */ options = {}) =>
    receive({ id, type: 'train', X, Y, options: encodeOptions(options) });
  return { receive, train, replies, settled, log };
}

test('trains, with progress', async () => {
  const { train, replies, settled } = startServer({ slices: 2 });
  train(1, { beta: 3 });
  expect(await settled(1)).toMatchObject({
    type: 'result',
    value: { network: { d: 1 }, report: { options: { beta: 3 } }, certificate: { dual: [0] } },
  });
  expect(replies.filter(({ type }) => type === 'progress')).toEqual([
    { id: 1, type: 'progress', progress: { done: false, iterations: 1 } },
    { id: 1, type: 'progress', progress: { done: true, iterations: 2 } },
  ]);
});

test('gives the core’s tables', async () => {
  const { receive, settled } = startServer();
  receive({ id: 4, type: 'info' });
  expect(await settled(4)).toEqual({ id: 4, type: 'result', value: fakeInfo });
});

test('verifies', async () => {
  const { receive, settled } = startServer();
  receive({ id: 5, type: 'verify', X, Y, network: null, certificate: null });
  expect(await settled(5)).toMatchObject({ type: 'result', value: { valid: false } });
});

test.each([
  [{ betta: 1 }, "unknown option 'betta'; did you mean 'beta'?"],
  [{ beta: () => 1 }, 'beta must be a number, but is Function(0)'],
  [{ callback() {} }, "unknown option 'callback'"],
])('sends errors with code and message: %o', async (options, message) => {
  const { train, settled } = startServer();
  train(1, options);
  expect(await settled(1)).toEqual({
    id: 1,
    type: 'error',
    error: { code: 'invalid-argument', message: expect.stringContaining(message) },
  });
});

test('several trainings take turns and share a slice', async () => {
  const { train, replies, settled, log } = startServer({ slices: 3 });
  train(1);
  train(2);
  await Promise.all([settled(1), settled(2)]);
  const order = replies.filter(({ type }) => type === 'progress').map(({ id }) => id);
  expect(order).toEqual([1, 2, 1, 2, 1, 2]);
  expect(log.advanced[2]).toBe(0.02);
});

test('stops what is cancelled, and says at once that it listens', async () => {
  const { receive, train, replies, settled, log } = startServer({ slices: Infinity });
  train(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  receive({ id: 1, type: 'cancel' });
  expect(replies.at(-1)).toEqual({ id: 1, type: 'cancelled' });
  // The next slice would come before another request is answered.
  receive({ id: 2, type: 'info' });
  await settled(2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(log.alive).toBe(0);
  expect(replies.filter(({ id, type }) => id === 1 && type !== 'progress')).toHaveLength(1);
  receive({ id: 9, type: 'cancel' });
  expect(replies.at(-1)).toEqual({ id: 9, type: 'cancelled' });
});
