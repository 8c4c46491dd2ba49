/** A training that goes on as its problem changes. */
import { createTrainer, train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { circleProblem, createRandom, longProblem } from '../support/data.js';
import { expectOptimum, finish } from './support/trainers.js';

const { X, Y } = circleProblem();
const patterns = /** @type {const} */ ({ kind: 'sampled', priced: false });
const sampled = /** @type {const} */ ({ patterns, beta: 1e-3 });

describe('steps', () => {
  test('one by one, to the result of train', async () => {
    const trainer = await createTrainer(X, Y, sampled);
    expect(trainer).toMatchObject({ n: 10, beta: 1e-3, done: false, status: 'running' });
    const before = trainer.result();
    expect(before.report.status).toBe('running');
    expect(verify(X, Y, before.network, before.certificate)).toMatchObject({ valid: true });
    let progress = trainer.step();
    while (!progress.done) progress = trainer.step();
    expect(trainer).toMatchObject({ done: true, status: 'optimal' });
    const { network, report, certificate } = await train(X, Y, sampled);
    const result = trainer.result();
    expect(result.network).toEqual(network);
    expect(result.certificate).toEqual(certificate);
    expect(result.report.iterations).toBe(report.iterations);
    expect(trainer.step()).toMatchObject({ done: true, status: 'optimal' });
    trainer.dispose();
  });

  test('as an iteration that can be left and taken up again', async () => {
    const { X: x, Y: y, options } = longProblem();
    const trainer = await createTrainer(x, y, { ...options, maxIterations: 300 });
    let iterations = 0;
    for await (const progress of trainer) {
      iterations = progress.iterations;
      break;
    }
    let last;
    for await (const progress of trainer) {
      expect(progress.iterations).toBeGreaterThan(iterations);
      last = progress;
    }
    expect(last).toMatchObject({ done: true, status: 'iteration-limit', iterations: 300 });
    trainer.dispose();
  });

  test('by run, which can be aborted without a loss', async () => {
    const { X: x, Y: y, options } = longProblem();
    const controller = new AbortController();
    const { signal } = controller;
    /** @type {import('../../wasm/types.js').Progress[]} */
    const seen = [];
    const trainer = await createTrainer(x, y, {
      ...options,
      maxIterations: 200,
      signal,
      onProgress: (progress) => void (seen.push(progress) === 2 && controller.abort('enough')),
    });
    await expect(trainer.run()).rejects.toBe('enough');
    await expect(trainer.run()).rejects.toBe('enough');
    expect(trainer.result().report.iterations).toBe(seen[1].iterations);
    expect(trainer.step().iterations).toBeGreaterThan(seen[1].iterations);
    const { report } = await trainer.run({ signal: null, onProgress: null });
    expect(report).toMatchObject({ status: 'iteration-limit', iterations: 200 });
    expect(seen).toHaveLength(2);
    trainer.dispose();
  });
});

describe('a change', () => {
  const random = createRandom(11);
  const draw = () => [1.5 * random(), 1.5 * random()];
  const settings = ['squared', 'hinge', 'logistic'].flatMap((loss) => [
    { loss, patterns: 'exact', beta: 1e-2 },
    { loss, patterns, beta: 1e-2 },
    { loss, formulation: 'gated-relu', beta: 1e-2 },
    { loss, patterns: { kind: 'given', gates: [[1, 0], [0, 1], [1, 1]] }, beta: 1e-2 }, // prettier-ignore
  ]);

  test.each(settings)('of every kind leads to the optimum of train: %j', async (setting) => {
    const options = /** @type {import('../../wasm/types.js').TrainOptions} */ (setting);
    const trainer = await createTrainer(X, Y, options);
    const x = X.map((row) => [...row]);
    const y = Y.map(Number);
    finish(trainer);
    for (let k = 0; k < 3; k++) {
      [x[k], y[k]] = [draw(), -y[k]];
      trainer.setPoint(k, x[k], y[k]);
      expect(trainer).toMatchObject({ done: false, status: 'running' });
      await expectOptimum(finish(trainer), x, y, options);

      x.push(draw());
      y.push(1);
      expect(trainer.addPoint(Float64Array.from(x[x.length - 1]), [1])).toBe(x.length - 1);
      expect(trainer.n).toBe(x.length);
      await expectOptimum(await trainer.run(), x, y, options);

      const gone = [0, 5, x.length - 1][k];
      x.splice(gone, 1);
      y.splice(gone, 1);
      trainer.removePoint(gone);
      const beta = 10 ** -(k + 1);
      trainer.setBeta(beta);
      expect(trainer.beta).toBe(beta);
      await expectOptimum(finish(trainer), x, y, { ...options, beta });
      trainer.setBeta(1e-2);
    }
    trainer.dispose();
  });

  test('starts from what is known, with limits and history fresh', async () => {
    const trainer = await createTrainer(X, Y, { ...sampled, maxIterations: 60 });
    const cold = finish(trainer).report;
    expect(cold.status).toBe('optimal');
    trainer.setBeta(1.01e-3);
    const start = trainer.result().report;
    expect(start.iterations).toBe(0);
    expect(start.history.iterations).toHaveLength(1);
    expect(start.relativeGap).toBeLessThan(0.1);
    const warm = finish(trainer).report;
    expect(warm.iterations).toBeLessThan(cold.iterations);
    trainer.dispose();
  });

  test('and run for each β is a path', async () => {
    const trainer = await createTrainer(X, Y, { beta: 1, patterns: 'exact' });
    for (const beta of [0.1, 0.03, 0.01, 0.003, 0.001]) {
      trainer.setBeta(beta);
      await expectOptimum(await trainer.run(), X, Y, { beta, patterns: 'exact' });
    }
    trainer.dispose();
  });

  test('while it runs is taken up', async () => {
    const trainer = await createTrainer(X, Y, { beta: 1e-2 });
    let changed = false;
    const { report } = await trainer.run({
      onProgress: ({ done }) => {
        if (done && !changed) trainer.setBeta(0.1);
        changed ||= done;
      },
    });
    expect(report).toMatchObject({ beta: 0.1, status: 'optimal' });
    trainer.dispose();
  });

  test('with several outputs', async () => {
    const y = Y.map((value, i) => [value, i % 3, -value]);
    const trainer = await createTrainer(X, y, sampled);
    finish(trainer);
    trainer.setPoint(4, [0.5, 0.25], [1, 2, 3]);
    trainer.addPoint([0.1, 0.2], [3, 2, 1]);
    const x = X.map((row, i) => (i === 4 ? [0.5, 0.25] : row)).concat([[0.1, 0.2]]);
    const targets = y.map((row, i) => (i === 4 ? [1, 2, 3] : row)).concat([[3, 2, 1]]);
    await expectOptimum(finish(trainer), x, targets, sampled);
    trainer.dispose();
  });

  test('leaves the user’s data as it is', async () => {
    const before = structuredClone({ X, Y });
    const trainer = await createTrainer(X, Y, sampled);
    trainer.setPoint(0, [1, 1], 1);
    trainer.removePoint(1);
    trainer.step();
    trainer.dispose();
    expect({ X, Y }).toEqual(before);
  });
});
