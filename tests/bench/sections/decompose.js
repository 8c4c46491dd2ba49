/** Cone decompositions of gated solutions: exact ones against those within 5 %. */
import { decompose, train } from 'convexrelu';
import { dataSets } from '../../table/datasets.js';
import { standardized, standardizedColumns } from '../data/standardize.js';
import { formatTable } from '../table.js';

/** @typedef {import('../../table/datasets.js').DataSet} DataSet */
/** @typedef {import('convexrelu').Network} Network */
/** @typedef {import('convexrelu').DecomposeReport} DecomposeReport */
/** @typedef {{ seconds: number, report: DecomposeReport }} Timed */

/** In turns, the least time of each: what else the machine does comes and goes. */
const turns = { most: 40, seconds: 5 };

/** @type {import('../measure.js').Section} */
export const decomposition = {
  about: 'six data sets over 50 gates, β = 0.01: decompositions exact and within 5 %, times, norms',
  async run({ limit }, print) {
    const rows = [];
    for (const set of dataSets()) {
      const { X, Y, loss } = targetsOf(set);
      const { network } = await train(X, Y, {
        ...{ formulation: 'gated-relu', loss, beta: 0.01, tolerance: 1e-3, timeLimit: limit },
        patterns: { kind: 'sampled', count: 50 },
      });
      const { exact, rough } = await inTurns(X, network);
      rows.push({ 'data set': set.name, n: X.length, d: X[0].length, ...rowOf(exact, rough) });
    }
    print(formatTable(rows));
  },
};

/**
 * Standardized; classes as a column of signs each, two as one.
 * @param {DataSet} set
 */
export function targetsOf({ X: raw, y, score }) {
  const X = standardizedColumns(raw);
  if (score === 'R²') {
    return { X, Y: standardized(y.map(Number)), loss: /** @type {const} */ ('squared') };
  }
  const classes = [...new Set(y)];
  const columns = classes.length === 2 ? classes.slice(0, 1) : classes;
  const Y = y.map((own) => columns.map((name) => (own === name ? 1 : -1)));
  return { X, Y, loss: /** @type {const} */ ('logistic') };
}

/**
 * @param {number[][]} X
 * @param {Network} network
 */
async function inTurns(X, network) {
  const start = performance.now();
  let exact = await timed(X, network, true);
  let rough = await timed(X, network, false);
  for (let turn = 1; turn < turns.most; turn++) {
    if (performance.now() - start > 1000 * turns.seconds) break;
    exact = quicker(exact, await timed(X, network, true));
    rough = quicker(rough, await timed(X, network, false));
  }
  return { exact, rough };
}

/**
 * @param {Timed} a
 * @param {Timed} b
 */
const quicker = (a, b) => (b.seconds < a.seconds ? b : a);

/**
 * The whole call, copies in and out included.
 * @param {number[][]} X
 * @param {Network} network
 * @param {boolean} exact
 * @returns {Promise<Timed>}
 */
async function timed(X, network, exact) {
  const start = performance.now();
  const { report } = await decompose(X, network, { exact, bias: true });
  return { seconds: (performance.now() - start) / 1000, report };
}

/**
 * @param {Timed} exact
 * @param {Timed} rough
 */
export function rowOf(exact, rough) {
  const milliseconds = (/** @type {Timed} */ { seconds }) => (1000 * seconds).toPrecision(3);
  return {
    blocks: exact.report.blocks,
    'exact, ms': milliseconds(exact),
    'within 5 %, ms': milliseconds(rough),
    'times faster': (exact.seconds / rough.seconds).toFixed(1),
    'norm / least': (rough.report.norm / exact.report.norm).toFixed(4),
    'gap proven': rough.report.relativeGap.toExponential(1),
    violation: rough.report.violation.toExponential(0),
  };
}
