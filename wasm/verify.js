// Re-checks a training's result from the data, the network and the certificate alone, in plain
// JavaScript that shares no code with the solver.
//
// Weak duality: for ν in the domain of the loss with M(ν) ≤ β, g(ν) bounds the program's optimum
// from below. In the scope 'patterns' M is a maximum over the program's patterns, which the
// certificate holds; in the scope 'global' over all neurons that can exist.

import { readCertificate } from './certificate.js';
import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show, unknownName } from './errors.js';
import { dataTerm, findFault, sumOverRows } from './losses.js';
import { Network } from './network.js';
import { largestNorm } from './pattern-norms.js';
import { largestPeak } from './peaks.js';

/** @typedef {import('./certificate.js').ReadCertificate} ReadCertificate */
/** @typedef {import('./data.js').Matrix} Matrix */
/** @typedef {import('./verify-types.js').Verification} Verification */

/** How far numbers that should be equal may differ, relatively. */
const slack = 1e-9;

/** Smaller numbers of X count as 0, as they do in a training. */
const smallest = 1e-100;

/** The smallest number with all its digits: below it, squares of small targets are rounded coarsely. */
const smallestNormal = 2 ** -1022;

/**
 * Checks everything that `train` claims about a network. A wrong or tampered certificate gives
 * `valid: false` with reasons; only malformed X, Y or options throw. To the bound numbers in X
 * smaller than 1e-100 count as 0, as they do in a training.
 *
 * In the scope 'global' this is quick where X, with its bias column, has rank 3 or less. To rank 6 it
 * may run into the time limit; then, and beyond that rank, `lowerBound` is what could be proven.
 *
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {import('./types.js').NetworkData} network
 * @param {import('./types.js').Certificate} certificate
 * @param {import('./verify-types.js').VerifyOptions} [options]
 * @returns {Verification}
 */
export function verify(X, Y, network, certificate, options) {
  const timeLimit = readTimeLimit(options);
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  /** @type {string[]} */
  const reasons = [];
  const sizes = { n: samples.rows, d: samples.columns, c: targets.columns };
  const claim = readCertificate(certificate, sizes, reasons);
  const checkedNetwork = readNetwork(network, sizes, reasons);
  const { scope: named } = Object(certificate);
  const scope = named === 'global' || named === 'patterns' ? named : 'unknown';
  if (!claim || !fitsLoss(targets, claim, reasons)) return verdict(NaN, NaN, scope, reasons);
  const objective = checkedNetwork
    ? checkObjective(checkedNetwork, X, Y, targets, claim, reasons)
    : NaN;
  const lowerBound = checkLowerBound(samples, targets, claim, timeLimit, reasons);
  if (objective - lowerBound < -allowance(targets, claim, objective)) {
    reasons.push(
      `The lower bound ${lowerBound} lies above the objective ${objective}: they do not belong ` +
        'to the same program.',
    );
  }
  return verdict(objective, lowerBound, scope, reasons);
}

/** @param {unknown} options */
function readTimeLimit(options) {
  const { timeLimit = 10, ...rest } = Object(options);
  for (const name of Object.keys(rest)) throw unknownName('option', name, ['timeLimit']);
  if (typeof timeLimit === 'number' && timeLimit >= 0) return timeLimit;
  throw invalidArgument(`timeLimit must be a number of seconds >= 0, but is ${show(timeLimit)}`);
}

/**
 * @param {number} objective
 * @param {number} lowerBound
 * @param {Verification['scope']} scope
 * @param {string[]} reasons
 * @returns {Verification}
 */
function verdict(objective, lowerBound, scope, reasons) {
  // Rounding may put a bound a few last places above an optimal objective.
  const gap = reasons.length ? objective - lowerBound : Math.max(0, objective - lowerBound);
  const relativeGap = gap === 0 ? 0 : gap / Math.max(Math.abs(objective), Number.MIN_VALUE);
  return { valid: reasons.length === 0, objective, lowerBound, gap, relativeGap, scope, reasons };
}

/**
 * @param {unknown} given
 * @param {{ d: number, c: number }} sizes
 * @param {string[]} reasons
 * @returns {Network | undefined}
 */
function readNetwork(given, { d, c }, reasons) {
  try {
    const network = new Network(/** @type {Network} */ (given));
    if (network.d === d && network.c === c) return network;
    reasons.push(
      `The network has d = ${network.d} and c = ${network.c}, the data d = ${d} and c = ${c}.`,
    );
  } catch (error) {
    reasons.push(`The network is unreadable: ${error instanceof Error ? error.message : error}.`);
  }
  return undefined;
}

/**
 * @param {Matrix} targets
 * @param {ReadCertificate} claim
 * @param {string[]} reasons
 */
