/** Classifiers and regressors: labels, named features, scaling, parameters, JSON. */
import { readFileSync } from 'node:fs';
import { ConvexClassifier, ConvexRegressor, train } from 'convexrelu';
import * as external from 'convexrelu/external';
import * as worker from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, randomMatrix } from '../support/data.js';

const random = createRandom(21);
const X = randomMatrix(40, 2, random).map(([a, b]) => [10 + 5 * a, 0.1 * b]);
const isInside = (/** @type {number[]} */ [a, b]) => ((a - 10) / 5) ** 2 + (10 * b) ** 2 < 0.6;
const reals = X.map(([a, b]) => Math.abs(a - 10) / 5 + 10 * b);
/** Each feature with mean 0 and deviation 1. */
const scaled = (() => {
  const columns = [0, 1].map((k) => X.map((row) => row[k]));
  const mean = columns.map((it) => it.reduce((a, b) => a + b) / 40);
  const scale = columns.map((it, k) =>
    Math.sqrt(it.reduce((sum, x) => sum + (x - mean[k]) ** 2, 0) / 40),
  );
  return X.map((row) => row.map((x, k) => (x - mean[k]) / scale[k]));
})();

afterAll(worker.terminate);

/** The flowers: four lengths each, and their species. */
const flowers = readFileSync(new URL('../fixtures/iris.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));

describe('labels of any kind', () => {
  test.each([
    ['strings', 'inside', 'outside'],
    ['numbers', 10, 2],
    ['booleans', true, false],
    ['a mixture', '2', 2],
  ])('%s', async (_, yes, no) => {
    const y = X.map((row) => (isInside(row) ? yes : no));
    const model = await new ConvexClassifier({ standardize: true }).fit(X, y);
    const [first, second] = model.classes;
    expect(new Set([first, second])).toEqual(new Set([yes, no]));
    expect(model.score(X, y)).toBeGreaterThan(0.95);
    const decisions = /** @type {number[]} */ (model.decisionFunction(X));
    const expected = decisions.map((z) => (z > 0 ? second : first));
    expect(model.predict(X)).toEqual(expected);
    for (const [i, row] of model.predictProba(X).entries()) {
      expect(row[0] + row[1]).toBeCloseTo(1, 12);
      expect(row[1]).toBeCloseTo(1 / (1 + Math.exp(-decisions[i])), 12);
    }
  });

  test('are in order', async () => {
    const y = X.map((_, i) => [10, 9, 'b', 'a', true, false][i % 6]);
    const model = await new ConvexClassifier({ beta: 10 }).fit(X, y);
    expect(model.classes).toEqual([false, true, 9, 10, 'a', 'b']);
    const model2 = await new ConvexClassifier({ beta: 10 }).fit(
      X,
      Int8Array.from(X, (_, i) => i % 2),
    );
    expect(model2.classes).toEqual([0, 1]);
  });

  test('several classes: the largest output wins', async () => {
    const rows = flowers.slice(1).map((row) => row.slice(0, 4).map(Number));
    const species = flowers.slice(1).map((row) => row[4]);
    const params = {
      standardize: true,
      beta: 1e-3,
      patterns: { kind: 'sampled', count: 10, priced: false },
    };
    const model = new ConvexClassifier(/** @type {any} */ (params));
    await model.fit(rows, species);
    expect(model.network.c).toBe(3);
    expect(model.score(rows, species)).toBeGreaterThan(0.96);
    const probabilities = model.predictProba(rows);
    const decisions = /** @type {number[][]} */ (model.decisionFunction(rows));
    model.predict(rows).forEach((guess, i) => {
      const k = model.classes.indexOf(guess);
      expect(probabilities[i][k]).toBe(Math.max(...probabilities[i]));
      expect(decisions[i][k]).toBe(Math.max(...decisions[i]));
      expect(probabilities[i].reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    });
  });
});

describe('standardize', () => {
  /** @type {Omit<import('convexrelu').EstimatorParams, 'beta'>[]} */
  const cases = [
    { formulation: 'relu' },
    { formulation: 'relu', patterns: 'sampled' },
    { formulation: 'gated-relu' },
  ];

  test.each(cases)('the network takes features as they are: %j', async (options) => {
    const model = await new ConvexRegressor({ ...options, standardize: true }).fit(X, reals);
    const there = await train(scaled, reals, options);
    const expected = there.network.predict(scaled).data;
    expect(model.report?.objective).toBeCloseTo(there.report.objective, 9);
    model.network
      .predict(X)
      .data.forEach((z, i) => expect(Math.abs(z - expected[i])).toBeLessThan(1e-9));
    expect(model.predict(X)).toEqual([...model.network.predict(X).data]);
    const { mean, scale } = model.scaling ?? { mean: [], scale: [] };
    X.forEach((row, i) =>
      row.forEach((x, k) => expect((x - mean[k]) / scale[k]).toBeCloseTo(scaled[i][k], 9)),
    );
  });

  test('without a bias only divides, so that the network has none', async () => {
    const params = { bias: false, standardize: true };
    const { network, scaling } = await new ConvexRegressor(params).fit(X, reals);
    expect([...(scaling?.mean ?? [])]).toEqual([0, 0]);
    expect(network.b1.every((it) => it === 0)).toBe(true);
  });

  test('leaves what is constant', async () => {
    const x = X.map(([a]) => [a, 0.1]);
    const model = await new ConvexRegressor({ standardize: true }).fit(x, reals);
    expect(model.scaling?.scale[1]).toBe(1);
    expect(model.predict(x).flat().every(Number.isFinite)).toBe(true);
  });
});

describe('unitize', () => {
  const lengths = [0, 1].map((k) => Math.hypot(...X.map((row) => row[k])));
  const unit = X.map((row) => row.map((x, k) => x / lengths[k]));

  test.each(
    /** @type {const} */ ([{ bias: true }, { bias: false }, { formulation: 'gated-relu' }]),
  )(
    'trains on columns of length 1, and the network takes features as they are: %j',
    async (more) => {
      const options = { beta: 1e-4, ...more };
      const model = await new ConvexRegressor({ ...options, unitize: true }).fit(X, reals);
      const there = await train(unit, reals, options);
      const expected = there.network.predict(unit).data;
      expect(model.report?.objective).toBeCloseTo(there.report.objective, 9);
      const largest = Math.max(...expected.map(Math.abs));
      model.network
        .predict(X)
        .data.forEach((z, i) => expect(Math.abs(z - expected[i])).toBeLessThan(1e-9 * largest));
      expect([...(model.scaling?.mean ?? [])]).toEqual([0, 0]);
      model.scaling?.scale.forEach((it, k) => expect(it / lengths[k]).toBeCloseTo(1, 13));
      expect(ConvexRegressor.fromJSON(JSON.stringify(model)).predict(X)).toEqual(model.predict(X));
    },
  );

  test('leaves columns of zeros, and takes the largest numbers there are', async () => {
    const x = X.map(([a]) => [1e300 * a, 0]);
    const model = await new ConvexRegressor({ unitize: true, beta: 1e-4 }).fit(x, reals);
    expect((model.scaling?.scale[0] ?? 0) / 1e300 / lengths[0]).toBeCloseTo(1, 13);
    expect(model.scaling?.scale[1]).toBe(1);
  });
});

describe('a regressor', () => {
  test('of one target', async () => {
    const model = await new ConvexRegressor({ beta: 1e-4, standardize: true }).fit(X, reals);
    const mean = reals.reduce((a, b) => a + b) / 40;
    const guesses = /** @type {number[]} */ (model.predict(X));
    const rest = reals.reduce((sum, y, i) => sum + (y - guesses[i]) ** 2, 0);
    const total = reals.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    expect(model.score(X, reals)).toBeCloseTo(1 - rest / total, 12);
    expect(model.score(X, reals)).toBeGreaterThan(0.99);
    expect(
      model.score(
        X,
        X.map(() => 3),
      ),
    ).toBe(0);
  });

  test('of several', async () => {
    const targets = X.map((_, i) => [reals[i], -2 * reals[i]]);
    const model = await new ConvexRegressor({ beta: 1e-4, standardize: true }).fit(X, targets);
    expect(model.predict(X)[0]).toHaveLength(2);
    expect(model.score(X, targets)).toBeGreaterThan(0.99);
    expect(() => model.score(X, reals)).toThrow('y must have 2 columns, as in fit, but has 1');
  });
});

describe('rows with names', () => {
  const features = ['size', 'depth'];
  const named = X.map(([size, depth]) => ({ depth, size, colour: 'red' }));

  test('are the same as columns', async () => {
    const params = { features, standardize: true };
    const model = await new ConvexRegressor(params).fit(named, reals);
    const plain = await new ConvexRegressor({ standardize: true }).fit(X, reals);
    expect(model.predict(named)).toEqual(plain.predict(X));
    expect(model.predict(X)).toEqual(plain.predict(X));
    expect(() => plain.predict(named)).toThrow('features must name the columns');
    expect(() => model.predict([{ size: 1 }])).toThrow(
      "X must hold finite numbers only, but the feature 'depth' of X[0] is undefined",
    );
    expect(() => model.predict([named[0], /** @type {any} */ ([1, 2])])).toThrow(
      'X must hold objects only, as X[0] is one, but X[1] is Array(2)',
    );
    expect(() => model.predict([[1]])).toThrow('X must have 2 columns, as many as features names');
  });
});

describe('parameters and JSON', () => {
  test('setParams merges, getParams copies', async () => {
    const model = new ConvexClassifier({ beta: 0.1, loss: 'hinge' });
    expect(model.setParams({ beta: 0.2, loss: undefined })).toBe(model);
    expect(model.getParams()).toEqual({ beta: 0.2 });
    model.getParams().beta = 3;
    expect(model.getParams()).toEqual({ beta: 0.2 });
    const y = X.map(isInside);
    await model.fit(X, y);
    expect(model.report).toMatchObject({ beta: 0.2, status: 'optimal' });
    expect(model.report?.options.loss).toBe('logistic');
    expect(model.certificate?.loss).toBe('logistic');
  });

  test.each(
    /** @type {[string, any, any[]][]} */ ([
      ['a classifier', ConvexClassifier, X.map((row) => (isInside(row) ? 'in' : 'out'))],
      ['a regressor', ConvexRegressor, reals],
    ]),
  )('%s comes back from JSON', async (_, Kind, y) => {
    const features = ['size', 'depth'];
    const params = { standardize: true, beta: 0.01, timeLimit: Infinity, features };
    const model = new Kind(params);
    const empty = Kind.fromJSON(JSON.stringify(model));
    expect(empty).toBeInstanceOf(Kind);
    expect(() => empty.predict(X)).toThrow('predict needs a fitted model: call fit first');
    await model.fit(X, y);
    for (const json of [JSON.stringify(model), model.toJSON()]) {
      const copy = Kind.fromJSON(json);
      expect(copy.predict(X)).toEqual(model.predict(X));
      expect(copy.scaling).toEqual(model.scaling);
      expect(copy.report).toBeUndefined();
      expect(copy.getParams()).toEqual({ standardize: true, beta: 0.01, features });
      expect(copy.score(X, y)).toBe(model.score(X, y));
    }
  });

  test('an abort leaves what was fitted before', async () => {
    const model = await new ConvexRegressor().fit(X, reals);
    const before = model.predict(X);
    const { signal, reason } = { signal: AbortSignal.abort('enough'), reason: 'enough' };
    await expect(
      model.fit(
        X,
        X.map(() => 1),
        { signal },
      ),
    ).rejects.toBe(reason);
    expect(model.predict(X)).toEqual(before);
  });

  test('fit takes a start and tells of its progress', async () => {
    const patterns = /** @type {const} */ ({ kind: 'sampled', priced: false });
    const { network, certificate } = await train(scaled, reals, { patterns });
    /** @type {any[]} */
    const seen = [];
    const onProgress = (/** @type {unknown} */ it) => seen.push(it);
    const options = { initial: { network, certificate }, onProgress };
    await new ConvexRegressor({ patterns }).fit(scaled, reals, options);
    expect(seen.at(-1)).toMatchObject({ done: true, status: 'optimal' });
  });
});

test('the other entries have them, too', async () => {
  const y = X.map((row) => (isInside(row) ? 'in' : 'out'));
  const here = await new ConvexClassifier({ standardize: true }).fit(X, y);
  for (const { ConvexClassifier: Other, ConvexRegressor: OtherRegressor } of [external, worker]) {
    const there = await new Other({ standardize: true }).fit(X, y);
    expect(there.predictProba(X)).toEqual(here.predictProba(X));
    expect(Other.fromJSON(here.toJSON()).predict(X)).toEqual(here.predict(X));
    expect((await new OtherRegressor().fit(X, reals)).network.c).toBe(1);
  }
});
