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
    expect(error.message).toContain('X[1][0] is NaN');
  });

  test('lets the page live: frames are drawn, and an abort answers within 100 ms', async () => {
    const long = longProblem();
    const controller = new AbortController();
    let frames = 0;
    const draw = () => {
      frames++;
      if (!controller.signal.aborted) requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    let aborted = NaN;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort('enough');
    }, 1000);
    const training = train(long.X, long.Y, { ...long.options, signal: controller.signal });
    await expect(training).rejects.toBe('enough');
    expect(performance.now() - aborted).toBeLessThan(100);
    expect(frames).toBeGreaterThan(3);
  });
});
