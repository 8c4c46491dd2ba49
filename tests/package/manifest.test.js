/** What publint and Are the types wrong? say of the packed package, and npm of publishing it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/process.mjs';
import { npm, tarball } from './support.js';

test('publint has nothing to say', async () => {
  const bytes = await readFile(tarball());
  const { messages } = await publint({
    pack: { tarball: Uint8Array.from(bytes).buffer },
    strict: true,
  });
  expect(messages).toEqual([]);
});

describe('Are the types wrong?', async () => {
  // What the profile for packages of ES modules alone leaves out: resolution before exports, and require().
  const outside = ['node10', 'node16-cjs'];
  const bytes = await readFile(tarball());
  const analysis = await checkPackage(createPackageFromTarballData(Uint8Array.from(bytes)), {
    // A file to fetch, not a module.
    excludeEntrypoints: ['./convexrelu.wasm'],
  });
  if (!analysis.types) throw new Error('no types were found');

  test('sees every entry with its types', () => {
    const { entrypoints } = /** @type {import('@arethetypeswrong/core').Analysis} */ (analysis);
    const names = ['.', './external', './worker', './network', './export'];
    expect(Object.keys(entrypoints)).toEqual(expect.arrayContaining(names));
    for (const name of names) {
      for (const kind of /** @type {const} */ (['node16-esm', 'bundler'])) {
        const { resolution } = entrypoints[name].resolutions[kind];
        expect(resolution).toMatchObject({ isTypeScript: true });
      }
    }
  });

  test('has no complaint', () => {
    const { problems } = /** @type {import('@arethetypeswrong/core').Analysis} */ (analysis);
    const wrong = problems.filter(
      (it) => !('resolutionKind' in it && outside.includes(it.resolutionKind)),
    );
    expect(wrong).toEqual([]);
  });
});

test('npm publish would take it as it is', async () => {
  const flags = ['--dry-run', '--ignore-scripts', '--offline', '--json'];
  const { stdout, stderr } = await npm(['publish', ...flags], root);
  // Of the machine, not of the package.
  const foreign = /Unknown (user|env|project) config|requires you to be logged in/;
  const lines = stderr.split('\n').filter((line) => /^npm (warn|err)/i.test(line));
  expect(lines.filter((line) => !foreign.test(line))).toEqual([]);
  /** @type {{ path: string }[]} */
  const files = Object.values(JSON.parse(stdout))[0].files;
  const outside = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
  expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
});

test('needs nothing at run time and runs nothing when it is installed', async () => {
  const manifest = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const { dependencies, peerDependencies, optionalDependencies, scripts, sideEffects } = manifest;
  expect({ dependencies, peerDependencies, optionalDependencies, sideEffects }).toEqual({
    sideEffects: false,
  });
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
  expect(hooks.filter((name) => name in scripts)).toEqual([]);
});

test('changelog and citation are of this version', async () => {
  const read = (/** @type {string} */ name) => readFile(join(root, name), 'utf8');
  const { version } = JSON.parse(await read('package.json'));
  expect(await read('CITATION.cff')).toContain(`\nversion: ${version}\n`);
  const changelog = await read('CHANGELOG.md');
  const versions = [...changelog.matchAll(/^## \[(.+)\]/gm)].map(([, name]) => name);
  expect(versions.slice(0, 2)).toEqual(['Unreleased', version]);
  for (const name of versions.slice(1)) expect(name).toMatch(/^\d+\.\d+\.\d+$/);
  const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  for (const [, heading] of changelog.matchAll(/^### (.+)$/gm)) expect(known).toContain(heading);
});

test('the lock file names no registry', async () => {
  const text = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
  expect(text).toContain('"integrity"');
  expect(text).not.toContain('"resolved"');
});