function fitsLoss(targets, { loss, lossName }, reasons) {
  const fits = !findFault(loss, targets);
  if (!fits) {
    const others =
      loss.targets === 'signs'
        ? 'targets other than -1 and +1'
        : 'rows other than one 1 among zeros';
    reasons.push(`The certificate's loss is ${lossName}, but Y holds ${others}.`);
  }
  return fits;
}

/**
 * How far from `value` a number may be that should equal it: the relative slack, and rounding at
 * the size of the data, beside which an objective may be tiny.
 *
 * @param {Matrix} targets
 * @param {ReadCertificate} claim
 * @param {number} value
 */
function allowance(targets, { loss }, value) {
  const atZero = dataTerm(loss, new Float64Array(targets.data.length), targets);
  return slack * Math.abs(value) + 1e-15 * atZero + smallestNormal;
}

/**
 * The network's objective from scratch, compared with the claimed one.
 *
 * @param {Network} network
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {Matrix} targets
 * @param {ReadCertificate} claim
 * @param {string[]} reasons
 */
function checkObjective(network, X, Y, targets, claim, reasons) {
  if (network.formulation !== claim.formulation) {
    reasons.push(
      `The network is of formulation '${network.formulation}', the certificate of ` +
        `'${claim.formulation}'.`,
    );
  }
  if (!claim.bias && network.b1.some((weight) => weight !== 0)) {
    reasons.push('The network has bias weights, but the certificate is of a program without bias.');
  }
  const { lossName: loss, beta, regularizerName: regularizer } = claim;
  const objective = network.objective(X, Y, { loss, beta, regularizer });
  const difference = Math.abs(objective - claim.objective);
  if (!(difference <= allowance(targets, claim, claim.objective))) {
    reasons.push(
      `The network's objective is ${objective}, but the certificate claims ${claim.objective}.`,
    );
  }
  return objective;
}

/**
 * The bound that the dual variable proves, compared with the claimed one.
 *
 * @param {Matrix} X
 * @param {Matrix} Y
 * @param {ReadCertificate} claim
 * @param {number} timeLimit
 * @param {string[]} reasons
 */
function checkLowerBound(X, Y, claim, timeLimit, reasons) {
  clipToDomain(Y, claim, reasons);
  const counted = { ...X, data: X.data.map((x) => (Math.abs(x) < smallest ? 0 : x)) };
  const { largest, rounding, missing } =
    claim.scope === 'global'
      ? largestPeak(counted, Y.columns, claim, timeLimit)
      : { ...largestNorm(counted, Y.columns, claim, X), missing: undefined };
  const lowerBound = boundFrom(Y, claim, largest);
  const size = Math.max(Math.abs(claim.lowerBound), Math.abs(claim.objective));
  // What rounding leaves open, here and where the claim was made, is not held against it.
  const claimed = claim.lowerBound - allowance(Y, claim, size);
  if (!(boundFrom(Y, claim, largest - rounding) >= claimed)) {
    reasons.push(
      `The dual variable proves the lower bound ${lowerBound}, less than the claimed ` +
        `${claim.lowerBound}.`,
    );
    if (missing) reasons.push(missing);
  }
  return lowerBound;
}

/**
 * The bound that ν proves if its largest correlation with a neuron, or the dual norm of them all, is
 * `largest`. The domain of every loss is convex and holds 0, so shrinking ν stays inside it. Where the
 * regularizer is half the square of a norm, ν may be as long as it is, at a price.
 *
 * @param {Matrix} Y
 * @param {ReadCertificate} claim
 * @param {number} largest
 */
function boundFrom(Y, { loss, regularizer, dual, beta }, largest) {
  const { isHalfSquare } = regularizer;
  // Written so that an overflow to NaN proves nothing.
  const scale = isHalfSquare || largest <= beta ? 1 : beta / largest;
  const shrunk = dual.map((nu) => scale * nu);
  const lowerBound = sumOverRows(shrunk, Y, (nu, y) => loss.dualTerm(nu, y, Y.rows));
  return isHalfSquare && largest > 0 ? lowerBound - (largest / beta) * (largest / 2) : lowerBound;
}

/** What ν must be inside of, as a sentence says it. */
const domains = { any: '', signs: ', 0 <= n y ν <= 1', classes: ', y - n ν >= 0 of sum 1' };

/**
 * Takes back rounding that put ν beside the domain of the loss.
 *
 * @param {Matrix} Y
 * @param {ReadCertificate} claim its dual is changed in place
 * @param {string[]} reasons
 */
function clipToDomain(Y, { loss, lossName, dual }, reasons) {
  let worst = 0;
  sumOverRows(dual, Y, (nu, y) => (worst = Math.max(worst, loss.clip(nu, y, Y.rows))));
  if (worst <= slack) return;
  reasons.push(
    `The dual variable leaves the domain of the ${lossName} loss${domains[loss.targets]}, ` +
      `by ${worst}.`,
  );
}
