/** Knows what is stale: a step runs again when the contents of its inputs have changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, say } from './process.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} inputs files and folders, relative to the root; absent ones count as empty
 * @property {RegExp} [accepts] which files of the folders count
 * @property {string} [extra] anything else the result depends on
 * @property {string[]} outputs files that must exist
 * @property {() => Promise<unknown>} make
 */

/**
 * Makes a step's outputs if they are stale.
 * @param {Step} step
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function update(step) {
  const stamp = join(root, 'build', 'stamps', step.name);
  const now = fingerprint(step);
  const complete = step.outputs.every((path) => existsSync(join(root, path)));
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  const start = performance.now();
  say(`Building ${step.name}`);
  await step.make();
  // The fingerprint from before: what changed meanwhile is stale at the next run.
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  say(`Built ${step.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return true;
}

/** @param {Step} step */
function fingerprint({ inputs, accepts = /./, extra = '' }) {
  const hash = createHash('sha256').update(extra);
  for (const input of inputs) {
    for (const path of filesOf(input).filter((file) => file === input || accepts.test(file))) {
      hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}
