/** Other networks of the optimal set: equal predictions, equal objective, the same certificate. */
import { simplify, train, verify } from 'convexrelu';
import { simplify as simplifyInWorker, terminate } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { circleProblem, createRandom, randomMatrix } from '../support/data.js';

afterAll(terminate);

const random = createRandom(3);
const circle = circleProblem();
const plane = randomMatrix(10, 2, random);
const space = randomMatrix(40, 6, random);
const cube = Array.from({ length: 8 }, (_, i) => [0, 1, 2].map((k) => ((i >> k) & 1 ? 1 : -1)));
const parity = cube.map(([a, b, c]) => a * b * c);
const sampled = { kind: 'sampled', count: 80, priced: false };
const many = { kind: 'sampled', count: 400, priced: false };
const smooth = plane.map(([a, b]) => a * b);
const labels = space.map(([a, b, c]) => Math.sign(a * b + c));
const two = space.map(([a, b]) => [a * b, Math.abs(a)]);

/** @type {[string, number[][], any, any][]} */
const solutions = [
  ['exact', circle.X, circle.Y, {}],
  ['exact, hinge', circle.X, circle.Y, { loss: 'hinge', beta: 1e-2 }],
  ['exact, rough', plane, smooth, { tolerance: 1e-2, beta: 1e-2 }],
  ['exact, without bias', plane, smooth, { bias: false, beta: 1e-2 }],
  ['sampled', space, labels, { patterns: sampled, loss: 'logistic' }],
  ['sampled, rough', space, labels, { patterns: sampled, tolerance: 1e-3 }],
  ['sampled, two outputs', space, two, { patterns: sampled, beta: 1e-2 }],
  ['gated', space, labels, { patterns: sampled, formulation: 'gated-relu' }],
  [
    'gated, l1',
    space,
    two,
    { patterns: sampled, formulation: 'gated-relu', regularizer: 'l1', beta: 1e-2 },
  ],
  ['symmetric', cube, parity, { patterns: many, beta: 1e-2, tolerance: 1e-9 }],
];

describe.each(solutions)('%s', (_, X, Y, options) => {
  const validation = {
    X: X.map((row) => row.map((x) => 0.9 * x + 0.05)),
    Y,
  };

  test('every goal keeps predictions, objective and certificate', async () => {
    const { network, certificate } = await train(X, Y, options);
    const c = Array.isArray(Y[0]) ? Y[0].length : 1;
    for (const goal of /** @type {const} */ (['fewest-neurons', 'min-norm', 'best-validation'])) {
      const more = goal === 'best-validation' ? { validation } : {};
      const { network: other, report } = await simplify(X, network, {
        ...{ goal, certificate, Y },
        ...more,
      });
      const before = network.predict(X).data;
      const largest = Math.max(...before.map(Math.abs));
      const after = other.predict(X).data;
      const change = Math.max(...after.map((z, k) => Math.abs(z - before[k])));
      expect(change).toBeLessThan(1e-9 * largest);
      const checked = verify(X, Y, other, certificate);
      expect(checked).toMatchObject({ valid: true, reasons: [] });
      expect(Math.abs(checked.objective / certificate.objective - 1)).toBeLessThan(1e-9);
      expect(report).toMatchObject({ goal, neurons: { before: network.m, after: other.m } });
      expect(report.value.after).toBeLessThanOrEqual(report.value.before);
      expect(report.objective?.after).toBe(checked.objective);
      const { before: first = NaN } = report.objective ?? {};
      expect(Math.abs(first / certificate.objective - 1)).toBeLessThan(1e-9);
      if (goal === 'fewest-neurons') {
        expect(report.kept).toBe(false);
        expect(other.m).toBeLessThanOrEqual(Math.min(network.m, c * (X.length + 1)));
      }
      if (goal === 'best-validation') {
        const { loss, beta } = { beta: 1e-3, ...options, loss: certificate.loss };
        const value = (/** @type {any} */ it) =>
          it.objective(validation.X, Y, { loss, beta }) - it.objective(X, Y, { loss, beta });
        expect(value(other)).toBeLessThanOrEqual(value(network) + 1e-9);
      }
    }
  });
});

describe('neurons that are copies', () => {
  test('become one again', async () => {
    const { X, Y } = circle;
    const { network, certificate } = await train(X, Y);
    const copies = splitNeurons(network, 3);
    const { network: merged, report } = await simplify(X, copies);
    expect(copies.m).toBe(3 * network.m);
    expect(report.kept).toBe(false);
    expect(merged.m).toBeLessThanOrEqual(network.m);
    expect(verify(X, Y, merged, certificate).valid).toBe(true);
  });
});

