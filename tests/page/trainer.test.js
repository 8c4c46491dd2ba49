// The order of the page's trainings, without a browser.
import { describe, expect, it } from 'vitest';
import { Trainer } from '../../web/training/trainer.js';

describe('the trainer', () => {
  /** Trainings that end when they are told to. */
  function createFake() {
    /** @type {{ options: any, changes: any[][], runs: { signal: AbortSignal, finish: () => void }[], disposed: boolean,
     *   hold: () => Promise<unknown> }[]}  hold: until a change is confirmed */
    const sessions = [];
    const createTrainer = async (
      /** @type {any} */ _X,
      /** @type {any} */ _y,
      /** @type {any} */ options,
    ) => {
      const network = { formulation: options.formulation, d: 2, c: 1 };
      /** @type {(typeof sessions)[number]} */
      const session = { options, changes: [], runs: [], disposed: false, hold: async () => {} };
      sessions.push(session);
      const result = (/** @type {string} */ name) => ({ network, certificate: {}, name });
      return {
        run: (/** @type {any} */ { signal }) =>
          new Promise((resolve, reject) => {
            session.runs.push({ signal, finish: () => resolve(result('whole')) });
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
        result: async () => result('part'),
        setPoint: (/** @type {any[]} */ ...change) => {
          session.changes.push(change);
          return session.hold();
        },
        setBeta: async (/** @type {number} */ beta) => session.changes.push([beta]),
        dispose: async () => (session.disposed = true),
      };
    };
    /** @type {string[]} */
    const seen = [];
    const trainer = new Trainer(/** @type {any} */ (createTrainer), {
      onStart: () => seen.push('start'),
      onProgress: () => seen.push('progress'),
      onPart: (result) => seen.push(/** @type {any} */ (result).name),
      onResult: (result) => seen.push(/** @type {any} */ (result).name),
      onError: () => seen.push('error'),
    });
    const job = (/** @type {any} */ { x = 0, loss = 'squared', ...rest }) => ({
      ...{ cold: false, live: true, subject: '', ...rest },
      data: {
        X: { data: Float64Array.of(x, 1), shape: /** @type {[number, number]} */ ([1, 2]) },
        y: Float64Array.of(1),
      },
      options: { formulation: 'relu', loss, patterns: 'exact', beta: 0.1 },
    });
    return {
      sessions,
      seen,
      request: (/** @type {any} */ what) => trainer.request(/** @type {any} */ (job(what))),
      trainer,
    };
  }
  const wait = (/** @type {number} */ time) => new Promise((resolve) => setTimeout(resolve, time));

  it('solves only the newest of the requests that wait, going on from the last', async () => {
    const { sessions, seen, request } = createFake();
    [1, 2, 3].forEach((x) => request({ x }));
    await wait(1);
    sessions[0].runs[0].finish();
    await wait(1);
    sessions[0].runs[1].finish();
    await wait(1);
    expect(sessions).toHaveLength(1);
    expect(sessions[0].changes).toEqual([[0, Float64Array.of(3, 1), Float64Array.of(1)]]);
    expect(seen).toEqual(['start', 'whole', 'start', 'whole']);
  });

  it('begins anew for another problem, from the last network', async () => {
    const { sessions, request } = createFake();
    request({});
    await wait(1);
    sessions[0].runs[0].finish();
    await wait(1);
    request({ loss: 'hinge' });
    await wait(1);
    expect(sessions.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect(sessions[0].options.initial).toBeUndefined();
    expect(sessions[1].options.initial.network).toMatchObject({ d: 2 });
  });

  it('shows what a solve has reached that keeps a drag waiting, and goes on', async () => {
    const { sessions, seen, request } = createFake();
    request({ x: 1 });
    request({ x: 2 });
    await wait(100);
    expect(sessions[0].changes).toEqual([[0, Float64Array.of(2, 1), Float64Array.of(1)]]);
    sessions[0].runs[0].finish();
    await wait(1);
    expect(seen).toEqual(['start', 'part', 'whole']);
  });

  it('goes on showing what is reached when nothing moves any more, ever more seldom', async () => {
    const { sessions, seen, request } = createFake();
    request({ x: 1 });
    request({ x: 2 });
    request({ x: 2, live: false });
    await wait(900);
    expect(sessions[0].runs).toHaveLength(1);
    expect(sessions[0].runs[0].signal.aborted).toBe(false);
    expect(sessions[0].changes).toHaveLength(1);
    sessions[0].runs[0].finish();
    await wait(1);
    const parts = seen.filter((what) => what === 'part').length;
    expect(parts).toBeGreaterThan(1);
    expect(parts).toBeLessThan(6);
    expect(seen).toEqual(['start', ...Array(parts).fill('part'), 'whole']);
  });

  it('waits until a change has arrived before it tells of the next', async () => {
    const { sessions, request } = createFake();
    request({ x: 1 });
    await wait(1);
    /** @type {() => void} */
    let confirm = () => {};
    sessions[0].hold = () => new Promise((resolve) => (confirm = () => resolve(undefined)));
    request({ x: 2 });
    await wait(100);
    sessions[0].hold = async () => undefined;
    request({ x: 3 });
    await wait(150);
    expect(sessions[0].changes.map(([, x]) => x[0])).toEqual([2]);
    expect(sessions[0].runs[0].signal.aborted).toBe(false);
    confirm();
    await wait(150);
    expect(sessions[0].changes.map(([, x]) => x[0])).toEqual([2, 3]);
  });

  it('gives up a solve that keeps another problem waiting', async () => {
    const { sessions, seen, request } = createFake();
    request({ x: 1 });
    request({ loss: 'hinge', live: false });
    await wait(250);
    expect(sessions[0].runs[0].signal.aborted).toBe(true);
    sessions[1].runs[0].finish();
    await wait(1);
    expect(seen).toEqual(['start', 'start', 'whole']);
  });

  it('stops, and reports nothing more', async () => {
    const { sessions, seen, request, trainer } = createFake();
    request({ x: 1 });
    request({ x: 2 });
    await wait(1);
    trainer.stop();
    await wait(250);
    expect(sessions[0].runs).toHaveLength(1);
    expect(seen).toEqual(['start']);
  });
});
