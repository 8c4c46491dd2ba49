/** Which β predicts best what a training has not seen. */
import { crossValidate, train, trainPath } from 'convexrelu';
import { crossValidate as crossValidateInWorker, terminate } from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { areClasses, dealFolds } from '../../wasm/folds.js';
import { createRandom as createGenerator, permutation } from '../../wasm/random.js';
import { circleProblem, createRandom, randomMatrix } from '../support/data.js';

const random = createRandom(5);
const X = randomMatrix(30, 2, random);
const Y = X.map(([a, b]) => (a * b + 0.2 * random() > 0 ? 1 : -1));
const reals = X.map(([a, b]) => Math.abs(a) - b + 0.1 * random());

afterAll(terminate);

/** @param {number[]} targets */
const column = (targets) => ({
  data: Float64Array.from(targets),
  rows: targets.length,
  columns: 1,
});

describe('the result', () => {
  test('is what trainings on the other folds score on each fold', async () => {
    const options = {
      loss: /** @type {const} */ ('logistic'),
      betas: [0.1, 0.01, 0.001],
      folds: 3,
    };
    const found = await crossValidate(X, Y, options);
    expect(found.betas).toEqual(options.betas);
    for (let fold = 0; fold < 3; fold++) {
      const kept = X.map((_, i) => i).filter((i) => found.folds[i] !== fold);
      const held = X.map((_, i) => i).filter((i) => found.folds[i] === fold);
      const x = kept.map((i) => X[i]);
      const y = kept.map((i) => Y[i]);
      for (const [k, beta] of options.betas.entries()) {
        const { network } = await train(x, y, { loss: 'logistic', beta });
        const outputs = network.predict(held.map((i) => X[i])).data;
        const losses = held.map((i, place) => Math.log1p(Math.exp(-Y[i] * outputs[place])));
        const mean = losses.reduce((sum, it) => sum + it, 0) / held.length;
        expect(found.scores[fold][k]).toBeCloseTo(mean, 3);
        const right = held.filter((i, place) => Y[i] === (outputs[place] > 0 ? 1 : -1)).length;
        expect(found.accuracy?.scores[fold][k]).toBeCloseTo(right / held.length, 12);
      }
    }
    expect(found).toMatchObject({ scoring: 'loss', scores: found.loss.scores });
    const [first] = found.loss.mean;
    const values = found.scores.map((row) => row[0]);
    expect(first).toBeCloseTo(values.reduce((a, b) => a + b) / 3, 12);
    const variance = values.reduce((sum, it) => sum + (it - first) ** 2, 0) / 2;
    expect(found.std[0]).toBeCloseTo(Math.sqrt(variance), 12);
  });

  test.each(/** @type {const} */ (['loss', 'accuracy']))('chooses by %s', async (scoring) => {
    const found = await crossValidate(X, Y, { count: 8, scoring, loss: 'hinge' });
    const { betas, mean, std, best, oneStandardError } = found;
    expect(betas).toEqual((await trainPath(X, Y, { count: 8, loss: 'hinge' })).betas);
    const worse = scoring === 'loss' ? 1 : -1;
    const k = betas.indexOf(best);
    expect(mean.every((it) => worse * (it - mean[k]) >= 0)).toBe(true);
    const limit = worse * mean[k] + std[k] / Math.sqrt(5);
    const allowed = betas.filter((_, j) => worse * mean[j] <= limit);
    expect(oneStandardError).toBe(Math.max(...allowed));
    expect(oneStandardError).toBeGreaterThanOrEqual(best);
    expect(best).toBeLessThan(betas[0]);
  });

  test('is the same for the same seed, also in a worker, and another for another', async () => {
    const options = { count: 4, folds: 4, seed: 9 };
    const found = await crossValidate(X, reals, options);
    expect(found.accuracy).toBeNull();
    expect(await crossValidate(X, reals, options)).toEqual(found);
    /** @type {any[]} */
    const seen = [];
    const onProgress = (/** @type {unknown} */ it) => seen.push(it);
    expect(await crossValidateInWorker(X, reals, { ...options, onProgress })).toEqual(found);
    expect(seen).toHaveLength(16);
    expect(seen[15]).toMatchObject({ fold: 3, folds: 4, index: 3, count: 4 });
    const other = await crossValidate(X, reals, { ...options, seed: 10 });
    expect(other.folds).not.toEqual(found.folds);
  });

  test('for several classes counts the largest output', async () => {
    const targets = X.map(([a, b]) => [a > 0.3, a <= 0.3 && b > 0, a <= 0.3 && b <= 0]);
    const signs = targets.map((row) => row.map((is) => (is ? 1 : -1)));
    const found = await crossValidate(X, signs, { betas: [0.003], folds: 3 });
    expect(found.accuracy?.mean[0]).toBeGreaterThan(0.7);
  });
});

