/**
 * Pages that use every entry of the installed package: by each bundler, and by none. But for Vite's own server all of
 * them live under the Content-Security-Policy of scripts/serve.mjs.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { chromium } from 'playwright';
import { rollup } from 'rollup';
import * as vite from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import webpack from 'webpack';
import { serve } from '../../scripts/serve.mjs';
import { executablePath, launchArgs } from '../support/chromium.js';
import { addressOf, pageText, programText } from './page-program.js';
import { createProject } from './support.js';

/** @typedef {{ url: string, close: () => Promise<void> }} Site */

/** @type {import('playwright').Browser} */
let browser;
/** What Node makes of the same program. @type {Record<string, unknown>} */
let expected;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath, args: launchArgs });
  const print = "console.log(JSON.stringify(await run()).replaceAll('\\\\n', ''));";
  const project = await createProject({ 'main.mjs': programText(undefined, print) });
  expected = JSON.parse((await project.node('main.mjs')).stdout);
  await project.remove();
});

afterAll(() => browser.close());

/** Everything the page should do, and what it should not. */
async function visit(/** @type {string} */ url) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => {
    // Vite's server tells in the console that it is there.
    if (!message.text().startsWith('[vite]')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('requestfailed', (request) => problems.push(request.url()));
  await page.goto(url);
  await page.waitForFunction(() => 'outcome' in globalThis);
  const outcome = await page.evaluate(() => /** @type {any} */ (globalThis).outcome);
  const workers = page.workers().length;
  await page.close();
  return { outcome, workers, problems };
}

/**
 * esbuild and Rollup leave `new URL('./file', import.meta.url)` as it is, so that the files which the package starts or
 * fetches have to lie beside the bundle.
 *
 * @param {import('./support.js').Project} project
 */
async function siteWithCopies(project) {
  for (const name of ['worker-thread.js', 'convexrelu.wasm']) {
    const source = join(project.folder, 'node_modules/convexrelu/dist', name);
    await copyFile(source, join(project.folder, 'dist', name));
  }
  await project.write({ 'dist/index.html': pageText('/main.js') });
  return serve({ root: join(project.folder, 'dist') });
}

/**
 * Ways to make a page of the program; each writes it into the project and serves it.
 * @type {Record<string, (project: import('./support.js').Project) => Promise<Site>>}
 */
const ways = {
  async 'Vite, its server'(project) {
    await project.write({ 'index.html': pageText('/main.js') });
    const server = await vite.createServer({
      ...{ root: project.folder, configFile: false, logLevel: 'error' },
      server: { host: '127.0.0.1', port: 0 },
    });
    await server.listen();
    return { url: String(server.resolvedUrls?.local[0]), close: () => server.close() };
  },
  async 'Vite, built'(project) {
    await project.write({ 'index.html': pageText('/main.js') });
    await vite.build({ root: project.folder, configFile: false, logLevel: 'error' });
    return serve({ root: join(project.folder, 'dist') });
  },
  async webpack(project) {
    const path = join(project.folder, 'dist');
    /** @type {import('webpack').Configuration} */
    const settings = {
      ...{ mode: 'production', context: project.folder, entry: './main.js', output: { path } },
      // The hints are about the size of pages.
      performance: { hints: false },
    };
    const stats = await new Promise((resolve, reject) => {
      webpack(settings, (error, made) => (error ? reject(error) : resolve(made)));
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    expect([...errors, ...warnings]).toEqual([]);
    await project.write({ 'dist/index.html': pageText('/main.js') });
    return serve({ root: path });
  },
  async esbuild(project) {
    const outfile = join(project.folder, 'dist/main.js');
    const { warnings } = await esbuild.build({
      ...{ absWorkingDir: project.folder, entryPoints: ['main.js'], outfile },
      ...{ bundle: true, minify: true, format: 'esm', logLevel: 'silent' },
    });
    expect(warnings).toEqual([]);
    return siteWithCopies(project);
  },
  async Rollup(project) {
    /** @type {string[]} */
    const warnings = [];
    const bundle = await rollup({
      input: join(project.folder, 'main.js'),
      plugins: [nodeResolve({ browser: true })],
      onwarn: ({ message }) => warnings.push(message),
    });
    const file = join(project.folder, 'dist/main.js');
    await bundle.write({ file, format: 'es', inlineDynamicImports: true });
    await bundle.close();
    expect(warnings).toEqual([]);
    return siteWithCopies(project);
  },
  async 'a script of the page, without a bundler'(project) {
    await project.write({
      'index.html': pageText('/main.js'),
      'main.js': programText(addressOf),
    });
    return serve({ root: project.folder });
  },
  async 'a module worker of the page, without a bundler'(project) {
    await project.write({
      'index.html': pageText('/main.js'),
      'main.js': `
        const worker = new Worker('/work.js', { type: 'module' });
        window.outcome = new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
      `,
      'work.js': programText(addressOf, 'run().then(postMessage);'),
    });
    return serve({ root: project.folder });
  },
};

/** A page has one worker, that of the package, or also its own. */
const workersOf = (/** @type {string} */ way) => (way.includes('module worker') ? 2 : 1);

describe.each(Object.entries(ways))('%s', (way, make) => {
  test('every entry works', async () => {
    const project = await createProject({ 'main.js': programText() });
    const site = await make(project);
    try {
      const { outcome, workers, problems } = await visit(site.url);
      expect(problems).toEqual([]);
      expect(outcome).toEqual(expected);
      expect(workers).toBe(workersOf(way));
    } finally {
      await site.close();
      await project.remove();
    }
  });
});
