/**
 * Writes dist/, the npm package: each entry of wasm/ bundled into one file, and the types.
 *
 * The sources reach the WebAssembly through specifiers that exist only here, in streams, packed as .lzma,
 * as base64 text:
 *
 *     import text from '#wasm-all';      all of it
 *     import text from '#wasm-common';   without the functions that trainings rarely need
 *     import text from '#wasm-rest';     these: joinStreams makes all of both
 *
 * (declared in wasm/virtual.d.ts), so an entry that imports one of them needs no configuration in any
 * bundler. All is minified, because pages load it as it is, too; readers
 * have the source maps, and classes that users meet a `static name` for consoles. `new Worker(new URL(…))`
 * stays as it stands in the source, because that is the pattern bundlers look for.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packLzma } from './lzma.mjs';
import { quietly, root } from './process.mjs';
import { findRare, withoutNames } from './rare.mjs';
import { splitStreams } from './streams.mjs';

const wasmPath = join(root, 'build', 'wasm', 'convexrelu.wasm');
const dist = join(root, 'dist');

/** What it imports when it is needed is a file of its own. */
const mainEntry = { index: 'index' };

/**
 * The other files of dist/ that package.json's exports name and the one that the workers load, each with its
 * source in wasm/, and each with all that it needs.
 */
const entries = {
  external: 'external',
  worker: 'worker',
  'worker-node': 'worker-node',
  'worker-thread': 'worker-thread',
};

/** So small that the ends of lines would be a part of what is sent. */
const smallEntries = { network: 'prediction', export: 'export' };

const hints = '/* webpackIgnore: true *//* @vite-ignore */';

/** How long a line may get, roughly, in characters. */
const LINE = 500;

export async function writePackage() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  await Promise.all([writeBundles(), writeTypes()]);
  writeFileSync(join(dist, 'convexrelu.wasm'), withoutNames(readFileSync(wasmPath)));
  copyFileSync(join(root, 'NOTICE'), join(dist, 'NOTICE'));
}

async function writeBundles() {
  await Promise.all([
    bundle(mainEntry, { lineLimit: LINE, splitting: true, chunkNames: 'rest' }),
    bundle(entries, { lineLimit: LINE }),
    bundle(smallEntries, {}),
  ]);
}

/**
 * @param {Record<string, string>} sources by the name of the bundle
 * @param {import('esbuild').BuildOptions} options that differ
 */
async function bundle(sources, options) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(sources).map(([out, source]) => ({
      in: join('wasm', `${source}.js`),
      out,
    })),
    minify: true,
    ...options,
    outdir: dist,
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    external: ['node:*'],
    sourcemap: true,
    plugins: [
      { name: 'engine', setup: resolveEngine },
      { name: 'casts', setup: leaveOutCasts },
    ],
    logLevel: 'silent',
  });
  for (const { path, text } of outputFiles) {
    writeFileSync(path, path.endsWith('.map') ? withoutEngine(text) : withHints(text));
  }
}

/**
 * With the comments of wasm/node.js that keep bundlers from resolving what is Node's own: minifying
 * drops them. The source map is right up to where they stand, and again from the next line on.
 *
 * @param {string} text
 */
function withHints(text) {
  return text.replaceAll('import(`node:', `import(${hints}\`node:`);
}

/** @param {import('esbuild').PluginBuild} bundler */
function resolveEngine(bundler) {
  bundler.onResolve({ filter: /^#wasm-/ }, ({ path }) => ({ path, namespace: 'engine' }));
  bundler.onLoad({ filter: /^#wasm-/, namespace: 'engine' }, ({ path }) => ({
    contents: packLzma(readPart(path)).toString('base64'),
    loader: 'text',
  }));
}

/** @param {string} name as imports say it */
function readPart(name) {
  const named = readFileSync(wasmPath);
  const module = withoutNames(named);
  if (name === '#wasm-all') return splitStreams(module).common;
  const { common, rest } = splitStreams(module, findRare(named));
  return name === '#wasm-common' ? common : /** @type {Buffer} */ (rest);
}

/**
 * Types of single expressions are for the compiler alone, and esbuild would keep them.
 *
 * @param {import('esbuild').PluginBuild} bundler
 */
function leaveOutCasts(bundler) {
  bundler.onLoad({ filter: /[\\/]wasm[\\/].*\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replace(/\/\*\* @type \{(?:(?!\*\/).)*\} \*\/ \(/g, '('),
  }));
}

/** A source map that leaves out the generated text, which nobody debugs and which is long. */
function withoutEngine(/** @type {string} */ text) {
  const map = JSON.parse(text);
  map.sourcesContent = map.sources.map((/** @type {string} */ source, /** @type {number} */ i) =>
    source.startsWith('engine:') ? '// generated' : map.sourcesContent[i],
  );
  return JSON.stringify(map);
}

/** Declarations from the JSDoc of the entries and of all they import. */
function writeTypes() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return quietly(process.execPath, [tsc, '-p', 'tsconfig.package.json']);
}