describe('folds', () => {
  test('have equal shares of each class', () => {
    const labels = Array.from({ length: 43 }, (_, i) => (i % 4 === 0 ? 1 : -1));
    const dealt = dealFolds(column(labels), 5, 1);
    for (const label of [1, -1, 0]) {
      const sizes = Array(5).fill(0);
      dealt.forEach((fold, i) => (sizes[fold] += Number(label === 0 || labels[i] === label)));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });

  test('of numbers are just as large', () => {
    const dealt = dealFolds(column(reals), 4, 1);
    expect([0, 1, 2, 3].map((k) => dealt.filter((it) => it === k).length)).toEqual([8, 8, 7, 7]);
  });

  test('know classes', () => {
    const matrix = (/** @type {number[]} */ ...data) => ({
      data: Float64Array.from(data),
      rows: 2,
      columns: data.length / 2,
    });
    expect(areClasses(matrix(1, -1))).toBe(true);
    expect(areClasses(matrix(1, 0))).toBe(false);
    expect(areClasses(matrix(1, -1, -1, 1))).toBe(true);
    expect(areClasses(matrix(1, 1, -1, 1))).toBe(false);
    expect(areClasses(matrix(-1, -1, -1, 1))).toBe(false);
  });
});

describe('random numbers', () => {
  test('have the moments they should, and repeat', () => {
    const generator = createGenerator(2 ** 40 + 5);
    const normals = Array.from({ length: 20_000 }, generator.normal);
    const moment = (/** @type {number} */ k) =>
      normals.reduce((sum, it) => sum + it ** k, 0) / normals.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.03);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
    const again = createGenerator(2 ** 40 + 5);
    expect(normals.slice(0, 9)).toEqual(Array.from({ length: 9 }, again.normal));
    expect(createGenerator(5).uniform()).not.toBe(createGenerator(2 ** 40 + 5).uniform());
    const uniforms = Array.from({ length: 20_000 }, createGenerator(0).uniform);
    expect(uniforms.every((it) => it >= 0 && it < 1)).toBe(true);
    expect(Math.abs(uniforms.reduce((a, b) => a + b) / 20_000 - 0.5)).toBeLessThan(0.01);
  });

  test('permutations hold every number once', () => {
    const order = permutation(50, createGenerator(1));
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
  });
});

test.each([crossValidate, crossValidateInWorker])('refuses with a sentence', async (validate) => {
  for (const [y, options, message] of /** @type {[any, any, string][]} */ ([
    [Y, { folds: 1 }, 'folds must be a whole number from 2 to 30, the rows of X, but is 1'],
    [Y, { folds: 31 }, 'folds must be a whole number from 2 to 30, the rows of X, but is 31'],
    [Y, { fold: 3 }, "unknown option 'fold'; did you mean 'folds'?"],
    [Y, { scoring: 'r2' }, "scoring must be 'loss' or 'accuracy', but is 'r2'"],
    [reals, { scoring: 'accuracy' }, "scoring must be 'loss' where Y is not -1 and +1"],
    [reals, { loss: 'hinge' }, 'Y must be -1 or +1 for the hinge loss'],
    [Y, { beta: 1 }, 'beta must be left out'],
    [
      Y,
      { loss: /** @type {const} */ ('huber') },
      "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'",
    ],
    [Y, { seed: -1 }, 'seed must be a whole number >= 0, but is -1'],
    [[1], {}, 'Y must have one row per row of X, which has 30, but has 1'],
  ])) {
    await expect(validate(X, y, options)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
  }
  const signal = AbortSignal.abort('enough');
  await expect(validate(X, Y, { signal })).rejects.toBe('enough');
});

test('fewer samples than folds by default are refused, as many are not', async () => {
  const small = circleProblem();
  const found = await crossValidate(small.X, small.Y, { folds: 10, count: 3 });
  expect(found.scores).toHaveLength(10);
});
