/** Packs the package as npm publishes it and installs that once, for every file of these tests. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/process.mjs';
import { npm } from './support.js';

/** @param {import('vitest/node').TestProject} project */
export default async function setup({ provide }) {
  const folder = await mkdtemp(join(tmpdir(), 'convexrelu-'));
  // dist/ is built before the tests run.
  const packed = await npm(
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    root,
  );
  const [{ filename }] = Object.values(JSON.parse(packed.stdout));
  const tarball = join(folder, filename);
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await npm(['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
  provide(/** @type {never} */ ('tarball'), /** @type {never} */ (tarball));
  provide(/** @type {never} */ ('modules'), /** @type {never} */ (join(folder, 'node_modules')));
  return () => rm(folder, { recursive: true, force: true });
}
