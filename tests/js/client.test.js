import { describe, expect, test } from 'vitest';
import { createClient } from '../../wasm/client.js';
import { Network } from '../../wasm/network.js';
import { createServer } from '../../wasm/serve.js';
import { train } from '../../wasm/train.js';
import { verify } from '../../wasm/verify.js';
import { createFakeEngine, fakeInfo } from './support/fake-engine.js';
import { reluProblem } from './support/problems.js';

const X = [[1], [2]];
const Y = [1, -1];

/**
 * Client and server with a channel between them that copies, as a worker's does.
 *
 * @param {Parameters<typeof createFakeEngine>[0]} [settings]
 */
function createPair(settings) {
  const { engine, log } = createFakeEngine(settings);
  const client = createClient((events) => {
    const deliver = (/** @type {any} */ reply) => {
      const copy = structuredClone(reply);
      queueMicrotask(() => events.reply(copy));
    };
    const receive = createServer(deliver, engine);
    deliver({ type: 'ready' });
    return {
      post(message) {
        const copy = structuredClone(message);
        queueMicrotask(() => receive(/** @type {any} */ (copy)));
      },
      terminate() {},
      setIdle() {},
    };
  });
  return { client, engine, log };
}

describe('a worker does what the main thread does', () => {
  test('train', async () => {
    const { client, engine } = createPair();
    /** @type {unknown[]} */
    const progress = [];
    const options = { beta: 2, patterns: { kind: 'given', gates: [[1]] } };
    const there = await client.train(X, Y, {
      .../** @type {any} */ (options),
      onProgress: (/** @type {unknown} */ it) => progress.push(it),
    });
    const here = await train(engine, X, Y, /** @type {any} */ (options));
    expect(there).toEqual(here);
    expect(there.network).toBeInstanceOf(Network);
    expect(there.network.predict([[3]]).data).toEqual(Float64Array.of(3));
    expect(progress).toHaveLength(3);
  });

  test('train from an earlier result', async () => {
    const { client, log } = createPair();
    const initial = await client.train(X, Y);
    await client.train(X, Y, { initial });
    expect(log.started[1][5]).toMatchObject({ initial: { m: 1, W1: Float64Array.of(1) } });
  });

  test('info', async () => {
    expect(await createPair().client.info()).toEqual(fakeInfo);
  });

  test('verify', async () => {
    const problem = reluProblem();
    const args = /** @type {Parameters<typeof verify>} */ (
      /** @type {unknown} */ ([problem.X, problem.Y, problem.network, problem.certificate])
    );
    expect(await createPair().client.verify(...args)).toEqual(verify(...args));
  });

  test.each([
    [[], Y, {}],
    [[[1], [NaN]], Y, {}],
    [X, [1], {}],
    [X, Y, { betta: 1 }],
    [X, Y, { beta: '1' }],
    [X, Y, { beta: () => 1 }],
    [X, Y, { signal: 'stop' }],
    [X, Y, { onProgress: 1 }],
    [X, Y, { patterns: { kind: 'given', gates: [] } }],
    [X, Y, 'fast'],
    [X, Y, ['fast']],
  ])('the same error for the same bad input: %o, %o, %o', async (x, y, options) => {
    const { client, engine } = createPair();
    const there = await client.train(x, y, /** @type {any} */ (options)).catch((it) => it);
    const here = await train(engine, x, y, /** @type {any} */ (options)).catch((it) => it);
    expect(there).toMatchObject({ name: 'ConvexReluError', code: 'invalid-argument' });
    expect(there.message).toBe(here.message);
  });
});

describe('an abort', () => {
  test('rejects with its reason, and the training ends', async () => {
    const { client, log } = createPair({ slices: Infinity });
    const controller = new AbortController();
    const training = client.train(X, Y, { signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 5);
    await expect(training).rejects.toBe('enough');
    await client.info();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log.alive).toBe(0);
  });
});
