import { readFileSync } from 'node:fs';
import { Network, info, train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { circleProblem, createRandom, longProblem, randomMatrix } from '../support/data.js';

/** @typedef {import('../../wasm/types.js').TrainOptions} TrainOptions */

/** @type {any[]} */
const programs = JSON.parse(
  readFileSync(new URL('../fixtures/programs.json', import.meta.url), 'utf8'),
);

/** @type {Record<string, any>} */
const optima = JSON.parse(
  readFileSync(new URL('../fixtures/optima.json', import.meta.url), 'utf8'),
);

/** @param {number} a @param {number} b */
const relativeDifference = (a, b) => Math.abs(a - b) / Math.abs(b);

describe('the reference programs', () => {
  test.each(programs.map((it) => [`${it.name}, ${it.formulation}, ${it.loss}`, it]))(
    '%s',
    async (_, { X, y, gates, formulation, loss, beta, objective }) => {
      const { network, report, certificate } = await train(X, y, {
        formulation,
        loss,
        beta,
        bias: false,
        patterns: { kind: 'given', gates },
        tolerance: 1e-7,
      });
      expect(report).toMatchObject({
        status: 'optimal',
        scope: 'patterns',
        patterns: { kind: 'given', used: gates.length, total: null },
      });
      expect(relativeDifference(report.objective, objective)).toBeLessThan(1e-6);
      expect(report.lowerBound).toBeLessThanOrEqual(report.objective);
      const recomputed = network.objective(X, y, { loss, beta });
      expect(relativeDifference(recomputed, report.objective)).toBeLessThan(1e-9);
      const verification = verify(X, y, network, certificate);
      expect(verification).toMatchObject({ valid: true, reasons: [] });
      expect(verification.relativeGap).toBeLessThan(1e-6);
      expect(relativeDifference(verification.lowerBound, report.lowerBound)).toBeLessThan(1e-9);
    },
  );
});

describe('a result', () => {
  const { X, Y } = circleProblem();

  test('is plain data with its report, network and certificate', async () => {
    const { defaults, version } = await info();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const { network, report, certificate } = await train(X, Y);
    expect(network).toBeInstanceOf(Network);
    expect(network).toMatchObject({ formulation: 'relu', d: 2, c: 1, m: report.neurons });
    expect(report.options).toEqual(defaults);
    expect(report.gap).toBe(report.objective - report.lowerBound);
    expect(report.relativeGap).toBeLessThanOrEqual(1e-6);
    const { history } = report;
    expect(history.objective).toBeInstanceOf(Float64Array);
    expect(history.objective.length).toBe(history.seconds.length);
    expect(history.lowerBound.length).toBe(history.iterations.length);
    expect(history.objective.at(-1)).toBeCloseTo(report.objective, 12);
    const copy = JSON.parse(JSON.stringify(certificate));
    expect(copy).toEqual(certificate);
    expect(verify(X, Y, Network.fromJSON(JSON.stringify(network)), copy).valid).toBe(true);
  });

  test('is certified in every formulation and loss', async () => {
    const { formulations, losses } = await info();
    for (const { name: formulation } of formulations) {
      for (const { name: loss } of losses) {
        for (const bias of [true, false]) {
          const y = loss === 'softmax' ? Y.map((it) => [Number(it > 0), Number(it < 0)]) : Y;
          const result = await train(X, y, { formulation, loss, bias, beta: 0.01 });
          expect(result.report.status).toBe('optimal');
          const { valid, relativeGap } = verify(X, y, result.network, result.certificate);
          expect({ formulation, loss, bias, valid }).toMatchObject({ valid: true });
          expect(relativeGap).toBeLessThan(1.1e-6);
        }
      }
    }
  });

  test('is still certified when a limit stops the training', async () => {
    for (const limits of [{ maxIterations: 0 }, { maxIterations: 2 }, { timeLimit: 0 }]) {
      const { network, report, certificate } = await train(X, Y, { beta: 1e-4, ...limits });
      expect(report.status).toBe('timeLimit' in limits ? 'time-limit' : 'iteration-limit');
      expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true });
    }
  });

  test('can be trained again from its report’s options', async () => {
    const options = { beta: 0.01, patterns: { kind: 'given', gates: [[1, 0], [0, 1, 0].slice(1)] } }; // prettier-ignore
    const first = await train(X, Y, /** @type {TrainOptions} */ (options));
    const again = await train(X, Y, first.report.options);
    expect(again.network).toEqual(first.network);
  });

  test('is the same for every way to give the data', async () => {
    const { network } = await train(X, Y);
    const flat = { data: X.flat(), shape: [10, 2] };
    for (const [x, y] of [
      [flat, Int8Array.from(Y)],
      [{ ...flat, data: Float64Array.from(flat.data) }, Y.map((value) => [value])],
      [X.map((row) => Float64Array.from(row)), { data: Y, shape: [10, 1] }],
    ]) {
      expect((await train(/** @type {any} */ (x), /** @type {any} */ (y))).network).toEqual(
        network,
      );
    }
  });

  test('leaves the data as it is', async () => {
    const before = structuredClone({ X, Y });
    await train(X, Y);
    expect({ X, Y }).toEqual(before);
  });
});

