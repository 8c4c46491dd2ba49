/** The loss of several classes at once, from the program to everything around it. */
import { certify, ConvexClassifier, createTrainer, crossValidate, descend } from 'convexrelu';
import { info, Network, train, trainPath, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { dataTerm, requireLoss } from '../../wasm/losses.js';
import { createRandom, randomMatrix } from '../support/data.js';

const loss = /** @type {const} */ ('softmax');
const X = randomMatrix(45, 2, createRandom(9)).map(([a, b]) => [1.5 * a, 1.5 * b]);
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
});

/** Each neuron once for every output that it feeds. @param {import('convexrelu').Network} network */
function oneOutputEach({ formulation, d, c, m, W1, b1, W2 }) {
  const pairs = Array.from({ length: c * m }, (_, e) => ({ j: Math.floor(e / c), k: e % c }));
  const root = ({ j = 0, k = 0 }) => {
    const size = Math.hypot(...W1.subarray(j * d, (j + 1) * d), b1[j]);
    return Math.sqrt(Math.abs(W2[k * m + j]) / size);
  };
  return new Network({
    ...{ formulation, d, c, m: c * m },
    W1: pairs.flatMap((it) => [...W1.subarray(it.j * d, (it.j + 1) * d)].map((w) => w * root(it))),
    b1: pairs.map((it) => b1[it.j] * root(it)),
    W2: Array.from({ length: c }, (_, k) =>
      pairs.map((it) => (it.k === k ? W2[k * m + it.j] / root(it) : 0)),
    ).flat(),
  });
}

test('descent from random weights ends above the bound, as certify says', async () => {
  const { network } = await descend(X, Y, { loss, beta: 0.01, epochs: 400, width: 8 });
  const split = oneOutputEach(network);
  expect(split.predict(X).data[7]).toBeCloseTo(network.predict(X).data[7], 10);
  const certification = await certify(X, Y, split, { loss, beta: 0.01, maxIterations: 1e5 });
  expect(certification.status).toBe('optimal');
  expect(certification.relativeGap).toBeGreaterThan(0);
  expect(certification.relativeGap).toBeLessThan(0.6);
  expect(verify(X, Y, split, certification.certificate).valid).toBe(true);
});

test('long gradient descent on a smooth program ends at the same optimum', async () => {
  const options = {
    formulation: /** @type {const} */ ('linear'),
    regularizer: /** @type {const} */ ('l2'),
    loss,
    beta: 0.02,
  };
  const { report } = await train(X, Y, options);
  const { differentiate, value } = requireLoss('loss', loss);
  const rows = X.map((x) => [...x, 1]);
  const U = [0, 1, 2].map(() => [0, 0, 0]);
  const outputs = (/** @type {number[]} */ x) =>
    Float64Array.from(U, (u) => u.reduce((sum, w, j) => sum + w * x[j], 0));
  for (let step = 0; step < 5000; step++) {
    const gradient = U.map((u) => u.map((w) => options.beta * w));
    const slopes = new Float64Array(3);
    rows.forEach((x, i) => {
      differentiate(outputs(x), Float64Array.from(Y[i]), slopes);
      slopes.forEach((slope, k) => x.forEach((it, j) => (gradient[k][j] += (slope * it) / 45)));
    });
    gradient.forEach((row, k) => row.forEach((it, j) => (U[k][j] -= 0.3 * it)));
  }
  const costs = rows.map((x, i) => value(outputs(x), Float64Array.from(Y[i])) / 45);
  const squares = U.flat().map((w) => (options.beta / 2) * w * w);
  const objective = [...costs, ...squares].reduce((a, b) => a + b);
  expect(report.objective).toBeCloseTo(objective, 6);
  expect(report.lowerBound).toBeLessThanOrEqual(objective);
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
    expect(Math.log(row[1] / row[0])).toBeCloseTo(outputs[i][1] - outputs[i][0], 10);
  }
  const two = labels.map((label) => label === 'out');
  const binary = await new ConvexClassifier({ loss, beta: 1e-3, patterns }).fit(X, two);
  expect(binary.predictProba(X)[0]).toHaveLength(2);
  expect(binary.score(X, two)).toBeGreaterThan(0.95);
  const again = ConvexClassifier.fromJSON(JSON.stringify(binary));
  expect(again.predictProba(X)).toEqual(binary.predictProba(X));
});

test('paths, cross-validation and trainers', async () => {
  const gated = {
    formulation: /** @type {const} */ ('gated-relu'),
    loss,
    patterns,
    maxIterations: 1e5,
  };
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