/** Every neuron as several of its direction. @param {any} network @param {number} parts */
function splitNeurons({ d, c, m, W1, b1, W2, formulation }, parts) {
  const shares = Array.from({ length: parts }, (_, k) => (k + 1) / ((parts * (parts + 1)) / 2));
  const rows = shares.flatMap((share) => Array.from(Array(m).keys(), (j) => ({ share, j })));
  return {
    ...{ formulation, d, c, m: rows.length },
    W1: rows.flatMap(({ share, j }) =>
      Array.from(
        W1.subarray(j * d, (j + 1) * d),
        (w) => /** @type {number} */ (w) * Math.sqrt(share),
      ),
    ),
    b1: rows.map(({ share, j }) => b1[j] * Math.sqrt(share)),
    W2: Array.from(Array(c).keys()).flatMap((k) =>
      rows.map(({ share, j }) => W2[k * m + j] * Math.sqrt(share)),
    ),
  };
}

describe('where many networks are optimal', () => {
  const options = { patterns: many, beta: 1e-2, tolerance: 1e-9 };

  test('the least norm and the best validation are lower than the start', async () => {
    const { network, certificate } = await train(cube, parity, /** @type {any} */ (options));
    const shortest = await simplify(cube, network, { goal: 'min-norm', certificate });
    expect(shortest.report.freedom).toBeGreaterThan(0);
    expect(shortest.report.value.after).toBeLessThan(0.999 * shortest.report.value.before);
    const others = randomMatrix(12, 3, createRandom(21));
    const validation = { X: others, Y: others.map(([a, b, c]) => Math.sign(a * b * c)) };
    const best = await simplify(cube, network, {
      ...{ goal: 'best-validation', certificate, validation },
    });
    expect(best.report.value.after).toBeLessThan(0.999 * best.report.value.before);
    const measured = best.network.objective(validation.X, validation.Y, {
      loss: 'squared',
      beta: 1e-9,
    });
    expect(measured).toBeCloseTo(best.report.value.after, 6);
    // From the other's solution it is found again.
    const again = await simplify(cube, shortest.network, {
      ...{ goal: 'best-validation', certificate, validation },
    });
    expect(again.report.value.after).toBeCloseTo(best.report.value.after, 6);
  });
});

test('a network that is not balanced is kept, for its objective would change', async () => {
  const { X, Y } = circle;
  const { network } = await train(X, Y);
  const skewed = { ...network, W1: network.W1.map((w) => 2 * w), b1: network.b1.map((b) => 2 * b) };
  skewed.W2 = network.W2.map((w) => w / 2);
  const { network: same, report } = await simplify(X, skewed);
  expect(report.kept).toBe(true);
  expect(Array.from(same.W1)).toEqual(Array.from(skewed.W1));
});

test('aborting rejects with the reason', async () => {
  const { X, Y } = circle;
  const { network } = await train(X, Y, { beta: 0.1 });
  const controller = new AbortController();
  const running = simplify(X, network, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});

test('the worker does the same', async () => {
  const { X, Y } = circle;
  const { network, certificate } = await train(X, Y);
  const here = await simplify(X, network, { certificate });
  const there = await simplifyInWorker(X, network, { certificate });
  expect(there.network.toJSON()).toEqual(here.network.toJSON());
  expect({ ...there.report, seconds: 0 }).toEqual({ ...here.report, seconds: 0 });
});

describe('is refused', () => {
  test.each([
    [{ goals: 1 }, "unknown option 'goals'; did you mean 'goal'?"],
    [{ Y: circle.Y }, 'certificate must be given where Y is, for it knows the loss and beta'],
    [{ goal: 'least' }, "goal must be one of 'fewest-neurons', 'min-norm', 'best-validation'"],
    [{ goal: 'best-validation' }, 'validation must be given as { X, Y } for the goal'],
    [{ validation: {} }, "validation must be left out unless the goal 'best-validation'"],
    [{ regularizer: 'l1' }, "regularizer must be 'neuron' for simplify"],
    [{ certificate: { formulation: 'gated-relu' } }, "of the network's formulation 'relu'"],
    [{ certificate: { scope: 'patterns', dual: [1] } }, 'certificate must be that of the network'],
    [
      { goal: 'best-validation', validation: { X: [[1]], Y: [1] } },
      'validation.X must have 2 columns, as the network has, but has 1',
    ],
    [
      { goal: 'best-validation', loss: 'cubic', validation: { X: [[1, 2]], Y: [1] } },
      'loss must be one of',
    ],
  ])('%j', async (options, message) => {
    const { network } = await train(circle.X, circle.Y, { beta: 0.1 });
    await expect(simplify(circle.X, network, /** @type {any} */ (options))).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  });
});
