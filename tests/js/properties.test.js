/** What holds of every training, for problems at random: see support/arbitraries.js. */
import { ConvexReluError, createTrainer, train, verify } from 'convexrelu';
import * as worker from 'convexrelu/worker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { containers, problem, refusals, tameProblem } from './support/arbitraries.js';
import { createChecker } from './support/count-cases.js';

const { check, count } = createChecker('properties of trainings', 20260301);

const longTime = 120_000;

/**
 * @param {unknown} error
 * @param {typeof ConvexReluError} [Kind] entries have their own copies of the class
 */
function expectRefusal(error, Kind = ConvexReluError) {
  expect(error).toBeInstanceOf(Kind);
  const { code, message } = /** @type {ConvexReluError} */ (error);
  expect(refusals).toContain(code);
  expect(message).toMatch(/^[\s\S]{10,}$/);
}

/**
 * The result of a training, or undefined if it was refused as it should be.
 *
 * @param {import('./support/arbitraries.js').Problem} problem
 * @param {typeof train} [by]
 * @param {typeof ConvexReluError} [Kind]
 */
async function trainOrRefuse({ X, Y, options }, by = train, Kind = ConvexReluError) {
  try {
    return await by(X, Y, options);
  } catch (error) {
    expectRefusal(error, Kind);
    return undefined;
  }
}

/**
 * @param {import('./support/arbitraries.js').Problem} problem
 * @param {import('../../wasm/types.js').TrainResult} result
 */
function expectProven({ X, Y }, { network, report, certificate }) {
  const { objective, lowerBound, gap, relativeGap } = report;
  expect([objective, lowerBound, gap, relativeGap].every(Number.isFinite)).toBe(true);
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(objective).toBeGreaterThanOrEqual(lowerBound);
  const weights = [...network.W1, ...network.b1, ...network.W2, ...(network.gates ?? [])];
  expect(weights.every(Number.isFinite)).toBe(true);
  expect(network.predict(X).data.every(Number.isFinite)).toBe(true);
  expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true, reasons: [] });
}

/** @param {import('../../wasm/types.js').TrainResult} result */
const fingerprint = ({ network, certificate, report }) =>
  JSON.stringify([network, certificate, report.objective, report.lowerBound, report.status]);

test(
  'trained and proven, or refused with a documented code',
  async () => {
    const trained = { yes: 0, no: 0 };
    await check(problem, 6000, async (it) => {
      const result = await trainOrRefuse(it);
      trained[result ? 'yes' : 'no'] += 1;
      if (result) expectProven(it, result);
    });
    // Neither is rare.
    expect(trained.yes).toBeGreaterThan(1000);
    expect(trained.no).toBeGreaterThan(1000);
  },
  longTime,
);

test(
  'the container does not matter, to the last bit',
  async () => {
    await check(
      fc.tuple(tameProblem, fc.constantFrom(...Object.keys(containers))),
      500,
      async ([it, kind]) => {
        const expected = await trainOrRefuse(it);
        const hold = containers[kind];
        const other = /** @type {any} */ ({ ...it, X: hold(it.X), Y: hold(it.Y) });
        const before = JSON.stringify(other);
        const found = await trainOrRefuse(other);
        expect(JSON.stringify(other)).toBe(before);
        expect(found && fingerprint(found)).toBe(expected && fingerprint(expected));
        if (!expected || it.Y[0].length > 1) return;
        const list = Float64Array.from(it.Y, ([y]) => y);
        const third = await train(it.X, list, it.options);
        expect(fingerprint(third)).toBe(fingerprint(expected));
      },
    );
  },
  longTime,
);

test(
  'the order of the rows does not matter: the gaps overlap',
  async () => {
    await check(fc.tuple(tameProblem, fc.nat()), 500, async ([it, key]) => {
      // Gates drawn at random are the same, whatever the order; patterns that are priced are not.
      const { patterns } = it.options;
      const given = patterns === 'exact' ? patterns : { kind: 'sampled', count: 8, priced: false };
      const sampled = it.options.formulation === 'linear' ? {} : { patterns: given };
      const options = { ...it.options, ...sampled };
      const order = it.X.map((_, i) => i).sort((a, b) => rank(a, key) - rank(b, key));
      const first = await trainOrRefuse({ ...it, options });
      const X = order.map((i) => it.X[i]);
      const Y = order.map((i) => it.Y[i]);
      const second = await trainOrRefuse({ X, Y, options });
      expect(Boolean(second)).toBe(Boolean(first));
      if (!first || !second) return;
      const rounding = 1e-9 * Math.max(1e-300, first.report.objective, second.report.objective);
      expect(first.report.lowerBound).toBeLessThanOrEqual(second.report.objective + rounding);
      expect(second.report.lowerBound).toBeLessThanOrEqual(first.report.objective + rounding);
      // What was learned of one order is proven of the other.
      const { dual } = first.certificate;
      const c = Y[0].length;
      const moved = order.flatMap((i) => Array.from(dual).slice(i * c, (i + 1) * c));
      if (first.certificate.cones) return;
      const certificate = { ...first.certificate, dual: moved };
      expect(verify(X, Y, first.network, certificate).reasons).toEqual([]);
    });
  },
  longTime,
);

