// From an optimal network to another one: the fewest neurons, the least norm, the best validation.

import { orAborted, readSignal, throwIfAborted } from './abort.js';
import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show, unknownName } from './errors.js';
import { checkSingleOutputs, readNetwork } from './given-network.js';
import { checkTargets, requireLoss } from './losses.js';
import { Network } from './network.js';
import { checkNames, readRecord } from './options.js';

/** @typedef {import('./data.js').Matrix} Matrix */
/** @typedef {import('./optimal-types.js').SimplifyReport} SimplifyReport */

const known = ['goal', 'certificate', 'Y', 'validation', 'loss', 'regularizer', 'signal'];
const goals = ['fewest-neurons', 'min-norm', 'best-validation'];

/**
 * Simplifies as `optimal-types.js` says of Simplify.
 *
 * @param {import('./engine.js').Engine} engine
 * @param {import('./types.js').MatrixInput} X
 * @param {unknown} network
 * @param {import('./optimal-types.js').SimplifyOptions} [options]
 * @returns {Promise<{ network: Network, report: SimplifyReport }>}
 */
export async function simplify(engine, X, network, options) {
  const started = performance.now();
  const samples = toMatrix('X', X);
  const given = readNetwork(network, { d: samples.columns });
  checkSingleOutputs(given);
  if (given.formulation === 'linear') {
    throw invalidArgument(
      "simplify needs a network of formulation 'relu' or 'gated-relu', but this one is of " +
        "'linear', which has one neuron an output and nothing to vary",
    );
  }
  const user = readRecord('options', options ?? {});
  const settings = readOptions(user, given, samples);
  const signal = readSignal(user.signal);
  const objectiveOf = readObjective(X, user, settings.regularizer);
  const before = objectiveOf?.(given);
  const module = await orAborted(engine.load(true), signal);
  throwIfAborted(signal);
  const { data, rows, columns } = samples;
  const answer = /** @type {any} */ (
    engine.call(() => module.simplify(data, rows, columns, { ...given }, settings))
  );
  const found = new Network(answer.network);
  const after = objectiveOf?.(found);
  /** @type {SimplifyReport} */
  const report = {
    goal: /** @type {SimplifyReport['goal']} */ (settings.goal),
    kept: answer.kept,
    neurons: { before: given.m, after: found.m },
    penalty: { before: answer.penaltyBefore, after: answer.penaltyAfter },
    value: { before: answer.valueBefore, after: answer.valueAfter },
    objective: before === undefined || after === undefined ? null : { before, after },
    predictionChange: answer.change,
    directions: answer.directions,
    freedom: answer.freedom,
    seconds: (performance.now() - started) / 1000,
  };
  return { network: found, report };
}

/**
 * @param {Record<string, unknown>} user
 * @param {Network} network
 * @param {Matrix} X
 */
function readOptions(user, network, X) {
  checkNames(user, known);
  const { goal = goals[0], certificate: proof, validation } = user;
  if (!goals.some((name) => name === goal)) {
    throw invalidArgument(
      `goal must be one of ${goals.map(show).join(', ')}, but is ${show(goal)}`,
    );
  }
  const certificate = proof === undefined ? {} : readRecord('certificate', proof);
  const { formulation = network.formulation } = certificate;
  if (formulation !== network.formulation) {
    throw invalidArgument(
      `certificate must be of the network's formulation ${show(network.formulation)}, ` +
        `but is of ${show(formulation)}`,
    );
  }
  const loss = user.loss ?? certificate.loss ?? 'squared';
  const regularizer = user.regularizer ?? certificate.regularizer ?? 'neuron';
  const linear = network.formulation === 'relu' ? ['neuron'] : ['neuron', 'l1'];
  if (!linear.some((name) => name === regularizer)) {
    throw invalidArgument(
      `regularizer must be ${linear.map(show).join(' or ')} for simplify, whose sizes vary where ` +
        `the penalty is linear in them, but is ${show(regularizer)}`,
    );
  }
  const needsValidation = goal === 'best-validation';
  if (needsValidation === (validation === undefined)) {
    const rule = needsValidation ? 'given as { X, Y } for' : 'left out unless';
    throw invalidArgument(`validation must be ${rule} the goal 'best-validation'`);
  }
  const name = /** @type {import('./name-types.js').RegularizerName} */ (regularizer);
  return {
    ...{ goal, loss, regularizer: name, dual: readDual(certificate, network, X) },
    validation: needsValidation ? readValidation(validation, loss, network) : undefined,
  };
}

/**
 * @param {import('./types.js').MatrixInput} X
 * @param {Record<string, any>} user
 * @param {import('./name-types.js').RegularizerName} regularizer
 * @returns {((network: Network) => number) | undefined} where β and the targets are known
 */
function readObjective(X, { Y, certificate }, regularizer) {
  if (Y === undefined) return undefined;
  if (certificate === undefined) {
    throw invalidArgument('certificate must be given where Y is, for it knows the loss and beta');
  }
  const { loss, beta } = certificate;
  return (network) => network.objective(X, Y, { loss, beta, regularizer });
}

/**
 * Where more directions may come from.
 *
 * @param {Record<string, any>} certificate
 * @param {Network} network
 * @param {Matrix} X
 */
function readDual({ scope, dual, beta, bias, gates, gateColumns }, { c, d }, { rows }) {
  if (scope !== 'patterns') return undefined;
  const patterns = gates?.length / gateColumns;
  const fits = dual?.length === rows * c && (gateColumns === d || gateColumns === d + 1);
  if (!fits || !Number.isInteger(patterns) || !(beta > 0) || typeof bias !== 'boolean') {
    throw invalidArgument(
      `certificate must be that of the network on X, with dual of ${rows * c} numbers and gates ` +
        `of ${d} or ${d + 1} columns, but its dual holds ${show(dual?.length)}`,
    );
  }
  const numbers = (/** @type {ArrayLike<number>} */ list) => Float64Array.from(list);
  return { dual: numbers(dual), beta, bias, gates: numbers(gates), gateColumns, patterns };
}

/**
 * @param {unknown} validation
 * @param {unknown} loss
 * @param {Network} network
 */
function readValidation(validation, loss, { d, c }) {
  const { X, Y, ...rest } = readRecord('validation', validation);
  for (const name of Object.keys(rest)) throw unknownName('key of validation', name, ['X', 'Y']);
  const samples = toMatrix('validation.X', X);
  const targets = toTargets('validation.Y', Y, samples.rows);
  checkTargets(requireLoss('loss', loss), String(loss), targets);
  for (const [name, has, wanted] of /** @type {const} */ ([
    ['validation.X', samples.columns, d],
    ['validation.Y', targets.columns, c],
  ])) {
    if (has === wanted) continue;
    throw invalidArgument(
      `${name} must have ${wanted} columns, as the network has, but has ${has}`,
    );
  }
  return { X: samples.data, Y: targets.data, n: samples.rows, d, c };
}
