/** Every solver through the package: it is certified, or says in a sentence why it refuses. */
import { info, train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';

/** Points on a spiral. */
const X = Array.from({ length: 16 }, (_, i) => [
  Math.cos(i) * (0.2 + i / 9),
  Math.sin(i) * (0.2 + i / 9),
]);
const distance = X.map(([a, b]) => Math.hypot(a, b));
const signs = distance.map((r) => (r > 1 ? 1 : -1));
const classes = signs.map((sign) => [Number(sign > 0), Number(sign < 0)]);
/** What each loss wants; signs where nothing else is said. @type {Record<string, number[] | number[][]>} */
const targets = { squared: distance, softmax: classes };
const { formulations, losses, regularizers, solvers } = await info();
const patterns = { kind: /** @type {const} */ ('sampled'), count: 8, priced: false };
const names = solvers.map(({ name }) => name).filter((name) => name !== 'sliding-newton');

test('the table has every solver of programs', () => {
  expect(names).toEqual([
    'dual-newton',
    'fista',
    'admm',
    'augmented-lagrangian',
    'least-squares',
    'conjugate-gradients',
    'interior-point',
  ]);
  for (const { doc } of solvers) expect(doc.length).toBeGreaterThan(20);
});

describe.each(formulations.map(({ name }) => name))('%s', (formulation) => {
  const cases = losses.flatMap((loss) =>
    regularizers
      .filter(({ name }) => formulation !== 'relu' || name === 'neuron')
      .map((regularizer) => /** @type {const} */ ([loss.name, regularizer.name])),
  );

  test.each(cases)('%s loss, %s', async (loss, regularizer) => {
    const Y = targets[loss] ?? signs;
    // The linear formulation has one pattern, and nothing to choose.
    const choice = formulation === 'linear' ? {} : { patterns };
    const settings = { formulation, loss, regularizer, ...choice, beta: 0.02, maxIterations: 1e5 };
    const { report: reference } = await train(X, Y, settings);
    let solved = 0;
    for (const solver of names) {
      const { network, report, certificate } = await train(X, Y, { ...settings, solver }).catch(
        (error) => {
          expect(error.code).toBe('invalid-argument');
          expect(error.message).toMatch(new RegExp(`^solver '${solver}' cannot be used: .{20}`));
          return { network: null, report: null, certificate: null };
        },
      );
      if (!network) continue;
      solved++;
      expect(report).toMatchObject({ status: 'optimal', solver });
      expect(Math.abs(report.objective - reference.objective)).toBeLessThan(
        1e-5 * reference.objective,
      );
      expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true, reasons: [] });
    }
    // The loss that couples outputs has a solver to itself.
    expect(solved).toBeGreaterThanOrEqual(loss === 'softmax' ? 1 : 2);
  });
});
