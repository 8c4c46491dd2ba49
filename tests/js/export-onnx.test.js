/** ONNX files, executed by onnxruntime. */
import { ConvexClassifier, Network } from 'convexrelu';
import { toOnnx } from 'convexrelu/export';
import * as onnx from 'onnxruntime-web';
import { describe, expect, test } from 'vitest';
import { models, networkOf, X } from '../support/models.js';

onnx.env.wasm.numThreads = 1;
onnx.env.logLevel = 'error';

/**
 * The largest error, relative to the largest output or, as terms may cancel, to the largest sum of the
 * sizes of a network's terms: float32 has a unit roundoff of 6e-8, float64 of 1.1e-16.
 */
const precisions = /** @type {const} */ ([
  ['float32', Float32Array, 1e-6],
  ['float64', Float64Array, 1e-12],
]);

/**
 * @param {Uint8Array} bytes
 * @param {readonly (readonly number[])[]} rows
 * @param {'float32' | 'float64'} precision
 */
async function run(bytes, rows, precision) {
  const session = await onnx.InferenceSession.create(bytes);
  const numbers = (precision === 'float32' ? Float32Array : Float64Array).from(rows.flat());
  const input = new onnx.Tensor(precision, numbers, [rows.length, rows[0].length]);
  expect(session.inputNames).toEqual(['X']);
  const outputs = await session.run({ X: input });
  await session.release();
  return outputs;
}

/** @param {ArrayLike<unknown>} values */
const toNumbers = (values) => Array.from(values, Number);

/**
 * @param {ArrayLike<unknown>} found
 * @param {ArrayLike<number>} expected
 * @param {number} tolerance
 * @param {number} [size] of what was summed
 */
function expectClose(found, expected, tolerance, size = 1) {
  const numbers = toNumbers(found);
  expect(numbers.length).toBe(expected.length);
  const largest = Math.max(size, ...Array.from(expected, Math.abs));
  const worst = Math.max(...numbers.map((it, k) => Math.abs(it - expected[k])));
  expect(worst / largest).toBeLessThan(tolerance);
}

/**
 * The largest sum of the sizes of the terms.
 *
 * @param {Network} network
 * @param {number[][]} rows
 */
function sizeOf({ d, c, m, W1, b1, W2 }, rows) {
  const [first, biases, second] = [W1, b1, W2].map((list) => list.map(Math.abs));
  const sizes = { W1: first, b1: biases, W2: second };
  const sums = new Network({ formulation: 'linear', d, c, m, ...sizes });
  return Math.max(1, ...sums.predict(rows.map((row) => row.map(Math.abs))).data);
}

describe.each(precisions)('%s', (precision, Numbers, tolerance) => {
  test.each(models)('%s', async (_, model, rows) => {
    // What float32 makes of a sample is what the file gets.
    const samples = rows.map((row) => Array.from(Numbers.from(row)));
    const outputs = await run(toOnnx(model, { precision }), samples, precision);
    const { data, shape } = networkOf(model).predict(samples);
    if (!(model instanceof ConvexClassifier)) {
      expect(Object.keys(outputs)).toEqual(['value']);
      expect(outputs.value.dims).toEqual(shape);
      const size = model instanceof Network ? sizeOf(model, samples) : 1;
      expectClose(outputs.value.data, data, tolerance, size);
      return;
    }
    const { classes } = model;
    const hinge = model.getParams().loss === 'hinge';
    const name = hinge ? 'scores' : 'probabilities';
    expect(Object.keys(outputs)).toEqual(['label', name]);
    expect(outputs[name].dims).toEqual([samples.length, classes.length]);
    const scores = shape[1] === 1 ? Array.from(data).flatMap((z) => [-z, z]) : data;
    const expected = hinge ? scores : model.predictProba(samples).flat();
    expectClose(outputs[name].data, expected, tolerance);
    const whole = classes.every((it) => typeof it === 'boolean' || Number.isInteger(it));
    const labels = Array.from(/** @type {any} */ (outputs.label.data), (it) =>
      whole ? Number(it) : it,
    );
    expect(outputs.label.dims).toEqual([samples.length]);
    const count = classes.length;
    // Scores that are equal but for rounding may fall to either class.
    const clear = labels.flatMap((_it, i) => {
      const [first, second] = [...scores.slice(i * count, (i + 1) * count)].sort((a, b) => b - a);
      return first - second > 10 * tolerance ? [i] : [];
    });
    expect(clear.length).toBeGreaterThan(samples.length / 2);
    const guesses = model.predict(samples).map((it) => (whole ? Number(it) : String(it)));
    expect(clear.map((i) => labels[i])).toEqual(clear.map((i) => guesses[i]));
  });
});

test('float32 is the default', async () => {
  const [, model, rows] = models[0];
  expect(toOnnx(model)).toEqual(toOnnx(model, { precision: 'float32' }));
  expect((await run(toOnnx(model), rows, 'float32')).value.type).toBe('float32');
});

test('what toJSON gives is as good as the model', () => {
  for (const [, model] of models) expect(toOnnx(model.toJSON())).toEqual(toOnnx(model));
});

test('scores far below 0 still make probabilities', async () => {
  const network = {
    formulation: /** @type {const} */ ('linear'),
    d: 2,
    c: 3,
    m: 1,
    W1: [0, 0],
    b1: [1],
  };
  const json = new Network({ ...network, W2: [-60, -61, -62] }).toJSON();
  const fitted = {
    network: json,
    loss: /** @type {const} */ ('logistic'),
    classes: ['a', 'b', 'c'],
  };
  const model = { format: 'convexrelu-classifier', version: 1, params: {}, fitted };
  const expected = ConvexClassifier.fromJSON(model).predictProba([X[0]]).flat();
  for (const [precision, , tolerance] of precisions) {
    const { probabilities } = await run(toOnnx(model, { precision }), [X[0]], precision);
    expectClose(probabilities.data, expected, tolerance);
  }
});

test('negative and large labels are kept', async () => {
  const network = new Network({
    ...{ formulation: 'linear', d: 1, c: 1, m: 1, W1: [1], b1: [0], W2: [1] },
  });
  const fitted = { loss: /** @type {const} */ ('hinge'), classes: [-(2 ** 53 - 1), 2 ** 53 - 1] };
  const model = { format: 'convexrelu-classifier', version: 1, params: {}, fitted };
  const all = { ...model, fitted: { ...fitted, network: network.toJSON() } };
  const { label } = await run(toOnnx(all), [[-1], [1], [0]], 'float32');
  expect([...label.data]).toEqual([-(2n ** 53n - 1n), 2n ** 53n - 1n, -(2n ** 53n - 1n)]);
});

test('the names of features stand in the file', () => {
  const text = new TextDecoder('latin1').decode(toOnnx(models[2][1]));
  expect(text).toContain('["length","width"]');
});

describe('refused with a sentence', () => {
  const network = networkOf(models[0][1]);
  const large = { ...network.toJSON(), b1: network.b1.map(() => 1e39) };

  test.each(
    /** @type {[any, any, string][]} */ ([
      [
        network,
        { precision: 'float16' },
        "precision must be 'float32' or 'float64', but is 'float16'",
      ],
      [network, { precison: 'float64' }, 'options must be {precision}, but is {precison}'],
      [network, 7, 'options must be an object, but is 7'],
      [large, {}, "precision must be 'float64' for such numbers, but is 'float32'"],
    ]),
  )('%#', (model, options, message) => {
    expect(() => toOnnx(model, options)).toThrow(message);
  });
});