describe('determinism', () => {
  const { X, Y } = circleProblem();

  test('equal seeds give equal results, also at the same time', async () => {
    const options = { beta: 1e-4, seed: 3 };
    const results = await Promise.all([1, 2, 3].map(() => train(X, Y, options)));
    for (const { network, certificate } of results) {
      expect(network).toEqual(results[0].network);
      expect(certificate).toEqual(results[0].certificate);
    }
  });

  test('other seeds draw other patterns', async () => {
    const gates = async (/** @type {number} */ seed) =>
      (await train(X, Y, { seed, patterns: 'sampled', maxIterations: 0 })).certificate.gates;
    expect(await gates(1)).not.toEqual(await gates(2));
    const patterns = /** @type {const} */ ({ kind: 'sampled', count: 20, seed: 1 });
    const sampled = await train(X, Y, { seed: 2, patterns, maxIterations: 0 });
    const other = await train(X, Y, { seed: 3, patterns, maxIterations: 0 });
    expect(sampled.certificate.gates).toEqual(other.certificate.gates);
    expect(sampled.report.patterns.used).toBeLessThanOrEqual(20);
  });
});

describe('betaMax', () => {
  const { X, Y } = circleProblem();

  test.each(/** @type {const} */ (['relu', 'gated-relu']))(
    '%s: the zero network from there on, exactly',
    async (formulation) => {
      const { report } = await train(X, Y, { formulation, maxIterations: 0 });
      expect(report.betaMax).toBeGreaterThan(0);
      for (const factor of [1, 1.5, 100]) {
        const beta = factor * report.betaMax;
        const at = await train(X, Y, { formulation, beta });
        expect(at.network.m).toBe(0);
        expect(at.report).toMatchObject({ status: 'optimal', gap: 0, relativeGap: 0, neurons: 0 });
        expect(verify(X, Y, at.network, at.certificate)).toMatchObject({ valid: true });
      }
      const below = await train(X, Y, { formulation, beta: 0.9 * report.betaMax });
      expect(below.network.m).toBeGreaterThan(0);
    },
  );
});

describe('several outputs', () => {
  test.each(/** @type {const} */ (['relu', 'gated-relu']))(
    '%s: as if trained one by one',
    async (formulation) => {
      const random = createRandom(5);
      const X = randomMatrix(12, 2, random);
      const Y = randomMatrix(12, 3, random);
      const options = { formulation, beta: 0.01, tolerance: 1e-8 };
      const together = await train(X, Y, options);
      const alone = await Promise.all(
        [0, 1, 2].map((k) =>
          train(
            X,
            Y.map((row) => row[k]),
            options,
          ),
        ),
      );
      const sum = alone.reduce((total, { report }) => total + report.objective, 0);
      expect(relativeDifference(together.report.objective, sum)).toBeLessThan(1e-7);
      expect(together.network.c).toBe(3);
      for (const { output } of together.network.neurons) {
        expect(output.filter((weight) => weight !== 0)).toHaveLength(1);
      }
      expect(verify(X, Y, together.network, together.certificate)).toMatchObject({ valid: true });
      const { data, shape } = together.network.predict(X);
      expect(shape).toEqual([12, 3]);
      alone.forEach(({ network }, k) => {
        network.predict(X).data.forEach((z, i) => expect(data[i * 3 + k]).toBeCloseTo(z, 3));
      });
    },
  );
});

