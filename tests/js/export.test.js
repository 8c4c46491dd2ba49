/** JavaScript modules and JSON, and what no exporter takes. */
import { ConvexClassifier, ConvexRegressor, Network as Full } from 'convexrelu';
import { exporters, FittedModel, fromJson, Network, toJavaScript, toJson } from 'convexrelu/export';
import { Network as Small } from 'convexrelu/network';
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
      expect(copy).toBeInstanceOf(Small);
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
    expect(() => model.predict([{ length: 1 }])).toThrow('X[0][1] is undefined');
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
      expect(() => copy.predictProba(X)).toThrow("needs the loss 'logistic' or 'softmax'");
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

  test.each(
    /** @type {[string, any, string][]} */ ([
      ['text', '{', "json must be JSON, but is '{'"],
      ['a number', 7, 'model must be an object, but is 7'],
      ['a list', [], 'model must be an object, but is []'],
      [
        'no format',
        {},
        'model must be a Network, ConvexClassifier or ConvexRegressor, or the toJSON',
      ],
      ['a format of others', { ...network, format: 'toString' }, 'model must be a Network, Convex'],
      ['a later version', { ...network, version: 2 }, 'version must be 1, the one this package'],
      ['a later model', { ...classifier, version: '1' }, 'version must be 1, the one this package'],
      ['a weight', { ...network, b1: network.b1.map(() => null) }, 'network.b1[0] is null'],
      ['a size', { ...network, d: 3 }, `network.W1 must hold ${3 * network.m} numbers, but holds`],
      ['parameters', { ...classifier, params: null }, 'params must be an object, but is null'],
      ['classes', fit({ classes: ['a', 'b', 'b'] }), 'classes must be 3 different labels'],
      ['their number', fit({ classes: ['a', 'b'] }), 'classes must be 3 different labels'],
      ['their kind', fit({ classes: ['a', 'b', null] }), 'classes must be 3 different labels'],
      ['no classes', fit({ classes: undefined }), 'but is undefined'],
      ['loss', fit({ loss: null }), 'loss must be a name, but is null'],
      ['features', fit({ features: ['length'] }), 'features must be 2 different names, but is'],
      ['equal features', fit({ features: ['a', 'a'] }), 'features must be 2 different names'],
      ['mean', fit({ scaling: { ...one, mean: [0] } }), 'scaling.mean must hold 2 numbers, but'],
      ['scale', fit({ scaling: { ...one, scale: [1, 0] } }), 'of scaling.scale must be > 0, but'],
      ['no scale', fit({ scaling: {} }), 'scaling.mean must be an array of numbers, but is undefi'],
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

describe('the table of exporters', () => {
  test.each(exporters.map((it) => /** @type {const} */ ([it.name, it])))('%s', (_, exporter) => {
    for (const [, model] of models) {
      expect(exporter.write(model).length).toBeGreaterThan(0);
      expect(exporter.write(model)).toEqual(exporter.write(model.toJSON()));
    }
    for (const Kind of [ConvexClassifier, ConvexRegressor]) {
      expect(() => exporter.write(new Kind())).toThrow(
        'model.fitted must be an object, but is null',
      );
    }
    expect(() => exporter.write(/** @type {any} */ (undefined))).toThrow('model must be an object');
    const other = /** @type {(model: any, options: object) => unknown} */ (exporter.write);
    expect(() => other(models[0][1], { speed: 1 })).toThrow("unknown option 'speed'");
  });

  test('names are of one kind, and each once', () => {
    for (const key of /** @type {const} */ (['name', 'title', 'extension'])) {
      expect(new Set(exporters.map((it) => it[key])).size).toBe(exporters.length);
    }
  });

  test('models of the worker are as good', async () => {
    const model = await new worker.ConvexRegressor({ beta: 0.1 }).fit([[1], [2]], [1, 3]);
    for (const { write } of exporters) expect(write(model).length).toBeGreaterThan(0);
    expect(toJson(model.network)).toBe(JSON.stringify(model.network));
  });
});
