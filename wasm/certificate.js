// Reads a certificate that may come from anywhere. What is wrong with it becomes a sentence, never
// an exception.

import { show } from './errors.js';
import { formulationNames, hasCones, isFormulation } from './formulations.js';
import { findLoss } from './losses.js';
import { findRegularizer, regularizerNames } from './regularizers.js';

/**
 * A certificate whose form is right.
 * @typedef {object} ReadCertificate
 * @property {'global' | 'patterns'} scope
 * @property {import('./name-types.js').Formulation} formulation
 * @property {import('./name-types.js').LossName} lossName
 * @property {import('./losses.js').Loss} loss
 * @property {import('./name-types.js').RegularizerName} regularizerName
 * @property {import('./regularizers.js').Regularizer} regularizer
 * @property {number} beta
 * @property {boolean} bias
 * @property {number} objective
 * @property {number} lowerBound
 * @property {Float64Array} dual n×c
 * @property {Float64Array} gates none in the scope 'global', which needs no patterns
 * @property {number} gateColumns
 * @property {number} patterns how many gates there are
 * @property {Cones} cones
 */

/**
 * Multipliers by `pairKey`, and where they stand in `row` and `value`.
 * @typedef {object} Cones
 * @property {Map<string, { from: number, to: number }>} entries
 * @property {Float64Array} row
 * @property {Float64Array} value
 */

/**
 * The key of an (output, pattern, sign).
 *
 * @param {number} output
 * @param {number} pattern
 * @param {number} sign
 */
export function pairKey(output, pattern, sign) {
  return `${output} ${pattern} ${sign}`;
}

/**
 * @param {unknown} given
 * @param {{ n: number, d: number, c: number }} sizes of the data
 * @param {string[]} reasons gets a sentence for everything that is wrong
 * @returns {ReadCertificate | undefined} undefined if anything was wrong
 */
export function readCertificate(given, sizes, reasons) {
  if (typeof given !== 'object' || given === null) {
    reasons.push(`The certificate must be an object, but is ${show(given)}.`);
    return undefined;
  }
  const certificate = /** @type {Record<string, unknown>} */ (given);
  const before = reasons.length;
  /** @type {(key: string, holds: boolean, rule: string) => void} */
  const require = (key, holds, rule) => {
    if (!holds) {
      reasons.push(`The certificate's ${key} must be ${rule}, but is ${show(certificate[key])}.`);
    }
  };
  const { scope, formulation, loss: lossName, beta, bias } = certificate;
  const { objective, lowerBound } = certificate;
  const { n, d, c } = sizes;
  require('scope', scope === 'global' || scope === 'patterns', "'global' or 'patterns'");
  const regularizer = checkProgram(certificate, require);
  const loss = findLoss(lossName);
  require('loss', loss !== undefined, 'a known loss');
  require('beta', isFinite(beta) && Number(beta) >= 0, 'a finite number >= 0');
  require('bias', typeof bias === 'boolean', 'true or false');
  require('objective', isFinite(objective), 'a finite number');
  require('lowerBound', isFinite(lowerBound), 'a finite number');
  const dual = readNumbers(certificate.dual);
  require('dual', dual?.length === n * c, `${n * c} finite numbers`);
  if (scope === 'patterns') {
    const { gates, gateColumns } = certificate;
    require('gateColumns', gateColumns === d || gateColumns === d + 1, `${d} or ${d + 1}`);
    const patterns = (readNumbers(gates)?.length ?? NaN) / Number(gateColumns);
    require('gates', Number.isInteger(patterns), 'finite numbers, a multiple of gateColumns');
  }
  if (reasons.length > before || !loss || !regularizer || !dual) return undefined;
  const gates = (scope === 'patterns' && readNumbers(certificate.gates)) || new Float64Array(0);
  const gateColumns = scope === 'patterns' ? Number(certificate.gateColumns) : d;
  const patterns = gates.length / gateColumns;
  const multipliers = scope === 'patterns' ? certificate.cones : undefined;
  const cones = readCones(multipliers, { n, c, patterns }, reasons);
  if (!cones) return undefined;
  return {
    scope: scope === 'global' ? 'global' : 'patterns',
    formulation: isFormulation(formulation) ? formulation : 'relu',
    lossName: /** @type {ReadCertificate['lossName']} */ (lossName),
    loss,
    regularizerName: /** @type {ReadCertificate['regularizerName']} */ (certificate.regularizer),
    regularizer,
    beta: Number(beta),
    bias: bias === true,
    objective: Number(objective),
    lowerBound: Number(lowerBound),
    dual,
    gates,
    gateColumns,
    patterns,
    cones,
  };
}

