/** What a trainer refuses, and its end. */
import { createTrainer } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { createTrainer as createTrainerWith } from '../../wasm/trainer.js';
import { circleProblem, longProblem } from '../support/data.js';
import { createFakeEngine } from './support/fake-engine.js';
import { expectOptimum, finish } from './support/trainers.js';

const { X, Y } = circleProblem();
const sampled = /** @type {const} */ ({ patterns: 'sampled', beta: 1e-3 });

describe('refused with a sentence, and nothing is lost', () => {
  /** @type {[string, (trainer: any) => unknown, string][]} */
  const cases = [
    ['setBeta(-1)', (it) => it.setBeta(-1), 'beta must be a finite number >= 0, but is -1'],
    ['setBeta(NaN)', (it) => it.setBeta(NaN), 'beta must be a finite number >= 0, but is NaN'],
    ['setBeta("1")', (it) => it.setBeta('1'), "beta must be a finite number >= 0, but is '1'"],
    [
      'setPoint beyond the end',
      (it) => it.setPoint(10, [1, 2], 1),
      'i must be the index of a point, a whole number from 0 to 9, but is 10',
    ],
    ['setPoint before the start', (it) => it.setPoint(-1, [1, 2], 1), 'but is -1'],
    ['setPoint between two', (it) => it.setPoint(0.5, [1, 2], 1), 'but is 0.5'],
    [
      'a short x',
      (it) => it.setPoint(0, [1], 1),
      'x must be 2 numbers, as a row of X, but has length 1',
    ],
    ['x no row', (it) => it.addPoint(3, 1), 'x must be 2 numbers, as a row of X, but is 3'],
    [
      'NaN in x',
      (it) => it.addPoint([1, NaN], 1),
      'x must hold finite numbers only, but x[1] is NaN',
    ],
    [
      'Infinity as y',
      (it) => it.addPoint([1, 2], Infinity),
      'y must hold finite numbers only, but y is Infinity',
    ],
    ['a row as y', (it) => it.addPoint([1, 2], [1, 1]), 'y must be a number, but has length 2'],
    ['no y', (it) => it.addPoint([1, 2]), 'y must be a number, but is undefined'],
    ['a label', (it) => it.addPoint([1, 2], 0), "y must be -1 or 1 for loss 'hinge', but is 0"],
    ['removePoint', (it) => it.removePoint('1'), "but is '1'"],
  ];

  test.each(cases)('%s', async (_, change, message) => {
    const options = { ...sampled, loss: /** @type {const} */ ('hinge') };
    const trainer = await createTrainer(X, Y, options);
    trainer.step();
    const { done } = trainer;
    expect(() => change(trainer)).toThrow(
      expect.objectContaining({
        name: 'ConvexReluError',
        code: 'invalid-argument',
        message: expect.stringContaining(message),
      }),
    );
    expect(trainer).toMatchObject({ n: 10, beta: 1e-3, done });
    await expectOptimum(finish(trainer), X, Y, options);
    trainer.dispose();
  });

  test('an option of run that there is not', async () => {
    const trainer = await createTrainer(X, Y);
    const typo = /** @type {any} */ ({ onprogress: () => {} });
    await expect(trainer.run(typo)).rejects.toThrow(
      "unknown option 'onprogress'; did you mean 'onProgress'? (known: signal, onProgress)",
    );
    trainer.dispose();
  });

  test('removing the last point', async () => {
    const trainer = await createTrainer([[1], [2]], [1, 2]);
    trainer.removePoint(0);
    expect(() => trainer.removePoint(0)).toThrow('the last point cannot be removed');
    await expectOptimum(finish(trainer), [[2]], [2], {});
    trainer.dispose();
  });

  test('what only the core knows, by the next step, which goes back', async () => {
    const options = /** @type {const} */ ({ patterns: 'exact', beta: 1e-2 });
    const trainer = await createTrainer(X, Y, options);
    const { iterations } = trainer.step();
    trainer.setPoint(0, [1, 2], 1);
    trainer.setBeta(0);
    expect(() => trainer.step()).toThrow("patterns 'exact' needs beta > 0");
    expect(trainer.beta).toBe(1e-2);
    expect(trainer.step().iterations).toBeGreaterThanOrEqual(iterations);
    await expectOptimum(finish(trainer), X, Y, options);
    trainer.dispose();
  });

  test.each([
    [[[1], [NaN]], [1, 2], {}, 'X[1][0] (row 1, column 0) must be a finite number, but is NaN'],
    [X, [1], {}, 'Y must have one row per row of X'],
    [X, Y, { betta: 1 }, "unknown option 'betta'"],
    [X, Y, { beta: -1 }, 'beta must be a finite number >= 0, but is -1'],
    [X, Y.map(() => 0), { loss: 'hinge' }, 'row 0, column 0 is 0'],
  ])('createTrainer %#', async (x, y, options, message) => {
    await expect(createTrainer(x, y, /** @type {any} */ (options))).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  });

  test('run with a signal that is none', async () => {
    const trainer = await createTrainer(X, Y);
    const options = /** @type {any} */ ({ signal: 3 });
    await expect(trainer.run(options)).rejects.toMatchObject({ code: 'invalid-argument' });
    trainer.dispose();
  });
});

