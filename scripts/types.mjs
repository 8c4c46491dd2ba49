/** `npm run types`: TypeScript checks the JSDoc of every JavaScript file. */
import { join } from 'node:path';
import { root, script, status } from './process.mjs';
import { setup } from './setup.mjs';

await script(async () => {
  await setup({});
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  process.exitCode = await status(process.execPath, [tsc, '-p', 'tsconfig.json']);
});
