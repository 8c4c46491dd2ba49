/** Others on the same folds, in Python, where it can be had. */
import { preparePython, runScript } from '../bench/peers/python.js';
import { foldsOf } from './evaluate.js';

/** @typedef {import('./datasets.js').DataSet} DataSet */
/** @typedef {import('./evaluate.js').Measured} Measured */

const scripts = ['../../table/reference.py', '../../table/scnn_reference.py'];
/** Seconds that one of them may take for a data set. */
const limit = 1200;

/**
 * @param {readonly DataSet[]} sets
 * @param {(text: string) => void} print
 * @returns {Promise<{ versions: Record<string, string>, sets: Record<string, Record<string, Measured>> } |
 *   undefined>} undefined where one of them could not be run, which is told
 */
export async function measureReferences(sets, print) {
  const missing = await preparePython();
  missing.forEach((sentence) => print(sentence));
  if (missing.length > 0) return undefined;
  /** @type {Record<string, string>} */
  const versions = {};
  /** @type {Record<string, Record<string, Measured>>} */
  const measured = {};
  for (const data of sets) {
    const { name, X, y, score } = data;
    measured[name] = {};
    for (const script of scripts) {
      const answer = await runScript(script, { X, y, score, folds: foldsOf(data) }, limit);
      if (answer.failure) {
        print(`${script} on ${name}: ${answer.failure}`);
        return undefined;
      }
      Object.assign(versions, answer.versions);
      Object.assign(measured[name], answer.models);
      print(`${name}: ${Object.keys(answer.models).join(', ')} measured`);
    }
  }
  return { versions, sets: measured };
}
