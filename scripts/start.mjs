/** `npm start [-- --port N]`: sets up, builds what is stale, serves the page. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stop, root, say, script } from './process.mjs';
import { serve } from './serve.mjs';
import { setup } from './setup.mjs';
import { buildSite } from './steps.mjs';

const usualPort = 8080;

/** The options of the command line; the variable PORT stands in for a missing --port. */
function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } }));
  } catch (error) {
    throw new Stop(
      `${/** @type {Error} */ (error).message}\nUsage: npm start [-- --port N --host H]`,
    );
  }
  const given = values.port ?? process.env.PORT;
  const port = given === undefined ? usualPort : Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Stop(`The port must be a whole number from 0 to 65535, but is ${given}`);
  }
  return { port, host: values.host };
}

/**
 * Resolves when the server is to stop: at a signal, or when npm, which does not pass every signal
 * on to its scripts, is gone.
 * @returns {Promise<void>}
 */
function stopSignal() {
  const parent = process.ppid;
  const orphaned = () => process.env.npm_lifecycle_event && process.ppid !== parent;
  return new Promise((resolve) => {
    const timer = setInterval(() => orphaned() && stop(), 250);
    const stop = () => {
      clearInterval(timer);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  });
}

await script(async () => {
  const { port, host } = readOptions();
  await setup({ groups: ['wasm'] });
  await buildSite();
  const { url, close } = await serve({ root: join(root, 'site'), port, host });
  process.stdout.write(`convexrelu is at ${url} (stop with Ctrl+C)\n`);
  await stopSignal();
  await close();
  say('Stopped');
});
