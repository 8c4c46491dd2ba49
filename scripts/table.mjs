/** `npm run table [-- --quick] [-- iris digits]`: accuracy beside others', see docs/accuracy.md. */
import { Stop, say, script } from './process.mjs';
import { setup } from './setup.mjs';
import { buildPackage } from './steps.mjs';

await script(async () => {
  await setup({ groups: ['wasm'] });
  await buildPackage();
  // Loaded only now: it imports the package.
  const { runTable, setNames } = await import('../tests/table/main.js');
  const args = process.argv.slice(2);
  const names = args.filter((arg) => arg !== '--quick');
  const unknown = names.find((name) => !setNames.includes(name));
  if (unknown) {
    throw new Stop(`npm run table [-- --quick] [-- ${setNames.join(', ')}], but not ${unknown}`);
  }
  const only = names.length > 0 ? names : undefined;
  await runTable({ quick: args.includes('--quick'), only }, say);
});
