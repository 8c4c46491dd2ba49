/** The declarations, as TypeScript reads them in projects of its users. */
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/process.mjs';
import { blocksOf } from './markdown.js';
import { createProject, execute } from './support.js';

const programs = ['right.ts', 'wrong.ts'];
const compiler = join(root, 'node_modules/typescript/bin/tsc');

/** What the package declares is checked, too; the libraries of TypeScript itself need no check. */
const strict = { strict: true, noEmit: true, skipDefaultLibCheck: true, target: 'es2022' };

/** Ways to set a project up. */
const settings = {
  'a bundler, for pages': { module: 'esnext', moduleResolution: 'bundler', types: [] },
  'a bundler, as strict as can be': {
    ...{ module: 'esnext', moduleResolution: 'bundler', types: [] },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ noPropertyAccessFromIndexSignature: true, verbatimModuleSyntax: true },
  },
  'Node, without the libraries of browsers': {
    ...{ module: 'nodenext', lib: ['es2022'], types: ['node'] },
  },
  'Node 16': { module: 'node16', types: ['node'] },
};

/** @type {import('./support.js').Project} */
let project;

beforeAll(async () => {
  project = await createProject({ 'package.json': '{ "private": true, "type": "module" }' });
  for (const name of programs) {
    const source = fileURLToPath(new URL(`typescript/${name}`, import.meta.url));
    await cp(source, join(project.folder, name));
  }
  for (const name of ['@types/node', 'undici-types']) {
    const modules = [root, project.folder].map((it) => join(it, 'node_modules', name));
    await cp(modules[0], modules[1], { recursive: true });
  }
});

afterAll(() => project.remove());

/**
 * @param {Record<string, unknown>} compilerOptions
 * @param {string[]} files
 */
async function compile(compilerOptions, files) {
  await project.write({ 'tsconfig.json': JSON.stringify({ compilerOptions, files }) });
  return execute(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], {
    cwd: project.folder,
  }).then(
    () => '',
    ({ stdout }) => stdout,
  );
}

test.each(Object.entries(settings))('%s: right compiles, wrong does not', async (_, options) => {
  expect(await compile({ ...strict, ...options }, programs)).toBe('');
});

test('what is wrong is refused where it stands, and nothing else', async () => {
  const source = await readFile(join(project.folder, 'wrong.ts'), 'utf8');
  const comment = '// @ts-expect-error';
  const lines = source.split('\n').flatMap((line, i) => (line.includes(comment) ? [i + 2] : []));
  expect(lines.length).toBeGreaterThan(60);
  await project.write({ 'bare.ts': source.replaceAll(comment, '//') });
  const errors = await compile({ ...strict, ...settings['a bundler, for pages'] }, ['bare.ts']);
  const found = [...errors.matchAll(/^bare\.ts\((\d+),/gm)].map(([, line]) => Number(line));
  expect([...new Set(found)]).toEqual(lines);
});

test('the TypeScript of the guides compiles', async () => {
  const folder = join(root, 'docs/guides');
  const texts = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
  const blocks = (await Promise.all(texts)).flatMap(blocksOf).filter((it) => it.language === 'ts');
  expect(blocks).not.toEqual([]);
  const files = Object.fromEntries(blocks.map(({ code }, k) => [`guide-${k}.ts`, code]));
  await project.write(files);
  const options = { ...strict, ...settings['a bundler, as strict as can be'] };
  expect(await compile(options, Object.keys(files))).toBe('');
});
