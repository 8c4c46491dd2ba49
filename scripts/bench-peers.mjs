/** `npm run bench:peers [-- --quick --limit 20]`: ours beside other solvers, see docs/performance.md. */
import { Stop, script } from './process.mjs';
import { setup } from './setup.mjs';
import { buildBench, buildPackage } from './steps.mjs';

await script(async () => {
  const settings = read(process.argv.slice(2));
  await setup({ groups: ['wasm', 'native'] });
  await buildPackage();
  await buildBench();
  // Loaded only now: it imports the package.
  const { runPeers } = await import('../tests/bench/peers/main.js');
  await runPeers(settings, (text) => process.stdout.write(`${text}\n\n`));
});

/**
 * @param {string[]} args
 * @returns {{ quick: boolean, limit: number }}
 */
function read(args) {
  const settings = { quick: false, limit: 20 };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--quick') {
      settings.quick = true;
    } else if (args[i] === '--limit' && Number(args[i + 1]) > 0) {
      settings.limit = Number(args[++i]);
    } else {
      throw new Stop(
        'npm run bench:peers [-- --quick] [-- --limit 20], seconds that each may take',
      );
    }
  }
  return settings;
}
