/** `npm run dev`: Vite's development server, with the package rebuilt when its sources change. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { Stop, root, say, script, status } from './process.mjs';
import { setup } from './setup.mjs';
import { buildPackage, vite } from './steps.mjs';

/** @type {Promise<unknown>} */
let building = Promise.resolve();

/** Waits for a build under way, so that two never write the same files. */
function rebuild() {
  building = building.then(buildPackage).catch((error) => {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
  });
}

await script(async () => {
  await setup({ groups: ['wasm'] });
  await buildPackage();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const watchers = ['core', 'wasm'].map((folder) =>
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(rebuild, 100);
    }),
  );
  process.exitCode = await status(process.execPath, [...vite, 'web', ...process.argv.slice(2)]);
  for (const watcher of watchers) watcher.close();
});