describe('after dispose', () => {
  /** @type {[string, (trainer: import('../../wasm/types.js').Trainer) => unknown][]} */
  const uses = [
    ['step', (it) => it.step()],
    ['run', (it) => it.run()],
    ['iteration', (it) => it[Symbol.asyncIterator]().next()],
    ['result', (it) => it.result()],
    ['setBeta', (it) => it.setBeta(1)],
    ['setPoint', (it) => it.setPoint(0, [1, 2], 1)],
    ['addPoint', (it) => it.addPoint([1, 2], 1)],
    ['removePoint', (it) => it.removePoint(0)],
    ['n', (it) => it.n],
    ['done', (it) => it.done],
  ];

  test.each(uses)('%s throws', async (_, use) => {
    const trainer = await createTrainer(X, Y);
    trainer.dispose();
    trainer.dispose();
    await expect((async () => use(trainer))()).rejects.toMatchObject({ code: 'disposed' });
  });

  test('a run that was under way rejects', async () => {
    const { X: x, Y: y, options } = longProblem();
    const trainer = await createTrainer(x, y, options);
    const running = trainer.run({ onProgress: () => trainer.dispose() });
    await expect(running).rejects.toMatchObject({ code: 'disposed' });
  });

  test('which Symbol.dispose calls where it exists', async () => {
    const trainer = await createTrainer(X, Y);
    if (Symbol.dispose) trainer[Symbol.dispose]();
    else trainer.dispose();
    expect(() => trainer.step()).toThrow('the trainer was disposed');
  });

  test('the memory is free again', async () => {
    const { engine, log } = createFakeEngine();
    const trainer = await createTrainerWith(engine, X, Y);
    trainer.step();
    expect(log.alive).toBe(1);
    trainer.dispose();
    expect(log.alive).toBe(0);
    const startError = { code: 'invalid-argument', message: 'no' };
    const refusing = createFakeEngine({ startError });
    await expect(createTrainerWith(refusing.engine, X, Y)).rejects.toMatchObject(startError);
    expect(refusing.log.alive).toBe(0);
  });
});

test('after the module has trapped, every use says so, and dispose still works', async () => {
  let traps = false;
  const { engine } = createFakeEngine({
    slices: Infinity,
    onAdvance() {
      if (traps) throw new WebAssembly.RuntimeError('unreachable');
    },
  });
  const trainer = await createTrainerWith(engine, X, Y);
  trainer.step();
  traps = true;
  for (const use of [() => trainer.step(), () => trainer.result(), () => trainer.setBeta(1)]) {
    expect(use).toThrow('the WebAssembly module failed');
  }
  trainer.dispose();
  expect(() => trainer.step()).toThrow('the trainer was disposed');
});
