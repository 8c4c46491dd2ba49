/** The package on the main thread of a real browser. */
import { ConvexReluError, Network, info, train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { circleProblem, longProblem } from '../support/data.js';

describe('on the main thread', () => {
  const { X, Y } = circleProblem();

  test('trains to a certified optimum', async () => {
    const { network, report, certificate } = await train(X, Y, { beta: 1e-4 });
    expect(report).toMatchObject({ status: 'optimal', scope: 'global' });
    expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true });
    expect(Network.fromJSON(JSON.stringify(network)).predict(X)).toEqual(network.predict(X));
    expect((await info()).losses.map(({ name }) => name)).toContain('squared');
  });

  test('refuses with the package’s error', async () => {
    const error = await train([[1], [NaN]], Y).catch((it) => it);
    expect(error).toBeInstanceOf(ConvexReluError);
    expect(error).toMatchObject({ code: 'invalid-argument' });
    expect(error.message).toContain(
      'X[1][0] (row 1, column 0) must be a finite number, but is NaN',
    );
  });

  test('lets the page live: frames are drawn, and the next slice of work hears of an abort', async () => {
    const long = longProblem();
    const controller = new AbortController();
    let ended = false;
    const training = train(long.X, long.Y, { ...long.options, signal: controller.signal }).finally(
      () => (ended = true),
    );
    training.catch(() => {});
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    expect(ended).toBe(false);
    controller.abort('enough');
    // What waits for its turn gets it between two slices.
    for (let turn = 0; turn < 3; turn++) await new Promise((done) => setTimeout(done));
    expect(ended).toBe(true);
    await expect(training).rejects.toBe('enough');
  });
});