describe('all patterns', () => {
  test.each(Object.entries(optima))('%s: certified and re-proven', async (_, problem) => {
    const { X, y, beta, loss } = problem;
    const options = { beta, loss, bias: false, patterns: /** @type {const} */ ('exact') };
    const { network, report, certificate } = await train(X, y, options);
    expect(report).toMatchObject({ status: 'optimal', scope: 'global', solver: 'sliding-newton' });
    expect(report.patterns).toMatchObject({ kind: 'exact', total: problem.cells });
    expect(report.objective).toBeLessThanOrEqual(problem.objective * (1 + 1e-6));
    expect(report.objective).toBeGreaterThanOrEqual(problem.lower_bound ?? 0);
    expect(certificate.gates).toBeUndefined();
    const checked = verify(X, y, network, JSON.parse(JSON.stringify(certificate)));
    expect(checked).toMatchObject({ valid: true, scope: 'global', reasons: [] });
    expect(checked.lowerBound).toBeLessThanOrEqual(problem.objective);
  });

  test('is what auto takes for points in the plane, and says so', async () => {
    const { X, Y } = circleProblem();
    const { report } = await train(X, Y, { beta: 1e-3 });
    expect(report).toMatchObject({ scope: 'global', patterns: { kind: 'exact' } });
    const wide = X.map((row, i) => [...row, i % 2, i % 3, i % 5]);
    expect((await train(wide, Y, { beta: 1e-3 })).report).toMatchObject({
      scope: 'patterns',
      patterns: { kind: 'sampled' },
    });
  });

  test('a warm start gets to the same optimum', async () => {
    const { X, Y } = circleProblem();
    const cold = await train(X, Y, { beta: 1e-2 });
    const moved = X.map(([a, b]) => [a + 1e-4, b]);
    const reference = await train(moved, Y, { beta: 1e-2 });
    for (const initial of [cold, JSON.parse(JSON.stringify(cold))]) {
      const warm = await train(moved, Y, { beta: 1e-2, initial });
      expect(warm.report.status).toBe('optimal');
      const apart = relativeDifference(warm.report.objective, reference.report.objective);
      expect(apart).toBeLessThan(2e-6);
    }
  });
});

describe('a warm start', () => {
  const { X, Y } = circleProblem();

  test.each(/** @type {const} */ (['relu', 'gated-relu']))(
    '%s: gets to the same optimum in fewer steps',
    async (formulation) => {
      const options = { formulation, beta: 1e-4, patterns: /** @type {const} */ ('sampled') };
      const cold = await train(X, Y, options);
      const moved = X.map(([a, b]) => [a + 1e-4, b]);
      const initials = [cold, cold.network, JSON.parse(JSON.stringify(cold))];
      const reference = await train(moved, Y, options);
      for (const initial of initials) {
        const warm = await train(moved, Y, { ...options, initial });
        expect(warm.report.status).toBe('optimal');
        expect(relativeDifference(warm.report.objective, reference.report.objective)).toBeLessThan(
          2e-6,
        );
        expect(warm.report.iterations).toBeLessThanOrEqual(reference.report.iterations);
        expect(verify(moved, Y, warm.network, warm.certificate)).toMatchObject({ valid: true });
      }
    },
  );
});

describe('an abort', () => {
  const reason = new Error('enough');

  test('stops a long training within 100 ms', async () => {
    const { X, Y, options } = longProblem();
    const controller = new AbortController();
    let aborted = NaN;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort(reason);
    }, 200);
    const training = train(X, Y, { ...options, signal: controller.signal });
    await expect(training).rejects.toBe(reason);
    expect(performance.now() - aborted).toBeLessThan(100);
  });

  test('or an exception in onProgress leaves the engine in order', async () => {
    const { X, Y, options } = longProblem();
    for (let k = 0; k < 20; k++) {
      const onProgress = () => Promise.reject(reason);
      await expect(train(X, Y, { ...options, onProgress })).rejects.toBe(reason);
    }
    const circle = circleProblem();
    expect((await train(circle.X, circle.Y)).report.status).toBe('optimal');
  });
});
