// Cone decomposition: from a gated network to a ReLU network with the same predictions.

import { orAborted, readSignal, throwIfAborted } from './abort.js';
import { toMatrix } from './data.js';
import { invalidArgument, show } from './errors.js';
import { readNetwork } from './given-network.js';
import { Network } from './network.js';
import { checkNames, readRecord } from './options.js';
import { breathe } from './slices.js';

/** @typedef {import('./optimal-types.js').DecomposeReport} DecomposeReport */

const known = ['exact', 'tolerance', 'bias', 'signal'];
const exactTolerance = 1e-6;
const roughTolerance = 0.05;

/**
 * Decomposes as `optimal-types.js` says of Decompose.
 *
 * @param {import('./engine.js').Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {unknown} network
 * @param {import('./optimal-types.js').DecomposeOptions} [options]
 * @param {() => number} [sliceSeconds] asked before each slice
 * @returns {Promise<import('./optimal-types.js').DecomposeResult>}
 */
export async function decompose(engine, X, network, options, sliceSeconds = () => 0.012) {
  const started = performance.now();
  const { data, rows, columns } = toMatrix('X', X);
  const gated = readGated(network, columns);
  const { signal, settings } = readOptions(options, gated);
  const module = await orAborted(engine.load(true), signal);
  throwIfAborted(signal);
  const decomposition = module.createDecomposition();
  try {
    engine.call(() => decomposition.start(data, rows, columns, { ...gated }, settings));
    while (!engine.call(() => decomposition.advance(sliceSeconds()))) {
      await breathe();
      throwIfAborted(signal);
    }
    const answer = /** @type {any} */ (engine.call(() => decomposition.result()));
    return finish(answer, settings, (performance.now() - started) / 1000);
  } finally {
    decomposition.delete();
  }
}

/**
 * @param {Record<string, any>} answer
 * @param {DecomposeReport['options']} options
 * @param {number} seconds
 */
function finish({ network, norm, lowerBound, ...more }, options, seconds) {
  const gap = norm - lowerBound;
  const relativeGap = gap === 0 ? 0 : gap / norm;
  const { blocks, violation, iterations } = more;
  /** @type {DecomposeReport} */
  const report = {
    status: relativeGap <= options.tolerance ? 'optimal' : 'stalled',
    ...{ norm, lowerBound, gap, relativeGap, blocks, neurons: network.m, violation },
    ...{ iterations, seconds, options },
  };
  return { network: new Network(network), report };
}

/**
 * @param {unknown} network
 * @param {number} d
 */
function readGated(network, d) {
  const given = readNetwork(network, { d });
  if (given.formulation === 'gated-relu') return given;
  throw invalidArgument(
    `decompose needs a network of formulation 'gated-relu', but this one is of ` +
      show(given.formulation),
  );
}

/**
 * @param {unknown} options
 * @param {Network} gated
 */
function readOptions(options, { b1 }) {
  const user = readRecord('options', options ?? {});
  checkNames(user, known);
  const hasBias = b1.some((weight) => weight !== 0);
  const { exact = true, bias = hasBias } = user;
  const { tolerance = exact ? exactTolerance : roughTolerance } = user;
  for (const [name, value] of Object.entries({ exact, bias })) {
    if (typeof value === 'boolean') continue;
    throw invalidArgument(`${name} must be true or false, but is ${show(value)}`);
  }
  if (typeof tolerance !== 'number' || !(tolerance > 0 && tolerance < Infinity)) {
    throw invalidArgument(`tolerance must be a finite number > 0, but is ${show(tolerance)}`);
  }
  if (hasBias && !bias) {
    const j = b1.findIndex((weight) => weight !== 0);
    throw invalidArgument(
      `network must have no bias weights where bias is false, but network.b1[${j}] is ${b1[j]}`,
    );
  }
  const settings = { exact: exact === true, tolerance, bias: bias === true };
  return { signal: readSignal(user.signal), settings };
}
