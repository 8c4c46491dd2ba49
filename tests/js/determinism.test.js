/** Equal data, options and seed give equal results to the last bit, also in another process. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTrainer } from 'convexrelu';
import { expect, test } from 'vitest';
import { circleProblem } from '../support/data.js';
import { fingerprints } from './support/fingerprints.js';

test('twice in one process and once in a fresh one', async () => {
  const script = fileURLToPath(new URL('support/fingerprints.js', import.meta.url));
  const elsewhere = promisify(execFile)(process.execPath, [script]);
  const first = await fingerprints();
  expect(Object.keys(first)).toHaveLength(18);
  expect(new Set(Object.values(first)).size).toBe(18);
  expect(await fingerprints()).toEqual(first);
  expect(JSON.parse((await elsewhere).stdout)).toEqual(first);
});

test('whether, when and how often somebody looks has no say in the last bits', async () => {
  const { X, Y } = circleProblem();
  const real = performance.now;
  let time = 0;
  // A clock on which every look takes longer than a slice of work, so that a step is a single one.
  const slow = () => (time += 50);
  /** @param {boolean} looks */
  const run = async (looks) => {
    performance.now = looks ? slow : real;
    const results = [];
    let steps = 0;
    const trainer = await createTrainer(X, Y, { patterns: { kind: 'sampled' }, beta: 1e-2 });
    for (const beta of [1e-3, 1e-4]) {
      for (; !trainer.done; steps++) {
        trainer.step();
        if (looks) trainer.result();
      }
      const { network, certificate } = trainer.result();
      results.push({ network, certificate });
      trainer.setBeta(beta);
    }
    trainer.dispose();
    return { results, steps };
  };
  try {
    const watched = await run(true);
    const alone = await run(false);
    expect(watched.results).toEqual(alone.results);
    expect(watched.steps).toBeGreaterThan(20);
  } finally {
    performance.now = real;
  }
});