/**
 * Which convex program the certificate is of.
 *
 * @param {Record<string, unknown>} certificate
 * @param {(key: string, holds: boolean, rule: string) => void} require
 * @returns {import('./regularizers.js').Regularizer | undefined}
 */
function checkProgram({ scope, formulation, regularizer: name }, require) {
  const isKnownFormulation = isFormulation(formulation);
  if (scope === 'global') {
    require('formulation', formulation === 'relu', "'relu' in the scope 'global'");
  } else {
    require('formulation', isKnownFormulation, formulationNames.map(show).join(' or '));
  }
  const known = isKnownFormulation && !hasCones(formulation) ? regularizerNames : ['neuron'];
  const isKnown = known.some((it) => it === name);
  require('regularizer', isKnown, known.map(show).join(' or '));
  return isKnown ? findRegularizer(name) : undefined;
}

/** @param {unknown} value */
function isFinite(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

/**
 * @param {unknown} value
 * @returns {Float64Array | undefined} undefined unless it is a list of finite numbers
 */
function readNumbers(value) {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
  const list = /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (value));
  const numbers = new Float64Array(list.length ?? 0);
  for (let k = 0; k < numbers.length; k++) {
    if (!isFinite(list[k])) return undefined;
    numbers[k] = Number(list[k]);
  }
  return numbers;
}

/**
 * @param {unknown} given
 * @param {{ n: number, c: number, patterns: number }} sizes
 * @param {string[]} reasons
 * @returns {Cones | undefined}
 */
function readCones(given, { n, c, patterns }, reasons) {
  const none = new Float64Array(0);
  if (given === undefined || given === null) return { entries: new Map(), row: none, value: none };
  const cones = /** @type {Record<string, unknown>} */ (typeof given === 'object' ? given : {});
  const [output, pattern, sign, start, row, value] = [
    cones.output,
    cones.pattern,
    cones.sign,
    cones.start,
    cones.row,
    cones.value,
  ].map(readNumbers);
  if (!output || !pattern || !sign || !start || !row || !value) {
    reasons.push('The multipliers of the cones must be lists of finite numbers.');
    return undefined;
  }
  const count = output.length;
  const fits =
    pattern.length === count &&
    sign.length === count &&
    start.length === count + 1 &&
    row.length === value.length &&
    start[0] === 0 &&
    start[count] === row.length;
  const wrong = fits
    ? firstWrong([
        ['an output', output, (x) => isIndex(x, c)],
        ['a pattern', pattern, (x) => isIndex(x, patterns)],
        ['a sign', sign, (x) => x === 1 || x === -1],
        ['a start', start, (x, e) => isIndex(x, row.length + 1) && (e === 0 || x >= start[e - 1])],
        ['a row', row, (x) => isIndex(x, n)],
        ['a value (multipliers must be >= 0)', value, (x) => x >= 0],
      ])
    : 'lists of lengths that do not belong together';
  if (wrong) {
    reasons.push(`The multipliers of the cones hold ${wrong}.`);
    return undefined;
  }
  const entries = new Map();
  for (let e = 0; e < count; e++) {
    entries.set(pairKey(output[e], pattern[e], sign[e]), { from: start[e], to: start[e + 1] });
  }
  if (entries.size < count) {
    reasons.push('The multipliers of the cones list a pattern twice for the same output and sign.');
    return undefined;
  }
  return { entries, row, value };
}

/**
 * @param {number} x
 * @param {number} size
 */
function isIndex(x, size) {
  return Number.isInteger(x) && x >= 0 && x < size;
}

/**
 * @param {[string, Float64Array, (x: number, e: number) => boolean][]} lists
 * @returns {string | undefined}
 */
function firstWrong(lists) {
  for (const [what, list, holds] of lists) {
    const e = list.findIndex((x, k) => !holds(x, k));
    if (e >= 0) return `${what} out of range, ${list[e]} at position ${e}`;
  }
  return undefined;
}
