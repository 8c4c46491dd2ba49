import { describe, expect, test } from 'vitest';
import { Network } from '../../wasm/network.js';
import { train } from '../../wasm/train.js';
import { createFakeEngine } from './support/fake-engine.js';

const X = [[1], [2]];
const Y = [1, -1];

describe('a training', () => {
  test('hands the data and the resolved options to the core', async () => {
    const { engine, log } = createFakeEngine();
    await train(engine, X, Y, { beta: 2, onProgress() {} });
    const [x, n, d, y, c, options] = log.started[0];
    expect([x, n, d]).toEqual([Float64Array.of(1, 2), 2, 1]);
    expect([y, c]).toEqual([Float64Array.of(1, -1), 1]);
    expect(options).toEqual({
      formulation: 'relu',
      beta: 2,
      patterns: 'auto',
      initial: undefined,
    });
  });

  test('hands given gates and an earlier result over', async () => {
    const { engine, log } = createFakeEngine();
    const initial = await train(engine, X, Y);
    initial.certificate.dual = [5, 6];
    const gates = [[1, 2]];
    await train(engine, X, Y, { initial, patterns: { kind: 'given', gates } });
    expect(log.started[1][5]).toEqual({
      formulation: 'relu',
      beta: 1,
      patterns: { kind: 'given', gates: Float64Array.of(1, 2), rows: 1, columns: 2 },
      initial: { ...initial.network, dual: Float64Array.of(5, 6) },
    });
  });

  test('gives the network, the report with its options, and the certificate', async () => {
    const { engine, log } = createFakeEngine();
    const signal = new AbortController().signal;
    const { network, report, certificate } = await train(engine, X, Y, { beta: 2, signal });
    expect(network).toBeInstanceOf(Network);
    expect(report).toEqual({
      status: 'optimal',
      options: { formulation: 'relu', beta: 2, patterns: 'auto' },
    });
    expect(certificate).toEqual({ dual: [0] });
    expect(log.alive).toBe(0);
  });

  test('reports after each slice, and waits for what onProgress does', async () => {
    const { engine } = createFakeEngine({ slices: 3 });
    /** @type {unknown[]} */
    const seen = [];
    await train(engine, X, Y, {
      async onProgress(progress) {
        await null;
        seen.push(progress);
      },
    });
    expect(seen).toEqual([
      { done: false, iterations: 1 },
      { done: false, iterations: 2 },
      { done: true, iterations: 3 },
    ]);
  });

  test('works in slices and lets others run in between', async () => {
    const { engine, log } = createFakeEngine({ slices: 5 });
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await train(engine, X, Y, undefined, () => 0.5);
    await new Promise((resolve) => setTimeout(resolve, 2));
    clearInterval(timer);
    expect(log.advanced).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(turns).toBeGreaterThan(0);
  });
});

describe('a training ends early', () => {
  const reason = new Error('enough');

  test('not started when the signal is aborted already', async () => {
    const { engine, log } = createFakeEngine();
    const signal = AbortSignal.abort(reason);
    await expect(train(engine, X, Y, { signal })).rejects.toBe(reason);
    expect(log.started).toEqual([]);
  });

  test('when it is aborted while the engine loads', async () => {
    const { engine } = createFakeEngine();
    engine.load = () => new Promise(() => {});
    const controller = new AbortController();
    const training = train(engine, X, Y, { signal: controller.signal });
    controller.abort(reason);
    await expect(training).rejects.toBe(reason);
  });

  test('when it is aborted between two slices', async () => {
    const { engine, log } = createFakeEngine({ slices: Infinity });
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason));
    await expect(train(engine, X, Y, { signal: controller.signal })).rejects.toBe(reason);
    expect(log.alive).toBe(0);
  });

  test('when onProgress aborts it, even at the last slice', async () => {
    const { engine, log } = createFakeEngine({ slices: 1 });
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    await expect(train(engine, X, Y, { signal: controller.signal, onProgress })).rejects.toBe(
      reason,
    );
    expect(log.alive).toBe(0);
  });

  test('with the default reason of an abort', async () => {
    const { engine } = createFakeEngine();
    await expect(train(engine, X, Y, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  test.each([
    [
      'throws',
      () => {
        throw reason;
      },
    ],
    ['rejects', () => Promise.reject(reason)],
  ])('when onProgress %s', async (_, onProgress) => {
    const { engine, log } = createFakeEngine({ slices: Infinity });
    await expect(train(engine, X, Y, { onProgress })).rejects.toBe(reason);
    expect(log.advanced).toHaveLength(1);
    expect(log.alive).toBe(0);
  });

  test('when the core refuses', async () => {
    const startError = { code: 'invalid-argument', message: 'beta must be …' };
    const { engine, log } = createFakeEngine({ startError });
    await expect(train(engine, X, Y)).rejects.toMatchObject(startError);
    expect(log.alive).toBe(0);
  });

  test('when the core traps', async () => {
    const { engine, log } = createFakeEngine({
      onAdvance() {
        throw new WebAssembly.RuntimeError('unreachable');
      },
    });
    await expect(train(engine, X, Y)).rejects.toMatchObject({ code: 'internal' });
    expect(log.alive).toBe(0);
  });

  test.each([
    [[[]], Y, undefined],
    [X, [1], undefined],
    [X, Y, { betta: 1 }],
    [X, Y, { signal: true }],
    [X, Y, { initial: 3 }],
  ])('before anything is allocated: %j', async (x, y, options) => {
    const { engine, log } = createFakeEngine();
    await expect(train(engine, x, y, /** @type {any} */ (options))).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    expect(log).toEqual({ started: [], advanced: [], alive: 0 });
  });
});
