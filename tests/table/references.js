/** Others on the same folds, in Python, where it can be had. */
import { preparePython, runScript } from '../bench/peers/python.js';
import { foldsOf } from './evaluate.js';

/** @typedef {import('./datasets.js').DataSet} DataSet */
/** @typedef {import('./evaluate.js').Measured} Measured */

const scripts = ['../../table/reference.py', '../../table/scnn_reference.py'];
/** Seconds that one of them may take for a data set. */
const limit = 1200;

/**
 * @param {DataSet} data
 * @param {(text: string) => void} print
 * @returns {Promise<{ versions: Record<string, string>, models: Record<string, Measured> } | undefined>}
 *   undefined where one of them could not be run, which is told
 */
export async function measureReferences(data, print) {
  const missing = await preparePython();
  missing.forEach((sentence) => print(sentence));
  if (missing.length > 0) return undefined;
  const { name, X, y, score } = data;
  const task = { X, y, score, folds: foldsOf(data) };
  const found = { versions: {}, models: {} };
  for (const script of scripts) {
    const { failure, versions, models } = await runScript(script, task, limit);
    if (failure) {
      print(`${script} on ${name}: ${failure}`);
      return undefined;
    }
    Object.assign(found.versions, versions);
    Object.assign(found.models, models);
    print(`${name}: ${Object.keys(models).join(', ')} measured`);
  }
  return found;
}
