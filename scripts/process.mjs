/** Running programs and finding them, in plain Node: used before any npm package is there. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const onWindows = process.platform === 'win32';

/** A message for the person at the terminal, instead of a stack trace. */
export class Stop extends Error {}

/** Progress goes to stderr, so that stdout stays clean for `npm pack --json` and its like. */
export function say(/** @type {string} */ message) {
  process.stderr.write(`${message}\n`);
}

/**
 * The path of the first of these programs that is on PATH.
 * @param {string[]} names
 * @returns {string | undefined}
 */
export function which(...names) {
  const suffixes = onWindows ? ['.exe', '.bat', '.cmd'] : [''];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      for (const suffix of suffixes) {
        const path = join(folder, name + suffix);
        try {
          accessSync(path, constants.X_OK);
          if (statSync(path).isFile()) return path;
        } catch {
          continue;
        }
      }
    }
  }
  return undefined;
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {(text: string) => void} [onOutput] receives stdout and stderr, and there is no stdin;
 *   without it all three are the terminal's
 */

/**
 * Runs a program in the repository's root and resolves to its exit code.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function status(program, args, { env = {}, onOutput } = {}) {
  // Windows starts .bat and .cmd files only through its shell, which splits at blanks.
  const quote = (/** @type {string} */ text) => (onWindows && / /.test(text) ? `"${text}"` : text);
  return new Promise((resolve, reject) => {
    const child = spawn(quote(program), args.map(quote), {
      cwd: root,
      env: { ...process.env, ...env },
      shell: onWindows,
      stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program whose output matters only when it fails; then shows it and stops.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function quietly(program, args, options = {}) {
  let output = '';
  const code = await status(program, args, { ...options, onOutput: (text) => (output += text) });
  if (code === 0) return output;
  throw new Stop(`${output.trimEnd()}\n\n${program} ${args.join(' ')}\nended with code ${code}`);
}

/** Whether a program ends with code 0. */
export function succeeds(/** @type {string} */ program, /** @type {string[]} */ ...args) {
  return spawnSync(program, args, { stdio: 'ignore', shell: onWindows }).status === 0;
}

/**
 * Runs a script's main function: a Stop is a message and exit code 1.
 * @param {() => Promise<unknown>} main
 */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
