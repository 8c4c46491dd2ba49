/** `npm run table`: docs/accuracy.md's numbers, measured again. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { info } from 'convexrelu';
import { dataSets } from './datasets.js';
import { evaluate } from './evaluate.js';
import { measureReferences } from './references.js';
import { render, replaceSection } from './render.js';

/** @typedef {import('./render.js').Results} Results */

const page = new URL('../../docs/accuracy.md', import.meta.url);
const record = new URL('results.json', import.meta.url);

/** What was measured last. @returns {Results} */
export const lastResults = () => JSON.parse(readFileSync(record, 'utf8'));

/** The page as it is. */
export const readPage = () => readFileSync(page, 'utf8');

/** What is enough to see that everything works. */
const quickSets = ['iris', 'diabetes'];
const quickParams = {
  ...{ count: 3, folds: 3 },
  patterns: { kind: /** @type {const} */ ('sampled'), count: 10 },
};

export const setNames = dataSets().map(({ name }) => name);

/**
 * Measures data set after data set. What was measured of one is written at once, beside what is known of
 * the others.
 *
 * @param {{ quick: boolean, only?: string[] }} settings `quick`: two data sets, few β and patterns, and nothing
 *   is written; `only`: names of data sets, all by default
 * @param {(text: string) => void} print
 * @returns {Promise<Results>}
 */
export async function runTable({ quick, only = quick ? quickSets : setNames }, print) {
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const versions = { convexrelu: (await info()).version, Node: process.versions.node };
  /** @type {Results['sets']} */
  const quickly = {};
  for (const data of dataSets().filter(({ name }) => only.includes(name))) {
    const { name } = data;
    const measured = await measureOurs(data, quick, print);
    quickly[name] = measured;
    const found = quick ? undefined : await measureReferences(data, print);
    if (!quick) write({ machine, versions }, name, measured, found);
  }
  const results = quick
    ? { machine, versions, sets: quickly, references: known().references }
    : known();
  print(render(results));
  return results;
}

/**
 * @param {import('./datasets.js').DataSet} data
 * @param {boolean} quick
 * @param {(text: string) => void} print
 * @returns {Promise<Results['sets'][string]>}
 */
async function measureOurs(data, quick, print) {
  const { name, score, X, y } = data;
  /** @type {Results['sets'][string]['ours']} */
  const ours = {};
  for (const [row, params] of Object.entries(data.ours)) {
    const used = quick ? { ...params, ...quickParams } : params;
    ours[row] = await evaluate(data, used, (fold, it) =>
      print(`${name}, ${row}, fold ${fold + 1}: ${it.toFixed(3)}`),
    );
  }
  return { score, n: y.length, d: X[0].length, ours };
}

/**
 * @param {Pick<Results, 'machine' | 'versions'>} run
 * @param {string} name of the data set
 * @param {Results['sets'][string]} measured
 * @param {Awaited<ReturnType<typeof measureReferences>>} found
 */
function write(run, name, measured, found) {
  const { sets, references } = known();
  const all = { ...sets, [name]: measured };
  const ordered = setNames.filter((it) => all[it]).map((it) => [it, all[it]]);
  const earlier = references.earlier.filter((it) => it !== name);
  const others = found
    ? {
        ...{ machine: run.machine, versions: found.versions, earlier },
        sets: { ...references.sets, [name]: found.models },
      }
    : { ...references, earlier: [...earlier, name] };
  const results = { ...run, sets: Object.fromEntries(ordered), references: others };
  writeFileSync(record, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(page, replaceSection(readPage(), render(results)));
}

/** The last results; none where there are none yet. @returns {Results} */
function known() {
  if (existsSync(record)) return lastResults();
  const nothing = { machine: '', versions: {}, sets: {} };
  return { ...nothing, references: { ...nothing, earlier: [] } };
}
