/** What users of classifiers and regressors do wrong. */
import { ConvexClassifier, ConvexRegressor, train } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { createRandom, randomMatrix } from '../support/data.js';

const X = randomMatrix(40, 2, createRandom(21));
const isInside = (/** @type {number[]} */ [a, b]) => a * a + b * b < 0.6;
const reals = X.map(([a, b]) => Math.abs(a) + b);

describe('refused with a sentence', () => {
  const y = X.map(isInside);

  test.each([
    ['predict', (/** @type {any} */ it) => it.predict(X)],
    ['score', (/** @type {any} */ it) => it.score(X, y)],
    ['network', (/** @type {any} */ it) => it.network],
    ['report', (/** @type {any} */ it) => it.report],
    ['predictProba', (/** @type {any} */ it) => it.predictProba(X)],
    ['classes', (/** @type {any} */ it) => it.classes],
  ])('%s before fit', (name, use) => {
    const needs = name === 'score' ? 'predict' : name;
    expect(() => use(new ConvexClassifier())).toThrow(`${needs} needs a fitted model`);
  });

  test.each(
    /** @type {[any, string][]} */ ([
      ['fast', "params must be an object, but is 'fast'"],
      [{ signal: new AbortController().signal }, 'signal must be given to fit'],
      [{ standardize: 1 }, 'standardize must be true or false, but is 1'],
      [{ unitize: 'yes' }, "unitize must be true or false, but is 'yes'"],
      [{ standardize: true, unitize: true }, 'unitize must be left out where standardize is true'],
      [{ features: 'a' }, 'features must be an array of names, one at least and each once'],
      [{ features: ['a', 'a'] }, 'features must be an array of names, one at least and each once'],
    ]),
  )('the parameters %j', (params, message) => {
    expect(() => new ConvexClassifier(params)).toThrow(message);
  });

  test.each(
    /** @type {[any, any, any, string][]} */ ([
      [{ betta: 1 }, y, {}, "unknown option 'betta'; did you mean 'beta'? (known: standardize, "],
      [
        {},
        y,
        { beta: 1 },
        'the options of fit must be of initial, signal, onProgress, workers, but one is',
      ],
      [{}, [true], {}, 'y must have one label per row of X, which has 40, but has 1'],
      [{}, 7, {}, 'y must be an array of labels, but is 7'],
      [{}, y.map(() => 1), {}, 'y must hold two different labels at least, but each one is 1'],
      [{}, y.map(() => NaN), {}, 'y must hold strings, finite numbers or booleans only, but y[0]'],
      [{}, y.map(() => ({})), {}, 'booleans only, but y[0] is {}'],
      [{ loss: 'huber' }, y, {}, "loss must be one of 'squared', 'hinge', 'logistic'"],
      [
        { standardize: true, patterns: { kind: 'given', gates: [[1, 2]] } },
        y,
        {},
        'patterns.gates must be left out where standardize is true',
      ],
      [{ unitize: true }, y, { initial: {} }, 'initial must be left out where unitize is true'],
      [{ standardize: true }, y, { initial: {} }, 'initial must be left out where standardize'],
    ]),
  )('fit with %j', async (params, labels, options, message) => {
    await expect(new ConvexClassifier(params).fit(X, labels, options)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  });

  test('other losses: no probabilities, no regressor', async () => {
    const model = await new ConvexClassifier({ loss: 'hinge' }).fit(X, y);
    expect(() => model.predictProba(X)).toThrow(
      "loss for predictProba must be 'logistic' or 'softmax', but is 'hinge'",
    );
    await expect(new ConvexRegressor({ loss: 'hinge' }).fit(X, reals)).rejects.toThrow(
      "loss must be 'squared' for a regressor, but is 'hinge'",
    );
  });

  test('the JSON of something else', async () => {
    const json = (await new ConvexRegressor().fit(X, reals)).toJSON();
    expect(() => ConvexClassifier.fromJSON(json)).toThrow(
      "model.format must be 'convexrelu-classifier', but is 'convexrelu-regressor'",
    );
    expect(() => ConvexRegressor.fromJSON('{')).toThrow("model must be JSON, but is '{'");
    expect(() => ConvexRegressor.fromJSON({ ...json, version: 2 })).toThrow(
      'model.version must be 1, but is 2',
    );
  });

  test.each(
    /** @type {[object, string][]} */ ([
      [
        { loss: 'mse' },
        "fitted.loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but",
      ],
      [{ classes: undefined }, 'fitted.classes must be an array of labels, but is undefined'],
      [{ classes: [true, null] }, 'fitted.classes must hold strings, finite numbers or booleans'],
      [{ classes: [true] }, 'fitted.classes must be 2 different labels, for the network has one'],
      [{ classes: ['a', 'a'] }, 'fitted.classes must be 2 different labels, for the network has'],
      [{ network: undefined }, "network.format must be 'convexrelu-network', but is"],
    ]),
  )('JSON that was tampered with: %j', async (change, message) => {
    const json = /** @type {any} */ ((await new ConvexClassifier().fit(X, y)).toJSON());
    const tampered = { ...json, fitted: { ...json.fitted, ...change } };
    expect(() => ConvexClassifier.fromJSON(tampered)).toThrow(message);
    const none = { ...json, fitted: 7 };
    expect(() => ConvexClassifier.fromJSON(none)).toThrow('fitted must be an object, but is 7');
  });

  test('labels where numbers are needed', async () => {
    const model = new ConvexRegressor();
    const labels = /** @type {any} */ (X.map(() => 'yes'));
    const hint = 'ConvexClassifier takes labels of any kind';
    const rule = "[0] (row 0, column 0) must be a finite number, but is 'yes'";
    await expect(model.fit(X, labels)).rejects.toThrow(`y${rule}; ${hint}`);
    await expect(train(X, labels)).rejects.toThrow(`Y${rule}; ${hint}`);
    await expect(train(X, /** @type {any} */ (y))).rejects.toThrow(hint);
    for (const other of ['1', null, NaN]) {
      const numbers = /** @type {any} */ (X.map(() => other));
      await expect(train(X, numbers)).rejects.toThrow(/but is ('1'|null|NaN)$/);
    }
  });

  test('a single row instead of a list of rows', async () => {
    const model = await new ConvexClassifier().fit(X, y);
    expect(() => model.predict(/** @type {any} */ ([0.5, 2]))).toThrow(
      'X[0] must be an array of numbers, but is 0.5',
    );
  });
});
