// Merges a training's options with the core's defaults and checks their names and types. Ranges and
// the names of losses, solvers … are rules of the core.

import { readSignal } from './abort.js';
import { toMatrix } from './data.js';
import { invalidArgument, show, unknownName } from './errors.js';

/** @typedef {import('./name-types.js').Info} Info */
/** @typedef {import('./types.js').Progress} Progress */

/**
 * @typedef {object} ResolvedOptions
 * @property {Record<string, unknown>} options every option of the core, plain data
 * @property {unknown} initial as given; see readInitial
 * @property {unknown} validation as given; see readValidation
 * @property {AbortSignal} [signal]
 * @property {(progress: Progress) => unknown} [onProgress]
 */

/** Pattern sources that need no further words. */
const patternNames = ['auto', 'exact', 'sampled'];

/** Options that only JavaScript knows; the rest comes from the core's table. */
const ownOptions = ['initial', 'validation', 'signal', 'onProgress'];

/**
 * @param {unknown} given what the user passed
 * @param {Info} info
 * @returns {ResolvedOptions}
 */
export function resolveOptions(given, info) {
  const user = readRecord('options', given ?? {});
  checkOptionNames(user, info);
  /** @type {Record<string, unknown>} */
  const options = {};
  for (const { name, type, rule } of info.options) {
    const value = user[name] === undefined ? info.defaults[name] : user[name];
    if (type === 'patterns') options[name] = readPatterns(value, rule, info);
    else if (type === 'names') options[name] = readNames(name, rule, value);
    else options[name] = checkType(name, type, rule, value);
  }
  return {
    options,
    initial: user.initial,
    validation: user.validation,
    signal: readSignal(user.signal),
    onProgress: readProgressCallback(user.onProgress),
  };
}

/**
 * @param {Record<string, unknown>} user
 * @param {Info} info
 * @param {readonly string[]} [more] names that go beyond those of a training
 */
export function checkOptionNames(user, info, more = []) {
  checkNames(user, [...more, ...info.options.map(({ name }) => name), ...ownOptions]);
}

/**
 * @param {Record<string, unknown>} user
 * @param {readonly string[]} known
 */
export function checkNames(user, known) {
  for (const name of Object.keys(user)) {
    if (!known.includes(name)) throw unknownName('option', name, known);
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
export function readRecord(name, value) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return /** @type {Record<string, unknown>} */ (value);
  }
  throw invalidArgument(`${name} must be an object, but is ${show(value)}`);
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} rule
 * @param {unknown} value
 */
function checkType(name, type, rule, value) {
  if (type === 'numbers' && isNumbers(value)) return Array.from(value);
  if (typeof value === type && !Number.isNaN(value)) return value;
  throw invalidArgument(`${name} must be ${rule}, but is ${show(value)}`);
}

/**
 * @param {unknown} value
 * @returns {value is ArrayLike<number>}
 */
function isNumbers(value) {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return false;
  const list = Array.from(/** @type {ArrayLike<unknown>} */ (value));
  return list.length > 0 && list.every((x) => typeof x === 'number' && Number.isFinite(x));
}

/**
 * @param {string} name
 * @param {string} rule
 * @param {unknown} value
 * @returns {string[] | true}
 */
function readNames(name, rule, value) {
  if (value === true) return value;
  if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return [...value];
  throw invalidArgument(`${name} must be ${rule}, but is ${show(value)}`);
}

/**
 * Patterns as plain data: a name, or an object of one of the known kinds with its defaults filled
 * in. Gates are copied.
 *
 * @param {unknown} value
 * @param {string} rule
 * @param {Info} info
 */
function readPatterns(value, rule, { patternDefaults, samplingOptions }) {
  if (typeof value === 'string' && patternNames.includes(value)) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidArgument(`patterns must be ${rule}, but is ${show(value)}`);
  }
  const { kind, ...rest } = /** @type {Record<string, unknown>} */ (value);
  if (kind === 'sampled') {
    return { ...patternDefaults, kind, ...readSampling(rest, samplingOptions) };
  }
  if (kind === 'given') return { kind, gates: readGates(rest) };
  throw invalidArgument(`patterns.kind must be 'sampled' or 'given', but is ${show(kind)}`);
}

/**
 * @param {Record<string, unknown>} given
 * @param {Info['samplingOptions']} rows
 */
function readSampling(given, rows) {
  checkKeys(
    given,
    rows.map(({ name }) => name),
  );
  /** @type {Record<string, unknown>} */
  const sampling = {};
  for (const { name, type, rule } of rows) {
    if (given[name] === undefined) continue;
    sampling[name] = checkType(`patterns.${name}`, type, rule, given[name]);
  }
  return sampling;
}

/** @param {Record<string, unknown>} given */
function readGates(given) {
  checkKeys(given, ['gates']);
  const { data, rows, columns } = toMatrix('patterns.gates', given.gates);
  return { data, shape: [rows, columns] };
}

/**
 * @param {Record<string, unknown>} given
 * @param {string[]} keys
 */
function checkKeys(given, keys) {
  for (const key of Object.keys(given)) {
    if (!keys.includes(key)) throw unknownName('key of patterns', key, ['kind', ...keys]);
  }
}

/**
 * @template [Told=Progress]
 * @param {unknown} onProgress
 * @returns {((progress: Told) => unknown) | undefined}
 */
export function readProgressCallback(onProgress) {
  if (onProgress === undefined || onProgress === null) return undefined;
  if (typeof onProgress !== 'function') {
    throw invalidArgument(`onProgress must be a function, but is ${show(onProgress)}`);
  }
  return /** @type {(progress: Told) => unknown} */ (onProgress);
}

/**
 * @param {import('./types.js').RunOptions} standing what holds unless the options say otherwise
 * @param {unknown} options
 * @returns {import('./types.js').RunOptions}
 */
export function readRunOptions(standing, options) {
  const given = readRecord('options', options ?? {});
  checkNames(given, ['signal', 'onProgress']);
  const { signal, onProgress } = { ...standing, ...given };
  return { signal: readSignal(signal), onProgress: readProgressCallback(onProgress) };
}

/**
 * Patterns in the form in which they cross to the core.
 *
 * @param {unknown} patterns as resolveOptions gave them
 * @param {number} d features
 */
export function crossPatterns(patterns, d) {
  if (typeof patterns !== 'object' || patterns === null || !('gates' in patterns)) return patterns;
  const { data, shape } = /** @type {{ data: Float64Array, shape: number[] }} */ (patterns.gates);
  const [rows, columns] = shape;
  if (columns !== d && columns !== d + 1) {
    throw invalidArgument(
      `patterns.gates must have ${d} columns, the features of X, or ${d + 1} with a bias weight ` +
        `each, but has ${columns}`,
    );
  }
  return { kind: 'given', gates: data, rows, columns };
}

/**
 * The option metrics in the form in which it crosses to the core.
 *
 * @param {unknown} metrics as resolveOptions gave it
 */
export function crossMetrics(metrics) {
  return metrics === true ? ['all'] : metrics;
}
