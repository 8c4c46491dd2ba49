/** The benchmark's command line. What is built before: scripts/bench.mjs. */
import { cpus, loadavg } from 'node:os';
import { decomposition } from './sections/decompose.js';
import { digits } from './sections/digits.js';
import { fixtures } from './sections/fixtures.js';
import { memory } from './sections/memory.js';
import { native } from './sections/native.js';
import { operator } from './sections/operator.js';
import { page } from './sections/page.js';
import { path } from './sections/path.js';
import { rank } from './sections/rank.js';
import { sampled } from './sections/sampled.js';
import { suite } from './sections/suite.js';
import { warm } from './sections/warm.js';

/** @typedef {import('./measure.js').Section} Section */
/** @typedef {import('./measure.js').Settings} Settings */

/** @type {Record<string, Section>} */
export const sections = {
  fixtures,
  suite,
  rank,
  sampled,
  digits,
  decompose: decomposition,
  memory,
  operator,
  warm,
  path,
  page,
  native,
};

/** @type {Settings} */
const defaults = { n: [30, 100], limit: 60, seed: 7, moves: 200 };

export const usage = `npm run bench -- [section …] [--n 30,100] [--limit 60] [--seed 7] [--moves 200]

${Object.entries(sections)
  .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
  .join('\n')}

  --n      sizes of the suite          --limit  seconds that a problem may take
  --seed   of what is drawn            --moves  how many points section warm moves`;

/**
 * What the command line asks for; without names every section.
 * @param {string[]} args
 * @returns {{ chosen: string[], settings: Settings }}
 */
export function parseArguments(args) {
  const settings = { ...defaults };
  const chosen = [];
  for (let i = 0; i < args.length; i++) {
    const name = args[i].replace(/^--/, '');
    if (!args[i].startsWith('--')) {
      if (!Object.hasOwn(sections, name)) throw new Error(`no section '${name}'\n\n${usage}`);
      chosen.push(name);
      continue;
    }
    if (!Object.hasOwn(defaults, name)) throw new Error(`no option '${args[i]}'\n\n${usage}`);
    const values = (args[++i] ?? '').split(',').map(Number);
    if (!values.every((value) => value > 0)) {
      throw new Error(`${name} must be positive\n\n${usage}`);
    }
    Object.assign(settings, { [name]: name === 'n' ? values : values[0] });
  }
  return { chosen: chosen.length > 0 ? chosen : Object.keys(sections), settings };
}

/**
 * @param {string[]} chosen
 * @param {Settings} settings
 */
export async function runSections(chosen, settings) {
  const print = (/** @type {string} */ text) => process.stdout.write(`${text}\n\n`);
  print(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model}`);
  for (const name of chosen) {
    print(`## ${name}: ${sections[name].about}`);
    const start = performance.now();
    const before = process.cpuUsage();
    await sections[name].run(settings, print);
    const { user, system } = process.cpuUsage(before);
    const [wall, processor] = [(performance.now() - start) / 1000, (user + system) / 1e6];
    print(
      `${name} took ${wall.toFixed(1)} s, ${processor.toFixed(1)} s of the processor in this ` +
        `process; load average ${loadavg()[0].toFixed(1)}`,
    );
  }
}
