/** The reference that `npm run docs` makes: TypeDoc finds every exported name with its documentation. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/process.mjs';
import { execute } from './support.js';

test('TypeDoc has no warning', async () => {
  const command = join(root, 'node_modules/typedoc/bin/typedoc');
  const flags = ['--emit', 'none', '--treatWarningsAsErrors', '--logLevel', 'Warn'];
  const { stdout, stderr } = await execute(process.execPath, [command, ...flags], { cwd: root });
  expect(stdout + stderr).toBe('');
});
