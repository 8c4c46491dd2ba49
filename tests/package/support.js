/** Throw-away projects with the packed package installed in them. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

export const execute = promisify(execFile);

/** On Windows npm is a script, which needs a shell. */
export const npm = (/** @type {string[]} */ args, /** @type {string} */ cwd) =>
  execute('npm', args, { cwd, shell: process.platform === 'win32' });

/** The packed package. */
export const tarball = () => String(inject(/** @type {never} */ ('tarball')));

/** @typedef {Awaited<ReturnType<typeof createProject>>} Project */

/**
 * A new project with the package, and files of its own.
 *
 * @param {Record<string, string>} [files]
 */
export async function createProject(files = {}) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'convexrelu-')));
  const modules = String(inject(/** @type {never} */ ('modules')));
  await cp(modules, join(folder, 'node_modules'), { recursive: true });

  /** @param {Record<string, string>} more by path in the project */
  async function write(more) {
    for (const [name, text] of Object.entries(more)) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }

  /**
   * Runs one of its files in a Node of its own: what it printed, on both channels.
   *
   * @param {string} file
   * @param {string[]} [flags] of Node
   */
  const node = (file, flags = []) =>
    execute(process.execPath, [...flags, file], { cwd: folder, timeout: 60_000 });

  await write({ 'package.json': '{ "private": true }', ...files });
  return {
    folder,
    write,
    node,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