/** A number by which to shuffle. */
const rank = (/** @type {number} */ i, /** @type {number} */ key) =>
  Math.imul(i + 1, (key % 9973) * 2654435761 + 40503) >>> 0;

test(
  'a worker gives what the main thread gives, to the last bit',
  async () => {
    await check(tameProblem, 400, async (it) => {
      const [here, there] = await Promise.all([
        trainOrRefuse(it),
        trainOrRefuse(it, worker.train, worker.ConvexReluError),
      ]);
      // How far one comes in half a second is another matter.
      if (here?.report.status === 'time-limit') return;
      expect(there && fingerprint(there)).toBe(here && fingerprint(here));
    });
    await worker.terminate();
  },
  longTime,
);

test(
  'a trainer keeps its promises through any changes',
  async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('beta'), beta: fc.constantFrom(0.01, 0.1, 1, -1, NaN) }),
      fc.record({ kind: fc.constant('set'), i: fc.integer({ min: -1, max: 4 }), size: fc.nat(3) }),
      fc.record({ kind: fc.constant('add'), size: fc.nat(3) }),
      fc.record({ kind: fc.constant('remove'), i: fc.integer({ min: -1, max: 4 }) }),
      fc.record({ kind: fc.constantFrom('step', 'run', 'dispose') }),
    );
    const changes = fc.array(change, { minLength: 1, maxLength: 8 });
    await check(fc.tuple(tameProblem, changes), 400, async ([it, list]) => {
      const trainer = await trainOrRefuse(it, /** @type {any} */ (createTrainer));
      if (!trainer) return;
      await drive(/** @type {any} */ (trainer), it, list);
    });
  },
  longTime,
);

/**
 * @param {import('../../wasm/types.js').Trainer} trainer
 * @param {import('./support/arbitraries.js').Problem} problem
 * @param {any[]} changes
 */
async function drive(trainer, { X, Y, options }, changes) {
  const data = { X: [...X], Y: [...Y], options };
  let disposed = false;
  const y = Y[0].length === 1 ? Y[0][0] : Y[0];
  /** @type {Record<string, (it: any) => unknown>} */
  const acts = {
    beta: ({ beta }) => trainer.setBeta(beta),
    set: ({ i, size }) => trainer.setPoint(i, Array(size).fill(0.5), y),
    add: ({ size }) => trainer.addPoint(Array(size).fill(0.25), y),
    remove: ({ i }) => trainer.removePoint(i),
    step: () => trainer.step(),
    run: () => trainer.run(),
    dispose: () => trainer.dispose(),
  };
  /** What the data are after an act that was not refused. @type {Record<string, (it: any) => unknown>} */
  const effects = {
    set: ({ i, size }) => ([data.X[i], data.Y[i]] = [Array(size).fill(0.5), Y[0]]),
    add: ({ size }) => (data.X.push(Array(size).fill(0.25)), data.Y.push(Y[0])),
    remove: ({ i }) => (data.X.splice(i, 1), data.Y.splice(i, 1)),
    dispose: () => (disposed = true),
  };
  for (const it of changes) {
    try {
      await acts[it.kind](it);
      expect(disposed && it.kind !== 'dispose').toBe(false);
      effects[it.kind]?.(it);
    } catch (error) {
      expectRefusal(error);
      expect(/** @type {any} */ (error).code === 'disposed').toBe(disposed);
    }
  }
  if (!disposed) expectProven(data, await trainer.run());
  trainer.dispose();
  expect(() => trainer.step()).toThrow(expect.objectContaining({ code: 'disposed' }));
}

test('so many cases were looked at', () => {
  expect(count()).toBeGreaterThanOrEqual(7800);
});
