import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection } from '../../wasm/connection.js';

/**
 * @typedef {object} FakeWorker
 * @property {any[]} received
 * @property {boolean} terminated
 * @property {boolean} idle
 * @property {import('../../wasm/connection.js').WorkerEvents} events
 */

/** A connection whose workers do what a test tells them. */
function connect() {
  /** @type {FakeWorker[]} */
  const workers = [];
  const connection = new Connection((events) => {
    /** @type {FakeWorker} */
    const worker = { received: [], terminated: false, idle: false, events };
    workers.push(worker);
    return {
      post: (message) => worker.received.push(structuredClone(message)),
      terminate: () => (worker.terminated = true),
      setIdle: (idle) => (worker.idle = idle),
    };
  });
  return { connection, workers };
}

const ready = /** @type {const} */ ({ type: 'ready' });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('requests', () => {
  test('start the worker, wait for it to be ready and get its answers', async () => {
    const { connection, workers } = connect();
    expect(workers).toHaveLength(0);
    const first = connection.request({ type: 'info' });
    const second = connection.request({ type: 'info' });
    expect(workers).toHaveLength(1);
    const [{ received, events }] = workers;
    expect(received).toEqual([]);
    events.reply(ready);
    expect(received).toEqual([
      { id: 1, type: 'info' },
      { id: 2, type: 'info' },
    ]);
    const third = connection.request({ type: 'info' });
    expect(received).toHaveLength(3);
    events.reply({ id: 2, type: 'result', value: 'two' });
    events.reply({ id: 1, type: 'result', value: 'one' });
    events.reply({ id: 3, type: 'error', error: { code: 'invalid-argument', message: 'no' } });
    expect(await first).toBe('one');
    expect(await second).toBe('two');
    await expect(third).rejects.toMatchObject({
      name: 'ConvexReluError',
      code: 'invalid-argument',
      message: 'no',
    });
  });

  test('keep the worker busy until all are answered', async () => {
    const { connection, workers } = connect();
    const first = connection.request({});
    const second = connection.request({});
    const [worker] = workers;
    worker.events.reply(ready);
    worker.events.reply({ id: 1, type: 'result', value: 0 });
    await first;
    expect(worker.idle).toBe(false);
    worker.events.reply({ id: 2, type: 'result', value: 0 });
    await second;
    expect(worker.idle).toBe(true);
    void connection.request({});
    expect(worker.idle).toBe(false);
  });

  test('that cannot be copied are refused', async () => {
    const { connection, workers } = connect();
    const call = connection.request({ value: Symbol('s') });
    workers[0].events.reply(ready);
    await expect(call).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(workers[0].idle).toBe(true);
  });

  test('get their progress', async () => {
    const { connection, workers } = connect();
    const onProgress = vi.fn();
    void connection.request({}, undefined, onProgress);
    workers[0].events.reply(ready);
    const progress = /** @type {any} */ ({ iterations: 3 });
    workers[0].events.reply({ id: 1, type: 'progress', progress });
    workers[0].events.reply({ id: 2, type: 'progress', progress });
    expect(onProgress.mock.calls).toEqual([[progress]]);
  });
});

