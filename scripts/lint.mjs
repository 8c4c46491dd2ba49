/** `npm run lint` checks rules and formatting; with --fix (`npm run format`) it repairs them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, script, status } from './process.mjs';
import { setup } from './setup.mjs';

const fix = process.argv.includes('--fix');

/** The C++ files of the folders that hold C++. */
function sources() {
  return ['core', 'wasm', 'tests/core', 'tests/bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(cpp|h)$/.test(name))
      .map((name) => join(folder, name)),
  );
}

/** Runs the command of an npm package. */
function node(/** @type {string} */ command, /** @type {string[]} */ ...args) {
  return status(process.execPath, [join(root, 'node_modules', command), ...args]);
}

await script(async () => {
  await setup({ groups: ['lint'] });
  const codes = [
    await node('eslint/bin/eslint.js', '.', '--max-warnings', '0', ...(fix ? ['--fix'] : [])),
    await node(
      'prettier/bin/prettier.cjs',
      '.',
      '--log-level',
      'warn',
      fix ? '--write' : '--check',
    ),
    await status('clang-format', [...(fix ? ['-i'] : ['--dry-run', '--Werror']), ...sources()]),
  ];
  process.exitCode = Math.max(...codes);
});
