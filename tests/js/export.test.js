/** JavaScript modules and JSON, and what no exporter takes. */
import { ConvexClassifier, ConvexRegressor, Network as Full } from 'convexrelu';
import {
  FittedModel,
  fromJson,
  Network,
  toJavaScript,
  toJson,
  toOnnx,
  toPyTorch,
} from 'convexrelu/export';
import * as worker from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { models, networkOf, X } from '../support/models.js';

afterAll(worker.terminate);

/** @param {string} text of a module */
const load = (text) => import(`data:text/javascript,${encodeURIComponent(text)}`);

describe('JavaScript', () => {
  test.each(models)('%s', async (_, model, rows) => {
    const text = toJavaScript(model);
    expect(text).not.toMatch(/\bimport\b|\brequire\b/);
    const module = await load(text);
    const { data, shape } = networkOf(model).predict(rows);
    const [, c] = shape;
    // Not close: equal.
    expect(rows.flatMap(module.outputs)).toEqual(Array.from(data, (z) => z + 0));
    const guesses = rows.map(module.predict);
    if (model instanceof Full) {
      expect(guesses).toEqual(c === 1 ? [...data] : rows.map(module.outputs));
      return;
    }
    expect(guesses).toEqual(model.predict(rows));
    if (!(model instanceof ConvexClassifier)) return;
    expect(module.classes).toEqual(model.classes);
    if (model.getParams().loss === 'hinge') {
      expect(module.predictProba).toBeUndefined();
      return;
    }
    const expected = model.predictProba(rows);
    rows.map(module.predictProba).forEach((row, i) => {
      row.forEach((/** @type {number} */ p, /** @type {number} */ k) =>
        expect(Math.abs(p - expected[i][k])).toBeLessThan(1e-14),
      );
    });
  });

  test('names of features are data', async () => {
    const network = networkOf(models[0][1]).toJSON();
    const features = ['*/ throw 1 //', '\u2028`${x}`\n"'];
    const fitted = { network, loss: 'squared', features };
    const model = { format: 'convexrelu-regressor', version: 1, params: {}, fitted };
    expect((await load(toJavaScript(model))).features).toEqual(features);
  });
});

describe('JSON', () => {
  test.each(models)('%s', (_, model, rows) => {
    const text = toJson(model);
    const copy = fromJson(text);
    expect(toJson(copy)).toBe(text);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(model));
    expect(fromJson(JSON.parse(text)).toJSON()).toEqual(copy.toJSON());
    if (model instanceof Full || copy instanceof Network) {
      expect(copy).toBeInstanceOf(Network);
      expect(copy.predict(rows)).toEqual(model.predict(rows));
      return;
    }
    expect(copy).toBeInstanceOf(FittedModel);
    expect(copy.predict(rows)).toEqual(model.predict(rows));
    expect(model.constructor).toHaveProperty('fromJSON');
    const Kind = /** @type {typeof ConvexClassifier} */ (model.constructor);
    expect(Kind.fromJSON(text).predict(rows)).toEqual(model.predict(rows));
    if (!(model instanceof ConvexClassifier)) return;
    expect(copy.decisionFunction(rows)).toEqual(model.decisionFunction(rows));
    if (model.getParams().loss !== 'hinge') {
      expect(copy.predictProba(rows)).toEqual(model.predictProba(rows));
    }
  });

  test('rows of a model with named features may be objects', () => {
    const model = /** @type {FittedModel} */ (fromJson(toJson(models[2][1])));
    const named = X.map(([length, width]) => ({ width, length }));
    expect(model.predict(named)).toEqual(model.predict(X));
    expect(() => model.predict([{ length: 1 }])).toThrow(
      'X[0][1] (row 0, column 1) must be a finite number, but is undefined',
    );
  });

  test('indented', () => {
    const [, model] = models[0];
    expect(toJson(model, { indent: 2 })).toBe(JSON.stringify(model, null, 2));
  });

  test('probabilities need a loss that has them', () => {
    const [, hinge] = models[5];
    const [, regressor] = models[7];
    for (const model of [hinge, regressor]) {
      const copy = /** @type {FittedModel} */ (fromJson(toJson(model)));
      expect(() => copy.predictProba(X)).toThrow("must be 'logistic' or 'softmax'");
    }
  });
});

