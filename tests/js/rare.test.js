/** What of the main entry is loaded only when it is needed: here the file that holds it is missing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as whole from 'convexrelu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRare } from '../../scripts/rare.mjs';
import { needsAll } from '../../wasm/rare.js';
import { circleProblem, createRandom, randomMatrix } from '../support/data.js';

const { X, Y } = circleProblem();
const classes = Y.map((y) => [Number(y > 0), Number(y < 0)]);
const wide = randomMatrix(12, 4, createRandom(3));
const wideY = wide.map(([a, b, c]) => a - b * c);
const { formulations, losses, regularizers, samplers, metrics, solvers } = await whole.info();
const rareSolvers = solvers
  .map(({ name }) => name)
  .filter((solver) => needsAll({ solver, patterns: 'auto', bias: true }, 2));
const commonSolvers = solvers.map(({ name }) => name).filter((it) => !rareSolvers.includes(it));
const sampled = { kind: /** @type {const} */ ('sampled'), count: 12 };

const folder = mkdtempSync(join(tmpdir(), 'convexrelu-'));
/** The main entry without what it loads later. @type {typeof whole} */
let common;

beforeAll(async () => {
  const file = join(folder, 'index.js');
  const text = readFileSync(new URL('../../dist/index.js', import.meta.url), 'utf8');
  // Its source map is missing, too.
  writeFileSync(file, text.slice(0, text.lastIndexOf('//#')));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  common = await import(/* @vite-ignore */ pathToFileURL(file).href);
});

afterAll(() => rmSync(folder, { recursive: true }));

const withoutIt = { code: 'wasm-load', message: expect.stringContaining('rest.js') };

describe('without it', () => {
  test('there are the same tables', async () => {
    expect(await common.info()).toEqual(await whole.info());
  });

  test.each(
    formulations.flatMap(({ name: formulation }) =>
      losses.flatMap(({ name: loss }) =>
        regularizers
          .filter(({ name }) => formulation !== 'relu' || name === 'neuron')
          .map(({ name }) => /** @type {const} */ ([formulation, loss, name])),
      ),
    ),
  )('%s trains with %s and %s, to the same bits', async (formulation, loss, regularizer) => {
    const targets = loss === 'softmax' ? classes : Y;
    const choice = formulation === 'linear' ? {} : { patterns: sampled };
    for (const solver of [/** @type {const} */ ('auto'), ...commonSolvers]) {
      for (const { name: metric } of metrics.filter(({ name }) => !name.startsWith('test'))) {
        if (solver !== 'auto' && metric !== 'sparsity') continue;
        const options = { formulation, loss, regularizer, ...choice, beta: 0.02, solver };
        const run = (/** @type {typeof whole} */ { train }) =>
          train(X, targets, { ...options, metrics: [metric] }).then(
            ({ network }) => JSON.stringify(network),
            ({ code, message }) => [code, message],
          );
        expect(await run(common)).toEqual(await run(whole));
      }
    }
  });

  test.each(['squared', 'logistic', 'hinge'])('all patterns of the plane: %s', async (loss) => {
    for (const bias of [true, false]) {
      const options = /** @type {any} */ ({ loss, bias, beta: 0.01, patterns: 'exact' });
      const { network, report, certificate } = await common.train(X, Y, options);
      expect(report).toMatchObject({ status: 'optimal', scope: 'global' });
      expect(common.verify(X, Y, network, certificate).valid).toBe(true);
    }
  });

  test.each(samplers.map(({ name }) => name))('gates of the sampler %s', async (sampler) => {
    const image = sampler === 'convolutional' ? { image: [2, 1, 1], kernel: [1, 1] } : {};
    const patterns = { ...sampled, sampler, ...image };
    expect((await common.train(X, Y, { patterns })).report.status).toBe('optimal');
  });

  test('data of many features, with patterns as they come', async () => {
    expect((await common.train(wide, wideY, { beta: 0.01 })).report.status).toBe('optimal');
  });

  test('paths, bounds of given networks, cross-validation, estimators and changes', async () => {
    const { results } = await common.trainPath(X, Y, { count: 4 });
    const { network } = results[3];
    expect((await common.certify(X, Y, network, { beta: 0.01 })).gap).toBeGreaterThanOrEqual(0);
    expect((await common.crossValidate(X, Y, { count: 3, folds: 2 })).betas).toHaveLength(3);
    const model = await new common.ConvexClassifier({ beta: 0.01 }).fit(X, Y);
    expect(model.score(X, Y)).toBeGreaterThan(0.8);
    const trainer = await common.createTrainer(X, Y, { beta: 0.1 });
    await trainer.run();
    trainer.setBeta(0);
    trainer.addPoint([1, 2], 1);
    expect((await trainer.run()).report.beta).toBe(0);
    trainer.dispose();
  });

  test.each(rareSolvers)('the solver %s is missed', async (solver) => {
    const options = /** @type {any} */ ({ solver, formulation: 'gated-relu' });
    await expect(common.train(X, Y, options)).rejects.toMatchObject(withoutIt);
  });

  test('all patterns of more features are missed', async () => {
    const training = common.train(wide, wideY, { patterns: 'exact' });
    await expect(training).rejects.toMatchObject(withoutIt);
  });

  test('simplify and decompose are missed', async () => {
    const options = /** @type {const} */ ({ formulation: 'gated-relu', patterns: sampled });
    const { network: gated } = await common.train(X, Y, options);
    const { network } = await common.train(X, Y, { patterns: sampled });
    await expect(common.simplify(X, network)).rejects.toMatchObject(withoutIt);
    await expect(common.decompose(X, gated)).rejects.toMatchObject(withoutIt);
  });
});

test('with it, all patterns of more features', async () => {
  const { report } = await whole.train(wide, wideY, { patterns: 'exact', beta: 0.1 });
  expect(report).toMatchObject({ status: 'optimal', scope: 'global' });
});

test('functions without names cannot be told apart', () => {
  const module = readFileSync(new URL('../../dist/convexrelu.wasm', import.meta.url));
  expect(() => findRare(module)).toThrow('does not name its functions');
});
