/** Estimators that choose their strength by cross-validation: beta 'cv'. */
import { ConvexClassifier, ConvexRegressor, crossValidate } from 'convexrelu';
import { fromJson, toJson } from 'convexrelu/export';
import * as worker from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { createRandom, randomMatrix } from '../support/data.js';

const random = createRandom(31);
const X = randomMatrix(36, 2, random).map(([a, b]) => [100 * a, b]);
const names = X.map(([a, b]) => (a * b + 8 * random() > 0 ? 'yes' : 'no'));
const signs = names.map((name) => (name === 'yes' ? 1 : -1));
const reals = X.map(([a, b]) => Math.abs(a) / 100 - b + 0.2 * random());
const choice = /** @type {const} */ ({ folds: 3, count: 5, ratio: 0.01, seed: 2 });
const params = /** @type {const} */ ({ ...choice, beta: 'cv', standardize: true });

afterAll(worker.terminate);

describe('the strength', () => {
  test.each(/** @type {const} */ (['best', 'oneStandardError', undefined]))(
    'is the %s of crossValidate, and all samples are trained on with it',
    async (rule) => {
      const options = { ...choice, standardize: true, loss: /** @type {const} */ ('logistic') };
      const found = await crossValidate(X, signs, options);
      const model = await new ConvexClassifier({ ...params, rule }).fit(X, names);
      expect(model.crossValidation).toStrictEqual(found);
      expect(model.beta).toBe(found[rule ?? 'best']);
      expect(model.report?.beta).toBe(model.beta);
      const { beta } = model;
      const plain = await new ConvexClassifier({ beta, seed: 2, standardize: true }).fit(X, names);
      expect(model.network).toEqual(plain.network);
      expect(plain.beta).toBe(beta);
      expect(plain.crossValidation).toBeUndefined();
      expect(model.getParams()).toMatchObject({ beta: 'cv', folds: 3 });
    },
  );

  test('of a regressor, from given ones, by the loss', async () => {
    const betas = [1, 0.003, 0.1];
    const model = new ConvexRegressor({ beta: 'cv', betas, unitize: true, seed: 4 });
    await model.fit(X, reals);
    const found = await crossValidate(X, reals, { betas, unitize: true, seed: 4 });
    expect(model.crossValidation).toStrictEqual(found);
    expect(model.crossValidation).toMatchObject({ betas: [1, 0.1, 0.003], accuracy: null });
    expect(model.beta).toBe(found.best);
    expect(model.score(X, reals)).toBeGreaterThan(0.5);
  });

  test('of several classes: each fold has its share of each', async () => {
    const y = X.map((_, i) => ['a', 'b', 'b', 'c', 'c', 'c'][i % 6]);
    const model = new ConvexClassifier({
      ...params,
      loss: 'softmax',
      scoring: 'accuracy',
      count: 2,
    });
    await model.fit(X, y);
    const { folds, scoring } = /** @type {any} */ (model.crossValidation);
    expect(scoring).toBe('accuracy');
    for (const [name, size] of /** @type {const} */ ([
      ['a', 2],
      ['b', 4],
      ['c', 6],
    ])) {
      for (const fold of [0, 1, 2]) {
        const held = y.filter((it, i) => it === name && folds[i] === fold);
        expect(held).toHaveLength(size);
      }
    }
  });

  test('is the same in a worker, for rows with names', async () => {
    const rows = X.map(([a, b]) => ({ b, a, c: 'else' }));
    const named = { ...params, features: ['a', 'b'] };
    const here = await new ConvexClassifier(named).fit(rows, names);
    const there = await new worker.ConvexClassifier(named).fit(rows, names);
    expect(there.toJSON()).toEqual(here.toJSON());
    expect(there.predict(rows)).toEqual(here.predict(rows));
  });
});

describe('afterwards', () => {
  test('JSON holds what was chosen, and from which curve', async () => {
    const model = await new ConvexClassifier(params).fit(X, names);
    const text = JSON.stringify(model);
    const read = ConvexClassifier.fromJSON(text);
    expect(read.beta).toBe(model.beta);
    expect(read.crossValidation).toEqual(model.crossValidation);
    expect(read.getParams()).toEqual(params);
    expect(JSON.stringify(read)).toBe(text);
    expect(fromJson(toJson(model)).predict(X)).toEqual(model.predict(X));
    const { network, loss, classes, scaling } = JSON.parse(text).fitted;
    const fitted = { network, loss, classes, scaling };
    const old = ConvexClassifier.fromJSON({ ...JSON.parse(text), fitted });
    expect([old.beta, old.crossValidation]).toEqual([undefined, undefined]);
    await read.fit(X, names);
    expect(JSON.stringify(read)).toBe(text);
  });

  test('another strength can be had without choosing', async () => {
    const model = await new ConvexClassifier(params).fit(X, names);
    const none = Object.fromEntries(['folds', 'count', 'ratio'].map((name) => [name, undefined]));
    await model.setParams({ beta: model.beta, ...none }).fit(X, names);
    expect(model.crossValidation).toBeUndefined();
  });
});

test('progress tells of the folds, then of the training; an abort keeps what was fitted', async () => {
  const model = new ConvexClassifier(params);
  /** @type {any[]} */
  const seen = [];
  await model.fit(X, names, { onProgress: (it) => seen.push(it) });
  const folds = seen.filter((it) => 'fold' in it);
  expect(folds.map(({ fold, index }) => 5 * fold + index)).toEqual([...Array(15).keys()]);
  expect(seen.slice(15).length).toBeGreaterThan(0);
  expect(seen.slice(15).every((it) => !('fold' in it))).toBe(true);
  const before = JSON.stringify(model);
  const controller = new AbortController();
  const { signal } = controller;
  const onProgress = () => controller.abort('enough');
  await expect(model.fit(X, names, { signal, onProgress })).rejects.toBe('enough');
  expect(JSON.stringify(model)).toBe(before);
});

test.each(
  /** @type {[any, any, string][]} */ ([
    [{ folds: 3 }, {}, "folds must be left out unless beta is 'cv', but is 3"],
    [{ beta: 0.1, rule: 'best' }, {}, "rule must be left out unless beta is 'cv', but is 'best'"],
    [{}, { workers: 2 }, "workers must be left out unless beta is 'cv', but is 2"],
    [{ beta: 'cw' }, {}, "beta must be a finite number >= 0, but is 'cw'"],
    [
      { beta: 'cv', rule: 'first' },
      {},
      "rule must be 'best' or 'oneStandardError', but is 'first'",
    ],
    [{ beta: 'cv', folds: 1 }, {}, 'folds must be a whole number from 2 to 36, the rows of X'],
    [{ beta: 'cv', foldz: 4 }, {}, "unknown option 'foldz'; did you mean 'folds'?"],
    [{ beta: 'cv', scoring: 'r2' }, {}, "scoring must be 'loss' or 'accuracy', but is 'r2'"],
    [{ beta: 'cv' }, { workers: 2 }, "the functions of 'convexrelu/worker' share their work"],
    [
      { beta: 'cv', standardize: true, patterns: { kind: 'given', gates: [[1, 2]] } },
      {},
      'patterns.gates must be left out where standardize is true',
    ],
  ]),
)('%j with %j is refused', async (given, options, message) => {
  await expect(new ConvexClassifier(given).fit(X, names, options)).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining(message),
  });
});
