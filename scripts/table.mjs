/** `npm run table [-- --quick]`: the accuracy of ours beside others', see docs/accuracy.md. */
import { Stop, say, script } from './process.mjs';
import { setup } from './setup.mjs';
import { buildPackage } from './steps.mjs';

await script(async () => {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--quick');
  if (unknown) throw new Stop(`npm run table [-- --quick], but there was ${unknown}`);
  await setup({ groups: ['wasm'] });
  await buildPackage();
  // Loaded only now: it imports the package.
  const { runTable } = await import('../tests/table/main.js');
  await runTable({ quick: args.includes('--quick') }, say);
});
