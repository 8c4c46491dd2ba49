/** Modules for PyTorch, executed by Python where it has torch. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConvexClassifier, Network } from 'convexrelu';
import { toPyTorch } from 'convexrelu/export';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { models, networkOf, X } from '../support/models.js';

/** Debian's own first: another one on the PATH may be without its packages. */
const pythons = ['/usr/bin/python3', 'python3'];
const python = pythons.find((it) => spawnSync(it, ['-c', 'import torch']).status === 0);
if (python === undefined) {
  process.stdout.write(
    `Skipped: no Python with torch (tried ${pythons.join(', ')}; Debian: apt install python3-torch)\n`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'convexrelu-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Imports each module and prints what its model makes of its rows. */
const driver = `
import importlib, json, sys
import torch

results = []
for name, precision, rows in json.load(sys.stdin):
    module = importlib.import_module(name)
    model = module.Model()
    x = torch.tensor(rows, dtype=getattr(torch, precision))
    results.append({
        "outputs": model(x).flatten().tolist(),
        "classes": getattr(model, "classes", None),
        "features": model.features,
        "labels": model.predict(x) if hasattr(model, "predict") else None,
        "probabilities": model.predict_proba(x).flatten().tolist() if hasattr(model, "predict_proba") else None,
        "trainable": all(p.requires_grad for p in model.parameters()),
    })
print(json.dumps(results))
`;

/**
 * As in the tests of ONNX; float32 without scaling sums terms of both signs.
 */
const precisions = /** @type {const} */ ([
  ['float32', Float32Array, 1e-5],
  ['float64', Float64Array, 1e-12],
]);

const cases = precisions.flatMap(([precision, Numbers, tolerance]) =>
  models.map(([name, model, rows], i) => {
    const samples = rows.map((row) => Array.from(Numbers.from(row)));
    const module = `model_${precision}_${i}`;
    return { title: `${precision}, ${name}`, module, precision, model, samples, tolerance };
  }),
);

/** @type {Map<string, any>} */
const results = new Map();

/**
 * @param {string} script
 * @param {unknown} input
 */
function run(script, input) {
  const options = /** @type {const} */ ({ cwd: folder, encoding: 'utf8' });
  const { status, stdout, stderr } = spawnSync(python ?? '', [script], {
    ...options,
    input: JSON.stringify(input),
  });
  expect(stderr).not.toContain('Error');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe.skipIf(python === undefined)('PyTorch', () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'driver.py'), driver);
    for (const { module, model, precision } of cases) {
      writeFileSync(join(folder, `${module}.py`), toPyTorch(model, { precision }));
    }
    const input = cases.map(({ module, precision, samples }) => [module, precision, samples]);
    run('driver.py', input).forEach((/** @type {unknown} */ result, /** @type {number} */ i) =>
      results.set(cases[i].module, result),
    );
  }, 120_000);

  test.each(cases)('$title', ({ module, model, samples, tolerance }) => {
    const { outputs, classes, features, labels, probabilities, trainable } = results.get(module);
    const { data } = networkOf(model).predict(samples);
    expectClose(outputs, data, tolerance);
    expect(trainable).toBe(true);
    expect(features ?? undefined).toEqual(
      model instanceof Network ? undefined : model.getParams().features,
    );
    if (!(model instanceof ConvexClassifier)) {
      expect(classes).toBe(null);
      return;
    }
    expect(classes).toEqual(model.classes);
    const guesses = model.predict(samples);
    // One in float32 that two classes score alike.
    const other = guesses.filter((guess, i) => guess !== labels[i]).length;
    expect(other).toBeLessThanOrEqual(tolerance > 1e-9 ? 1 : 0);
    if (model.getParams().loss === 'hinge') expect(probabilities).toBe(null);
    else expectClose(probabilities, model.predictProba(samples).flat(), tolerance);
  });

  test('as a program', () => {
    for (const [, model] of [models[2], models[7]]) {
      writeFileSync(join(folder, 'program.py'), toPyTorch(model, { precision: 'float64' }));
      const printed = run('program.py', X);
      if (model instanceof ConvexClassifier) expect(printed).toEqual(model.predict(X));
      else expectClose(printed.flat(), networkOf(model).predict(X).data, 1e-12);
    }
  }, 120_000);

  test('words of Python in labels and names of features are text', () => {
    const network = {
      formulation: /** @type {const} */ ('linear'),
      d: 1,
      c: 1,
      m: 1,
      W1: [1],
      b1: [0],
      W2: [1],
    };
    const classes = [true, '"""\n\u2028${1} \\ {x} →'];
    const features = ['"""; raise 1 #'];
    const fitted = {
      network: new Network(network).toJSON(),
      loss: /** @type {const} */ ('hinge'),
      classes,
      features,
    };
    const model = { format: 'convexrelu-classifier', version: 1, params: {}, fitted };
    writeFileSync(join(folder, 'words.py'), toPyTorch(model));
    expect(run('words.py', [[-1], [1]])).toEqual(classes);
  }, 120_000);
});

/**
 * @param {number[]} found
 * @param {ArrayLike<number>} expected
 * @param {number} tolerance
 */
function expectClose(found, expected, tolerance) {
  expect(found.length).toBe(expected.length);
  const largest = Math.max(1, ...Array.from(expected, Math.abs));
  const worst = Math.max(...found.map((it, k) => Math.abs(it - expected[k])));
  expect(worst / largest).toBeLessThan(tolerance);
}
