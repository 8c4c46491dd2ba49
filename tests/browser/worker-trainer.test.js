/** Trainers in a Web Worker of a real browser. */
import { createTrainer as createHere } from 'convexrelu';
import { Network, certify, createTrainer, terminate } from 'convexrelu/worker';
import { afterAll, expect, test } from 'vitest';
import { circleProblem, longProblem } from '../support/data.js';

const { X, Y } = circleProblem();

afterAll(terminate);

test('changes, steps and runs are those of the main thread', async () => {
  const options = { beta: 1e-3 };
  const there = await createTrainer(X, Y, options);
  const here = await createHere(X, Y, options);
  await there.run();
  await here.run();
  await there.setPoint(3, [0.5, -0.5], 1);
  here.setPoint(3, [0.5, -0.5], 1);
  expect(await there.addPoint([1, 0], -1)).toBe(here.addPoint([1, 0], -1));
  let last;
  for await (const progress of there) last = progress;
  expect(last).toMatchObject({ done: true, status: 'optimal' });
  const result = await there.result();
  expect(result.network).toBeInstanceOf(Network);
  const { network, certificate } = await here.run();
  expect({ ...result.network }).toEqual({ ...network });
  expect(result.certificate).toEqual(certificate);
  const certification = await certify(X, Y, result.network, options);
  expect(certification).toMatchObject({ scope: 'global', status: 'optimal' });
  await there.dispose();
  here.dispose();
  await expect(there.step()).rejects.toMatchObject({ code: 'disposed' });
});

test('an abort answers within 100 ms, and the trainer goes on', async () => {
  const long = longProblem();
  const trainer = await createTrainer(long.X, long.Y, long.options);
  const controller = new AbortController();
  let iterations = 0;
  let running;
  await new Promise((resolve) => {
    const onProgress = (/** @type {{ iterations: number }} */ progress) => {
      ({ iterations } = progress);
      resolve(undefined);
    };
    running = trainer.run({ signal: controller.signal, onProgress }).catch((reason) => reason);
  });
  const start = performance.now();
  controller.abort('enough');
  expect(await running).toBe('enough');
  expect(performance.now() - start).toBeLessThan(100);
  expect((await trainer.step()).iterations).toBeGreaterThan(iterations);
  await trainer.dispose();
});

test('on the main thread: a dragged point is followed between frames', async () => {
  const trainer = await createHere(X, Y, { beta: 1e-2 });
  await trainer.run();
  for (let k = 0; k < 10; k++) {
    trainer.setPoint(0, [k / 10, 0.3], 1);
    const { report } = await trainer.run();
    expect(report).toMatchObject({ status: 'optimal', scope: 'global' });
  }
  trainer.dispose();
});
