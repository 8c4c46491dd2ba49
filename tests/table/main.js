/** `npm run table`: docs/accuracy.md's numbers, measured again. */
import { readFileSync, writeFileSync } from 'node:fs';
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
  count: 3,
  folds: 3,
  patterns: { kind: /** @type {const} */ ('sampled'), count: 10 },
};

/**
 * @param {{ quick: boolean }} settings `quick`: two data sets, few β and patterns, and nothing is written
 * @param {(text: string) => void} print
 * @returns {Promise<Results>}
 */
export async function runTable({ quick }, print) {
  const sets = dataSets().filter(({ name }) => !quick || quickSets.includes(name));
  /** @type {Results['sets']} */
  const measured = {};
  for (const data of sets) {
    const { name, score, X, y } = data;
    measured[name] = { score, n: y.length, d: X[0].length, ours: {} };
    for (const [row, params] of Object.entries(data.ours)) {
      const used = quick ? { ...params, ...quickParams } : params;
      measured[name].ours[row] = await evaluate(data, used, (fold, it) =>
        print(`${name}, ${row}, fold ${fold + 1}: ${it.toFixed(3)}`),
      );
    }
  }
  const machine = `${cpus().length} × ${cpus()[0].model}`;
  const versions = { convexrelu: (await info()).version, Node: process.versions.node };
  const found = quick ? undefined : await measureReferences(sets, print);
  const references = found ? { machine, ...found } : known().references;
  const results = { machine, versions, sets: measured, references, referencesAreEarlier: !found };
  if (!quick) {
    writeFileSync(record, `${JSON.stringify(results, null, 1)}\n`);
    writeFileSync(page, replaceSection(readPage(), render(results)));
  }
  print(render(results));
  return results;
}

/** The references of the last run; none where there was none. */
function known() {
  try {
    return lastResults();
  } catch {
    return { references: { machine: '', versions: {}, sets: {} } };
  }
}