describe('tampered JSON is refused', () => {
  const network = /** @type {any} */ (networkOf(models[0][1]).toJSON());
  const classifier = /** @type {any} */ (models[2][1].toJSON());
  const fit = (/** @type {object} */ changes) => ({
    ...classifier,
    fitted: { ...classifier.fitted, ...changes },
  });
  const one = { mean: [0, 0], scale: [1, 1] };
  const format =
    "model.format must be 'convexrelu-network' or 'convexrelu-classifier' or 'convexrelu-regressor'";

  test.each(
    /** @type {[string, any, string][]} */ ([
      ['text', '{', "model must be JSON, but is '{'"],
      ['a number', 7, `${format}, but is undefined`],
      ['a list', [], `${format}, but is undefined`],
      ['no format', {}, `${format}, but is undefined`],
      ['a format of others', { ...network, format: 'toString' }, `${format}, but is 'toString'`],
      ['a later version', { ...network, version: 2 }, 'model.version must be 1, but is 2'],
      ['a later model', { ...classifier, version: '1' }, "model.version must be 1, but is '1'"],
      [
        'a weight',
        { ...network, b1: network.b1.map(() => null) },
        'network.b1[0] (row 0, column 0)',
      ],
      ['a size', { ...network, d: 3 }, `network.W1.length must be ${3 * network.m}, but is`],
      [
        'parameters',
        { ...classifier, params: null },
        'model.params must be an object, but is null',
      ],
      ['classes', fit({ classes: ['a', 'b', 'b'] }), 'classes must be 3 different labels'],
      ['their number', fit({ classes: ['a', 'b'] }), 'classes must be 3 different labels'],
      ['their kind', fit({ classes: ['a', 'b', null] }), 'classes must be 3 different labels'],
      ['no classes', fit({ classes: undefined }), 'but is undefined'],
      ['loss', fit({ loss: null }), 'loss must be a name, but is null'],
      ['features', fit({ features: ['length'] }), 'features must be 2 different names, but is'],
      ['equal features', fit({ features: ['a', 'a'] }), 'features must be 2 different names'],
      ['mean', fit({ scaling: { ...one, mean: [0] } }), 'scaling.mean.length must be 2, but is 1'],
      ['scale', fit({ scaling: { ...one, scale: [1, 0] } }), 'scaling.scale must be > 0, but'],
      ['no scale', fit({ scaling: {} }), 'scaling.scale must be an array of numbers, but is undef'],
    ]),
  )('%s', (_, json, message) => {
    let error;
    try {
      fromJson(json);
    } catch (it) {
      error = it;
    }
    expect(error).toMatchObject({ code: 'invalid-argument' });
    expect(/** @type {Error} */ (error).message).toContain(message);
  });
});

describe('every exporter', () => {
  const exporters = { toOnnx, toPyTorch, toJavaScript, toJson };

  test.each(Object.entries(exporters))('%s', (_, write) => {
    for (const [, model] of models) {
      expect(write(model).length).toBeGreaterThan(0);
      expect(write(model)).toEqual(write(model.toJSON()));
    }
    for (const Kind of [ConvexClassifier, ConvexRegressor]) {
      expect(() => write(new Kind())).toThrow('model.fitted must be an object, but is null');
    }
    expect(() => write(/** @type {any} */ (undefined))).toThrow('model.format must be');
    const other = /** @type {(model: any, options: object) => unknown} */ (write);
    expect(() => other(models[0][1], { speed: 1 })).toThrow(
      /^options must be \{\w*\}, but is \{speed\}$/,
    );
  });

  test('models of the worker are as good', async () => {
    const model = await new worker.ConvexRegressor({ beta: 0.1 }).fit([[1], [2]], [1, 3]);
    for (const write of Object.values(exporters)) expect(write(model).length).toBeGreaterThan(0);
    expect(toJson(model.network)).toBe(JSON.stringify(model.network));
  });
});
