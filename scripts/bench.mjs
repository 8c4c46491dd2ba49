/** `npm run bench`: builds what the chosen sections need and runs them; see docs/performance.md. */
import { Stop, script } from './process.mjs';
import { setup } from './setup.mjs';
import { buildBench, buildPackage, buildSite } from './steps.mjs';

await script(async () => {
  await setup({ groups: ['wasm'] });
  await buildPackage();
  // Loaded only now: it imports the package.
  const { parseArguments, runSections, sections } = await import('../tests/bench/main.js');
  const { chosen, settings } = asked(parseArguments);
  if (chosen.some((name) => sections[name].program)) {
    await setup({ groups: ['native'] });
    await buildBench();
  }
  if (chosen.some((name) => sections[name].site)) {
    await setup({ groups: ['browser'] });
    await buildSite();
  }
  await runSections(chosen, settings);
});

/**
 * A wrong command line is a message, not a stack trace.
 * @template T
 * @param {(args: string[]) => T} parse
 */
function asked(parse) {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
}
