// How far a given network is from the optimum: its objective against a bound that a training from
// it proves.

import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { checkSingleOutputs, readNetwork } from './given-network.js';
import { readRecord } from './options.js';
import { createTrainer } from './trainer.js';

/** @typedef {import('./types.js').TrainResult} TrainResult */
/** @typedef {import('./trainer.js').Trainer} Trainer */

/** Scores this small beside the largest do not put a neuron out of a pattern's cone. */
const undecided = 1e-9;

/**
 * Certifies as `types.js` says of Certify.
 *
 * @param {import('./engine.js').Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {unknown} network
 * @param {import('./types.js').CertifyOptions} [options]
 * @param {() => number} [sliceSeconds] asked before each slice
 * @returns {Promise<import('./types.js').Certification>}
 */
export async function certify(engine, X, Y, network, options, sliceSeconds) {
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  const given = readNetwork(network, { d: samples.columns, c: targets.columns });
  checkSingleOutputs(given);
  const wanted = readOptions(options, given);
  const create = (/** @type {import('./types.js').TrainOptions} */ more) =>
    createTrainer(engine, X, Y, { ...wanted, ...more }, sliceSeconds);
  let trainer = await create({ initial: given });
  try {
    const { report, certificate } = trainer.result();
    checkBias(given, certificate.bias);
    const { loss, beta, regularizer } = certificate;
    const objective = given.objective(X, Y, { loss, beta, regularizer });
    if (report.scope === 'patterns' && given.m > 0 && given.formulation !== 'linear') {
      const gates = joinGates(samples, given, certificate);
      if (gates.shape[0] > report.patterns.used) {
        trainer.dispose();
        const patterns = { kind: /** @type {const} */ ('given'), gates };
        trainer = await create({ initial: given, patterns });
      }
    }
    return certification(objective, await trainer.run());
  } finally {
    trainer.dispose();
  }
}

/**
 * @param {number} objective of the given network
 * @param {TrainResult} better
 */
function certification(objective, better) {
  const { scope, status } = better.report;
  // Rounding may put the bound a few last places above an optimal objective.
  const lowerBound = Math.min(better.report.lowerBound, objective);
  const gap = objective - lowerBound;
  const relativeGap = gap === 0 ? 0 : gap / Math.max(Math.abs(objective), Number.MIN_VALUE);
  const certificate = { ...better.certificate, objective, lowerBound };
  return { objective, lowerBound, gap, relativeGap, scope, status, certificate, better };
}

/**
 * @param {unknown} options
 * @param {import('./network.js').Network} given
 * @returns {import('./types.js').TrainOptions}
 */
function readOptions(options, given) {
  const user = readRecord('options', options ?? {});
  if ('initial' in user) {
    throw invalidArgument('initial must be left out: it is the network to be certified');
  }
  const { formulation } = given;
  if (user.formulation !== undefined && user.formulation !== formulation) {
    throw invalidArgument(
      `formulation must be the network's, ${show(formulation)}, but is ${show(user.formulation)}`,
    );
  }
  return { ...user, formulation };
}

/**
 * @param {import('./network.js').Network} given
 * @param {boolean} bias
 */
function checkBias({ b1 }, bias) {
  const j = bias ? -1 : b1.findIndex((weight) => weight !== 0);
  if (j < 0) return;
  throw invalidArgument(
    `network must have no bias weights where bias is false, but network.b1[${j}] is ${b1[j]}`,
  );
}

/**
 * The program's gates and, without which the bound would not hold for it, the network's own.
 *
 * @param {import('./data.js').Matrix} X
 * @param {import('./network.js').Network} given
 * @param {import('./types.js').Certificate} certificate
 */
function joinGates(X, given, certificate) {
  const { d, m, gates: own } = given;
  const { gates = [], gateColumns = d + 1 } = certificate;
  const program = Array.from({ length: gates.length / gateColumns }, (_, i) =>
    Float64Array.from({ length: d + 1 }, (_, k) =>
      k < gateColumns ? gates[i * gateColumns + k] : 0,
    ),
  );
  const signs = program.map((gate) => scores(X, gate));
  for (let j = 0; j < m; j++) {
    if (own) {
      program.push(own.slice(j * (d + 1), (j + 1) * (d + 1)));
      continue;
    }
    const neuron = Float64Array.of(...given.W1.subarray(j * d, (j + 1) * d), given.b1[j]);
    const values = scores(X, neuron);
    const least = undecided * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const isInside = (/** @type {Float64Array} */ gate) =>
      values.every((value, i) => Math.abs(value) <= least || value > 0 === gate[i] >= 0);
    if (!signs.some(isInside)) program.push(neuron);
  }
  const data = new Float64Array(program.length * (d + 1));
  program.forEach((gate, i) => data.set(gate, i * (d + 1)));
  return { data, shape: [program.length, d + 1] };
}

/**
 * What X, with a column of ones, makes of a gate: the plain sum from left to right.
 *
 * @param {import('./data.js').Matrix} X
 * @param {Float64Array} gate
 */
function scores({ data, rows, columns }, gate) {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += data[i * columns + k] * gate[k];
    return sum + gate[columns];
  });
}
