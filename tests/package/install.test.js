/** What users get: the packed package, installed into an empty project. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProject } from './support.js';

/** @type {import('./support.js').Project} */
let project;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => project.remove());

/**
 * Runs a script in the project, as an ES module.
 *
 * @param {string} source
 */
async function run(source) {
  await project.write({ 'script.mjs': source });
  const { stdout, stderr } = await project.node('script.mjs');
  expect(stderr).toBe('');
  return stdout;
}

/** A training that would take many seconds; see tests/support/data.js. */
const longTraining = `
  const X = Array.from({ length: 60 }, (_, i) => [Math.sin(7 * i * i), Math.cos(3 * i * i)]);
  const Y = X.map((_, i) => Array.from({ length: 50 }, (_, k) => Math.sin(i * i * (k + 2))));
  const controller = new AbortController();
  let aborted;
  setTimeout(() => {
    aborted = performance.now();
    controller.abort('enough');
  }, 500);
  const options = { beta: 1e-4, tolerance: 0, patterns: 'sampled', signal: controller.signal };
  const outcome = await train(X, Y, options).catch((reason) => reason);
  console.log(JSON.stringify([outcome, performance.now() - aborted]));
`;

describe('in an empty project', () => {
  test('the package holds dist, types and nothing of the sources', async () => {
    const packageJson = JSON.parse(
      await readFile(join(project.folder, 'node_modules/convexrelu/package.json'), 'utf8'),
    );
    expect(packageJson.dependencies ?? {}).toEqual({});
    const types = join(project.folder, 'node_modules/convexrelu/dist/types/index.d.ts');
    expect(await readFile(types, 'utf8')).toContain('export const train');
    await expect(
      readFile(join(project.folder, 'node_modules/convexrelu/wasm/index.js')),
    ).rejects.toThrow();
  });

  test('ten lines train the notebook’s problem', async () => {
    const output = await run(`
      import { train, verify } from 'convexrelu';
      const points = [[-0.79, 0.24], [-0.9, 1.2], [0.44, 0.1], [0.6, -0.5], [-1.4, 0.3],
        [0.2, -1.6], [0.3, 0.7], [1.1, 0.9], [-0.1, -0.4], [0.8, -1.3]];
      const labels = points.map(([a, b]) => (Math.hypot(a, b) > 1 ? 1 : -1));
      const { network, report, certificate } = await train(points, labels, { beta: 1e-4 });
      const correct = network.predict(points).data.every((z, i) => z * labels[i] > 0);
      const { valid } = verify(points, labels, network, certificate);
      console.log(report.status, report.relativeGap <= 1e-6, correct, valid);
    `);
    expect(output).toBe('optimal true true true\n');
  });

  test.each(['convexrelu', 'convexrelu/worker'])(
    '%s: an abort stops a long training within 100 ms, and the program ends',
    async (entry) => {
      const output = await run(`import { train } from '${entry}'; ${longTraining}`);
      const [outcome, milliseconds] = JSON.parse(output);
      expect(outcome).toBe('enough');
      expect(milliseconds).toBeLessThan(100);
    },
  );

  test('convexrelu/worker trains in a worker thread, and the program ends by itself', async () => {
    const output = await run(`
      import { isMainThread, Worker } from 'node:worker_threads';
      import { train, verify } from 'convexrelu/worker';
      const X = [[0, 1], [1, 0], [3, 1]], Y = [1, -1, 1];
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const { network, report, certificate } = await train(X, Y);
      clearInterval(timer);
      console.log(report.status, (await verify(X, Y, network, certificate)).valid, turns > 0);
    `);
    expect(output).toBe('optimal true true\n');
  });

  test('the package itself runs inside a worker thread', async () => {
    const output = await run(`
      import { Worker, isMainThread, parentPort } from 'node:worker_threads';
      if (isMainThread) {
        new Worker(new URL(import.meta.url)).on('message', (status) => console.log(status));
      } else {
        const { train } = await import('convexrelu');
        parentPort.postMessage((await train([[1], [2]], [1, -1])).report.status);
      }
    `);
    expect(output).toBe('optimal\n');
  });

  test('the other entries', async () => {
    const output = await run(`
      import { train } from 'convexrelu/external';
      import { Network } from 'convexrelu/network';
      const { network } = await train([[1], [2]], [1, 3]);
      const copy = Network.fromJSON(JSON.stringify(network));
      console.log(copy.predict([[1]]).data[0] === network.predict([[1]]).data[0]);
      const { fromJson, toJavaScript, toJson } = await import('convexrelu/export');
      const text = toJavaScript(network);
      const { predict } = await import('data:text/javascript,' + encodeURIComponent(text));
      console.log(predict([1]) === copy.predict([[1]]).data[0]);
      // Not an instance of this Network: every entry has its own.
      console.log(toJson(fromJson(toJson(network))) === JSON.stringify(copy));
      console.log(import.meta.resolve('convexrelu/convexrelu.wasm').endsWith('/dist/convexrelu.wasm'));
    `);
    expect(output).toBe('true\ntrue\ntrue\ntrue\n');
  });

  test.each(['convexrelu', 'convexrelu/worker'])(
    '%s: paths, estimators, descent',
    async (entry) => {
      const output = await run(`
      import { ConvexClassifier, crossValidate, descend, trainPath } from '${entry}';
      const X = Array.from({ length: 12 }, (_, i) => [Math.sin(5 * i), Math.cos(3 * i)]);
      const y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
      const { betas, results } = await trainPath(X, y, { count: 5 });
      const { best } = await crossValidate(X, y, { betas, folds: 3 });
      const model = await new ConvexClassifier({ beta: 1e-3 }).fit(X, y);
      const copy = ConvexClassifier.fromJSON(JSON.stringify(model));
      const { report } = await descend(X, y, { epochs: 5, beta: betas[4] });
      console.log(results[0].report.neurons, betas.includes(best), copy.score(X, y));
      console.log(report.objective > results[4].report.lowerBound);
    `);
      expect(output).toBe('0 true 1\ntrue\n');
    },
  );

  test('require() of CommonJS gets the same modules', async () => {
    await project.write({
      'script.cjs': `
        const { train, verify } = require('convexrelu');
        const all = ['external', 'worker', 'network', 'export'].map((it) => require('convexrelu/' + it));
        const X = [[0, 1], [1, 0], [3, 1]], Y = [1, -1, 1];
        (async () => {
          const { network, report, certificate } = await train(X, Y);
          console.log(report.status, verify(X, Y, network, certificate).valid);
          for (const { train } of all.slice(0, 2)) console.log((await train(X, Y)).report.status);
          console.log(all[2].Network.fromJSON(all[3].toJson(network)).m === network.m);
          console.log((await import('convexrelu')).train === train);
        })();
      `,
    });
    const { stdout, stderr } = await project.node('script.cjs');
    expect(stderr).toBe('');
    expect(stdout).toBe('optimal true\noptimal\noptimal\ntrue\ntrue\n');
  });
});
