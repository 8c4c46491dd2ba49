// What there is to export: a network, or a fitted classifier or regressor, read and checked.

import { invalidArgument, show, unknownName } from '../errors.js';
import { isLabel } from '../labels.js';
import { readNumbers } from '../numbers.js';
import { Network } from '../prediction.js';

/** @typedef {import('../labels.js').Label} Label */

/**
 * What can be written as JSON, as networks and estimators can.
 * @typedef {object} Jsonable
 * @property {() => unknown} toJSON gives plain data
 */

/**
 * What every exporter takes: a `Network`, a fitted `ConvexClassifier` or `ConvexRegressor`, of any entry
 * of this package, or what their `toJSON` gave.
 * @typedef {Jsonable | Readonly<Record<string, unknown>>} Exportable
 */

/** @typedef {Record<string, unknown>} Json */

/**
 * @typedef {object} Model
 * @property {Network} network takes features as they are
 * @property {Label[]} [classes] of a classifier
 * @property {string} [loss] of a classifier's training
 * @property {string[]} [features] names
 * @property {{ mean: number[], scale: number[] }} [scaling] of an estimator's training
 * @property {Json} json what it was read from
 */

/** @type {Record<string, (json: Json) => Omit<Model, 'json'>>} */
const formats = {
  'convexrelu-network': (json) => ({ network: Network.fromJSON(json) }),
  'convexrelu-classifier': (json) => {
    const model = readEstimator(json);
    const { classes, loss } = /** @type {Json} */ (json.fitted);
    return { ...model, ...readClasses(classes, loss, model.network.c) };
  },
  'convexrelu-regressor': readEstimator,
};

/**
 * @param {unknown} given
 * @returns {Model}
 */
export function readModel(given) {
  const value = Object(given);
  const json = readObject('model', typeof value.toJSON === 'function' ? value.toJSON() : given);
  const format = String(json.format);
  const rule = 'be a Network, ConvexClassifier or ConvexRegressor, or the toJSON() of one';
  check(Object.hasOwn(formats, format), 'model', rule, given);
  return { ...formats[format](json), json };
}

/**
 * Options, each of a list of what it may be, the first by default.
 *
 * @template {Record<string, readonly unknown[]>} Choices
 * @param {unknown} options
 * @param {Choices} choices
 * @returns {{ [name in keyof Choices]: Choices[name][number] }}
 */
export function readChoices(options, choices) {
  const given = readObject('options', options ?? {});
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(choices, name)) throw unknownName('option', name, Object.keys(choices));
  }
  const chosen = Object.entries(choices).map(([name, known]) => {
    const value = given[name] ?? known[0];
    check(known.includes(value), name, `be one of ${known.map(show).join(', ')}`, value);
    return [name, value];
  });
  return Object.fromEntries(chosen);
}

/**
 * @param {boolean} holds
 * @param {string} name
 * @param {string} rule
 * @param {unknown} value
 */
function check(holds, name, rule, value) {
  if (!holds) throw invalidArgument(`${name} must ${rule}, but is ${show(value)}`);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function readObject(name, value) {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  check(isObject, name, 'be an object', value);
  return /** @type {Json} */ (value);
}

/** @param {Json} json */
function readEstimator({ version, params, fitted: given }) {
  check(version === 1, 'version', 'be 1, the one this package reads', version);
  readObject('params', params);
  const fitted = readObject('model.fitted', given);
  const network = Network.fromJSON(fitted.network);
  const { d } = network;
  const features = /** @type {string[] | undefined} */ (fitted.features);
  const named = (/** @type {unknown} */ it) => typeof it === 'string';
  check(!features || isSet(features, d, named), 'features', `be ${d} different names`, features);
  return { network, features, scaling: readScaling(fitted.scaling, d) };
}

/**
 * @param {unknown} given
 * @param {number} d
 */
function readScaling(given, d) {
  if (given === undefined) return undefined;
  const scaling = readObject('scaling', given);
  const [mean, scale] = ['mean', 'scale'].map((name) => [
    ...readNumbers(`scaling.${name}`, scaling[name], d),
  ]);
  const least = Math.min(...scale);
  check(least > 0, 'the least number of scaling.scale', 'be > 0', least);
  return { mean, scale };
}

/**
 * @param {unknown} classes
 * @param {unknown} loss
 * @param {number} c outputs of the network
 */
function readClasses(classes, loss, c) {
  check(typeof loss === 'string', 'loss', 'be a name', loss);
  const count = c === 1 ? 2 : c;
  const rule = `be ${count} different labels, for the network has ${c} outputs`;
  check(isSet(classes, count, isLabel), 'classes', rule, classes);
  return { classes: /** @type {Label[]} */ (classes), loss: /** @type {string} */ (loss) };
}

/**
 * @param {unknown} list
 * @param {number} size
 * @param {(it: unknown) => boolean} holds
 */
function isSet(list, size, holds) {
  return (
    Array.isArray(list) && list.every(holds) && list.length === size && new Set(list).size === size
  );
}
