/** Cross-validation as jobs: plain data, done anywhere, in any order, more than once. */
import * as main from 'convexrelu';
import * as external from 'convexrelu/external';
import * as worker from 'convexrelu/worker';
import { afterAll, describe, expect, test } from 'vitest';
import { fingerprint } from '../../wasm/fingerprint.js';
import { createRandom, randomMatrix } from '../support/data.js';

const random = createRandom(12);
const X = randomMatrix(24, 2, random).map(([a, b]) => [100 * a, b]);
const Y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
const options = /** @type {const} */ ({ loss: 'logistic', count: 4, folds: 3, seed: 5 });

afterAll(worker.terminate);

/**
 * What a queue makes of it.
 * @template T
 * @param {T} value
 * @returns {T}
 */
const through = (value) => JSON.parse(JSON.stringify(value));

describe('the jobs', () => {
  test('are what crossValidate does, bit for bit, through JSON and in any order', async () => {
    const found = await main.crossValidate(X, Y, options);
    const jobs = await main.jobs(X, Y, options);
    expect(jobs.map(({ fold }) => fold)).toEqual([0, 1, 2]);
    expect(through(jobs)).toEqual(jobs);
    expect(structuredClone(jobs)).toEqual(jobs);
    const results = [];
    for (const job of through(jobs).reverse()) results.push(await main.runJob(job));
    expect(through(results)).toEqual(results);
    expect(main.collectJobs(jobs, through(results))).toStrictEqual(found);
    expect(main.collectJobs(through(jobs).reverse(), [...results, results[1]])).toEqual(found);
    expect(await main.crossValidate(X, Y, { ...options, betas: found.betas, count: undefined }))
      // The grid's own β make the same folds.
      .toEqual(found);
  });

  test('are the same in every entry, and run in every other', async () => {
    const jobs = await main.jobs(X, Y, options);
    const found = await main.crossValidate(X, Y, options);
    const results = [];
    const entries = [main, external, worker];
    for (const [k, { jobs: make, runJob }] of entries.entries()) {
      expect(await make(X, Y, options)).toEqual(jobs);
      results.push(await runJob(jobs[k]));
    }
    for (const { collectJobs } of entries) expect(collectJobs(jobs, results)).toEqual(found);
  });

  test('have ids that tell what they are', async () => {
    const ids = async (/** @type {any} */ x, /** @type {any} */ more) =>
      (await main.jobs(x, Y, { ...options, ...more })).map(({ id }) => id);
    const known = await ids(X, {});
    expect(await ids(X, {})).toEqual(known);
    expect(await ids({ data: Float64Array.from(X.flat()), shape: [24, 2] }, {})).toEqual(known);
    // A default that is spelled out is the same job.
    expect(await ids(X, { tolerance: 1e-6, timeLimit: Infinity })).toEqual(known);
    const others = [
      await ids(X, { seed: 6 }),
      await ids(X, { count: 5 }),
      await ids(X, { standardize: true }),
      await ids(X, { tolerance: 1e-7 }),
      await ids([[1e-300, 0], ...X.slice(1)], {}),
    ];
    const all = [...known, ...others.flat()];
    expect(new Set(all).size).toBe(18);
    for (const id of all) expect(id).toMatch(/^fold-[123]-of-3-[0-9a-f]{16}$/);
  });

  test('take every option along, and data of every kind', async () => {
    const x = { data: Float32Array.of(-0, 1, 2, 0, 3, 0.1, 1, 1), shape: [4, 2] };
    const y = Float64Array.of(0, 1, 2, -4);
    const gates = { data: Float32Array.of(1, 0.1, -0.3, 0.7), shape: [2, 2] };
    const patterns = /** @type {const} */ ({ kind: 'given', gates });
    const { network } = await main.train(x, y, { patterns });
    const more = {
      ...{ betas: Float64Array.of(0.01, 0.1), folds: 2, timeLimit: Infinity, initial: network },
      ...{ patterns, bias: undefined, unitize: true },
    };
    const jobs = through(await main.jobs(x, y, more));
    const results = await Promise.all(jobs.map((job) => worker.runJob(job)));
    const found = await main.crossValidate(x, y, more);
    expect(main.collectJobs(jobs, results)).toEqual(found);
    expect(found).toMatchObject({ betas: [0.1, 0.01], accuracy: null });
  });

  test('tell how far they are, and stop when they are told to', async () => {
    const [, job] = await main.jobs(X, Y, options);
    for (const { runJob } of [main, worker]) {
      /** @type {any[]} */
      const seen = [];
      await runJob(job, { onProgress: (it) => seen.push(it) });
      expect(seen.map(({ fold, folds, index }) => [fold, folds, index])).toEqual(
        [0, 1, 2, 3].map((index) => [1, 3, index]),
      );
      await expect(runJob(job, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
      const controller = new AbortController();
      const { signal } = controller;
      const onProgress = () => controller.abort('during');
      await expect(runJob(job, { signal, onProgress })).rejects.toBe('during');
    }
  });
});

describe('scaling', () => {
  test('is measured on what a fold trains on, and never on what it holds out', async () => {
    const [job] = await main.jobs(X, Y, { ...options, standardize: true });
    const { loss } = await main.runJob(job);
    const kept = X.filter((_, i) => job.dealt[i] !== 0);
    const centers = [0, 1].map((k) => kept.reduce((sum, x) => sum + x[k], 0) / kept.length);
    const scales = centers.map((center, k) =>
      Math.sqrt(kept.reduce((sum, x) => sum + (x[k] - center) ** 2, 0) / kept.length),
    );
    const scaled = X.map((x) => x.map((value, k) => (value - centers[k]) / scales[k]));
    const rows = (/** @type {boolean} */ held) =>
      [...X.keys()].filter((i) => (job.dealt[i] === 0) === held);
    const beta = job.betas[3];
    const x = rows(false).map((i) => scaled[i]);
    const y = rows(false).map((i) => Y[i]);
    const { network } = await main.train(x, y, { loss: 'logistic', beta });
    const outputs = network.predict(rows(true).map((i) => scaled[i])).data;
    const losses = rows(true).map((i, k) => Math.log1p(Math.exp(-Y[i] * outputs[k])));
    expect(loss[3]).toBeCloseTo(losses.reduce((sum, it) => sum + it, 0) / losses.length, 4);
  });
});

describe('refused with a sentence', () => {
  test('jobs that cannot be', async () => {
    for (const [more, message] of /** @type {[any, string][]} */ ([
      [{ onProgress() {} }, 'onProgress must be given to runJob: jobs are plain data'],
      [{ workers: 2 }, "the functions of 'convexrelu/worker' share their work among workers"],
      [{ foldz: 2 }, "unknown option 'foldz'; did you mean 'folds'?"],
      [{ tolerance: 'small' }, 'tolerance must be'],
      [{ standardize: 1 }, 'standardize must be true or false, but is 1'],
      [{ unitize: true, standardize: true }, 'unitize must be left out where standardize is true'],
      [{ regularizer: 'l2', formulation: 'gated-relu' }, 'betas must be given for regularizer'],
    ])) {
      await expect(main.jobs(X, Y, { ...options, ...more })).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining(message),
      });
    }
  });

  test('what is no job of this version', async () => {
    const [job] = await main.jobs(X, Y, { ...options, betas: [0.1], count: undefined });
    for (const { runJob } of [main, worker]) {
      for (const [change, message] of /** @type {[any, string][]} */ ([
        [{ kind: 'toString' }, 'job must be one that jobs gave'],
        [{ id: 7 }, 'job must be one that jobs gave'],
        [{ version: '0.0.1' }, "which shall run it, but is of '0.0.1'"],
        [{ fold: 3 }, 'job.dealt must hold for each row of job.X a fold from 0 to 2'],
        [{ dealt: [0, 1] }, 'but job.dealt is Array(2)'],
        [{ dealt: X.map(() => 0) }, 'be one of several of them'],
        [{ folds: 1 }, 'job.folds must be a whole number from 2 to 24'],
        [{ scaling: 'some' }, "job.scaling must be one of 'standardize', 'unitize', 'none'"],
        [{ X: { data: [1, null], shape: [2, 1] } }, 'job.X'],
        [{ betas: [-1] }, 'betas must be finite numbers >= 0'],
        [{ options: { loss: 'huber' } }, 'loss must be one of'],
        [{ options: { loss: 'hinge', tolerant: 1 } }, "unknown option 'tolerant'"],
      ])) {
        await expect(runJob({ ...job, ...change })).rejects.toMatchObject({
          code: 'invalid-argument',
          message: expect.stringContaining(message),
        });
      }
      const typo = /** @type {any} */ ({ onprogress() {} });
      await expect(runJob(job, typo)).rejects.toThrow("did you mean 'onProgress'?");
    }
  });

  test('results that are not those of the jobs', async () => {
    const jobs = await main.jobs(X, Y, { ...options, betas: [0.1], count: undefined });
    const results = await Promise.all(jobs.map((job) => main.runJob(job)));
    for (const [them, those, message] of /** @type {[any, any, string][]} */ ([
      [
        jobs,
        results.slice(1),
        `results must hold one for every job, but none has the id '${jobs[0].id}'`,
      ],
      [jobs, [...results, { id: 'fold-9' }], "one has the id 'fold-9', which none of them has"],
      [jobs.slice(1), results.slice(1), 'jobs must be those of all 3 folds, but lack 0'],
      [[], [], 'jobs must be what jobs gave, but is Array(0)'],
      [jobs, 3, 'results must be an array, but is 3'],
      [
        jobs,
        [{ ...results[0], loss: [] }, ...results.slice(1)],
        'results must hold 1 numbers as loss',
      ],
    ])) {
      expect(() => main.collectJobs(them, those)).toThrow(message);
    }
    const broken = results.map((it) => ({ ...it, loss: [null] }));
    expect(main.collectJobs(jobs, /** @type {any} */ (broken)).mean).toEqual([Infinity]);
  });
});

test('fingerprints differ where texts do, if only in one character', () => {
  const texts = Array.from({ length: 20_000 }, (_, k) => `${'x'.repeat(k % 50)}${k}`);
  const marks = texts.map((text) => fingerprint(text));
  expect(new Set(marks).size).toBe(20_000);
  expect(new Set(marks.map((mark) => mark.slice(0, 8))).size).toBeGreaterThan(19_980);
  expect(new Set(marks.map((mark) => mark.slice(8))).size).toBeGreaterThan(19_980);
  expect(fingerprint('')).toMatch(/^[0-9a-f]{16}$/);
  const lists = [
    [],
    [[]],
    [[0]],
    [[0, 0]],
    [[0], [0]],
    [[5e-324]],
    [[-5e-324]],
    [[1], [2]],
    [[2], [1]],
  ];
  expect(new Set(lists.map((it) => fingerprint('', it))).size).toBe(lists.length);
});