describe('cancellation', () => {
  const reason = new Error('enough');

  test('before the request: nothing is started', async () => {
    const { connection, workers } = connect();
    await expect(connection.request({}, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(workers).toHaveLength(0);
  });

  test('before the worker is ready: it never hears of the call, and is kept', async () => {
    const { connection, workers } = connect();
    const controller = new AbortController();
    const call = connection.request({}, controller.signal);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    workers[0].events.reply(ready);
    vi.advanceTimersByTime(1000);
    expect(workers[0]).toMatchObject({ received: [], terminated: false, idle: true });
  });

  test('rejects at once, and a worker that acknowledges goes on', async () => {
    const { connection, workers } = connect();
    const controller = new AbortController();
    const call = connection.request({}, controller.signal);
    const [{ received, events }] = workers;
    events.reply(ready);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(received.at(-1)).toEqual({ id: 1, type: 'cancel' });
    vi.advanceTimersByTime(99);
    events.reply({ id: 1, type: 'cancelled' });
    vi.advanceTimersByTime(1000);
    expect(workers).toMatchObject([{ terminated: false, idle: true }]);
    // What it had on its way is of no interest any more.
    events.reply({ id: 1, type: 'result', value: 0 });
  });

  test('a worker that does not is replaced, and its other calls are not lost', async () => {
    const { connection, workers } = connect();
    const controller = new AbortController();
    const stopped = connection.request({ type: 'long' }, controller.signal);
    const other = connection.request({ type: 'other' });
    workers[0].events.reply(ready);
    controller.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    vi.advanceTimersByTime(99);
    expect(workers).toMatchObject([{ terminated: false }]);
    vi.advanceTimersByTime(1);
    expect(workers).toMatchObject([{ terminated: true }, { terminated: false }]);
    workers[0].events.reply({ id: 2, type: 'result', value: 'too late' });
    workers[0].events.failure(new Error('ended'));
    workers[1].events.reply(ready);
    expect(workers[1].received).toEqual([{ id: 2, type: 'other' }]);
    workers[1].events.reply({ id: 2, type: 'result', value: 'kept' });
    expect(await other).toBe('kept');
  });

  test('a worker that does not, with nothing else to do, is replaced on the next call', async () => {
    const { connection, workers } = connect();
    const controller = new AbortController();
    const stopped = connection.request({}, controller.signal);
    workers[0].events.reply(ready);
    controller.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    vi.advanceTimersByTime(100);
    expect(workers).toMatchObject([{ terminated: true }]);
    void connection.request({});
    expect(workers).toHaveLength(2);
  });

  test('an abort after the answer does nothing', async () => {
    const { connection, workers } = connect();
    const controller = new AbortController();
    const call = connection.request({}, controller.signal);
    workers[0].events.reply(ready);
    workers[0].events.reply({ id: 1, type: 'result', value: 1 });
    expect(await call).toBe(1);
    controller.abort(reason);
    expect(workers[0].received).toHaveLength(1);
  });

  test.each([
    [
      'throws',
      () => {
        throw reason;
      },
    ],
    ['rejects', () => Promise.reject(reason)],
  ])('an onProgress that %s cancels', async (_, onProgress) => {
    const { connection, workers } = connect();
    const call = connection.request({}, undefined, onProgress);
    workers[0].events.reply(ready);
    workers[0].events.reply({ id: 1, type: 'progress', progress: /** @type {any} */ ({}) });
    await expect(call).rejects.toBe(reason);
    expect(workers[0].received.at(-1)).toEqual({ id: 1, type: 'cancel' });
  });
});

describe('a worker that fails', () => {
  test('while it works: its calls reject, and the next one starts afresh', async () => {
    const { connection, workers } = connect();
    const calls = [connection.request({}), connection.request({})];
    workers[0].events.reply(ready);
    workers[0].events.failure(new Error('out of breath'));
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({
        code: 'internal',
        message: 'the worker failed: out of breath',
      });
    }
    expect(workers[0].terminated).toBe(true);
    void connection.request({});
    expect(workers).toHaveLength(2);
  });

  test('before it is ready', async () => {
    const { connection, workers } = connect();
    const call = connection.request({});
    workers[0].events.failure(new Error('not found'));
    await expect(call).rejects.toMatchObject({
      code: 'wasm-load',
      message: 'the worker could not start: not found',
    });
  });

  test('when it is made', async () => {
    const connection = new Connection(() => {
      throw new ReferenceError('Worker is not defined');
    });
    await expect(connection.request({})).rejects.toMatchObject({
      code: 'wasm-load',
      message: 'the worker could not start: Worker is not defined',
    });
  });
});

test('terminate ends the worker and its calls; the next one starts afresh', async () => {
  const { connection, workers } = connect();
  const call = connection.request({});
  await Promise.all([
    connection.terminate(),
    expect(call).rejects.toMatchObject({ code: 'disposed' }),
  ]);
  expect(workers[0].terminated).toBe(true);
  await connection.terminate();
  void connection.request({});
  expect(workers).toHaveLength(2);
});
