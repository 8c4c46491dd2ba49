/** The loss of several classes at once, from the program to everything around it. */
import { certify, ConvexClassifier, createTrainer, crossValidate, descend } from 'convexrelu';
import { info, train, trainPath, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { dataTerm, requireLoss } from '../../wasm/losses.js';
import { createRandom, randomMatrix } from '../support/data.js';

const loss = 'softmax';
const X = randomMatrix(45, 2, createRandom(9));
const labels = X.map(([a, b]) => (Math.hypot(a, b) > 1.2 ? 'out' : a > 0 ? 'right' : 'left'));
const names = ['left', 'out', 'right'];
const Y = labels.map((label) => names.map((name) => Number(name === label)));
const patterns = { kind: /** @type {const} */ ('sampled'), count: 30 };
const { formulations } = await info();

describe.each(formulations.map(({ name }) => name))('%s', (formulation) => {
  const choice = formulation === 'linear' ? {} : { patterns };
  const options = { formulation, loss, beta: 5e-3, maxIterations: 1e5, ...choice };

  test('is certified, and the check of it tells what is wrong', async () => {
    const { network, report, certificate } = await train(X, Y, options);
    expect(report.status).toBe('optimal');
    const copy = JSON.parse(JSON.stringify(certificate));
    const checked = verify(X, Y, network, copy);
    expect(checked).toMatchObject({ valid: true, scope: 'patterns', reasons: [] });
    expect(checked.relativeGap).toBeLessThan(1.01e-6);
    const bold = { ...copy, lowerBound: report.objective * (1 + 1e-5) };
    expect(verify(X, Y, network, bold).reasons[0]).toMatch(/proves the lower bound/);
    const dual = copy.dual.map((/** @type {number} */ nu, /** @type {number} */ k) =>
      k === 0 ? nu + 0.01 : nu,
    );
    const outside = verify(X, Y, network, { ...copy, dual });
    expect(outside.reasons.join()).toMatch(/leaves the domain of the softmax loss, y - n ν >= 0/);
    const signs = Y.map((row) => row.map((y) => 2 * y - 1));
    expect(verify(X, signs, network, copy).reasons.join()).toMatch(/rows other than one 1 among/);
  });

  test('no descent gets below the bound, nor stays far above it', async () => {
    const { network, report } = await train(X, Y, options);
    const start = network.m > 0 ? network : undefined;
    const descent = await descend(X, Y, {
      ...{ loss, beta: 5e-3, initial: start, optimizer: 'gd', epochs: 300, learningRate: 1e-2 },
    });
    const best = Math.min(...descent.report.history.objective);
    expect(descent.report.history.objective[0]).toBeCloseTo(report.objective, 12);
    if (formulation !== 'relu') expect(best).toBeGreaterThanOrEqual(report.lowerBound - 1e-12);
  });
});

test('descent from random weights ends above the bound, as certify says', async () => {
  const { network, report } = await descend(X, Y, { loss, beta: 0.01, epochs: 400, width: 15 });
  const certification = await certify(X, Y, network, { loss, beta: 0.01, maxIterations: 1e5 });
  expect(certification.objective).toBe(report.objective);
  expect(certification.status).toBe('optimal');
  expect(certification.relativeGap).toBeLessThan(0.3);
  expect(verify(X, Y, network, certification.certificate).valid).toBe(true);
});

test('its data term is the cross-entropy', () => {
  const Z = Float64Array.of(1, 2, -1, 0, 0, 1000);
  const targets = { data: Float64Array.of(0, 1, 0, 0, 0, 1), rows: 2, columns: 3 };
  const first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(-1)) - 2;
  expect(dataTerm(requireLoss('loss', loss), Z, targets)).toBeCloseTo(first / 2, 14);
});

test('a classifier has the probabilities of all classes', async () => {
  const model = await new ConvexClassifier({ loss, beta: 1e-3, patterns }).fit(X, labels);
  expect(model.classes).toEqual(names);
  expect(model.score(X, labels)).toBeGreaterThan(0.95);
  const outputs = /** @type {number[][]} */ (model.decisionFunction(X));
  for (const [i, row] of model.predictProba(X).entries()) {
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(row[1] / row[0]).toBeCloseTo(Math.exp(outputs[i][1] - outputs[i][0]), 6);
  }
  const two = labels.map((label) => label === 'out');
  const binary = await new ConvexClassifier({ loss, beta: 1e-3, patterns }).fit(X, two);
  expect(binary.predictProba(X)[0]).toHaveLength(2);
  expect(binary.score(X, two)).toBeGreaterThan(0.95);
  const again = ConvexClassifier.fromJSON(JSON.stringify(binary));
  expect(again.predictProba(X)).toEqual(binary.predictProba(X));
});

test('paths, cross-validation and trainers', async () => {
  const gated = { formulation: 'gated-relu', loss, patterns, maxIterations: 1e5 };
  const { results } = await trainPath(X, Y, { ...gated, count: 4, ratio: 0.05 });
  expect(results.map(({ report }) => report.status)).toEqual(Array(4).fill('optimal'));
  const scores = await crossValidate(X, Y, {
    ...{ ...gated, betas: [1e-3, 0.1], folds: 3, scoring: /** @type {const} */ ('accuracy') },
  });
  expect(scores.accuracy?.mean[1]).toBeGreaterThan(0.7);
  const trainer = await createTrainer(X, Y, { ...gated, beta: 0.01 });
  await trainer.run();
  expect(() => trainer.setPoint(0, [0, 0], [1, 1, 0])).toThrow(
    "y must be one 1 and else 0 for loss 'softmax'",
  );
  trainer.setPoint(0, [0, 0], [0, 0, 1]);
  trainer.setBeta(0.02);
  expect((await trainer.run()).report.status).toBe('optimal');
  trainer.dispose();
});

test('refuses targets that are no classes, and what works on one output at a time', async () => {
  const wrong = Y.map((row, i) => (i === 2 ? [0, 0, 0] : row));
  await expect(train(X, wrong, { loss })).rejects.toThrow(
    "Y must hold a 1 and else 0 in every row for loss 'softmax', but row 2 sums to 0",
  );
  await expect(train(X, Y, { loss, solver: 'dual-newton' })).rejects.toThrow(
    'it takes no loss that couples the outputs',
  );
  await expect(train(X, Y, { loss, patterns: 'exact' })).rejects.toThrow(
    "patterns 'exact' needs a loss that is a sum over the outputs",
  );
  await expect(crossValidate(X, wrong, { loss })).rejects.toThrow('[0, 0, 0] (row 2, column 0');
});
