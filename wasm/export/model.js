// What there is to export: a network, or a fitted classifier or regressor, read and checked.

import { invalidArgument, show, unknownName } from '../errors.js';
import { isLabel } from '../labels.js';
import { Network } from '../prediction.js';
import { readFeatures } from '../rows.js';

/** @typedef {import('../labels.js').Label} Label */

/**
 * What every exporter takes: a `Network`, a fitted `ConvexClassifier` or `ConvexRegressor`, of any entry
 * of this package, or what their `toJSON` gave.
 * @typedef {{ toJSON(): unknown } | Readonly<Record<string, unknown>>} Exportable
 */

/**
 * @typedef {object} Model
 * @property {'network' | 'classifier' | 'regressor'} kind
 * @property {Network} network takes features as they are
 * @property {string} [loss] of a classifier's training
 * @property {Label[]} [classes] of a classifier
 * @property {string[]} [features] names
 * @property {{ mean: number[], scale: number[] }} [scaling] of the training
 * @property {Record<string, unknown>} json what it was read from
 */

/** @type {Record<string, (json: Record<string, unknown>) => Omit<Model, 'json'>>} */
const formats = {
  'convexrelu-network': (json) => ({ kind: 'network', network: Network.fromJSON(json) }),
  'convexrelu-classifier': (json) => {
    const { fitted, model } = readEstimator(json);
    const loss = readLoss(fitted.loss);
    const { c } = model.network;
    return { ...model, kind: 'classifier', loss, classes: readClasses(fitted.classes, c, loss) };
  },
  'convexrelu-regressor': (json) => ({ ...readEstimator(json).model, kind: 'regressor' }),
};

/** The only one there is so far, of each format. */
const version = 1;

/**
 * @param {unknown} given
 * @returns {Model}
 */
export function readModel(given) {
  const value = Object(given);
  const json = record('model', typeof value.toJSON === 'function' ? value.toJSON() : given);
  const known = Object.keys(formats);
  if (typeof json.format !== 'string' || !known.includes(json.format)) {
    throw invalidArgument(
      'model must be a Network, a fitted ConvexClassifier or ConvexRegressor, or their toJSON(): of ' +
        `format ${known.map(show).join(', ')}, but is ${show(given)} of format ${show(json.format)}`,
    );
  }
  if (json.version !== version) {
    throw invalidArgument(
      `version must be ${version}, the one this package reads, but is ${show(json.version)}`,
    );
  }
  return { ...formats[json.format](json), json };
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
  const given = record('options', options ?? {});
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(choices, name)) throw unknownName('option', name, Object.keys(choices));
  }
  const chosen = Object.entries(choices).map(([name, known]) => {
    const value = given[name] ?? known[0];
    if (known.includes(value)) return [name, value];
    throw invalidArgument(
      `${name} must be one of ${known.map(show).join(', ')}, but is ${show(value)}`,
    );
  });
  return Object.fromEntries(chosen);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function record(name, value) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return /** @type {Record<string, unknown>} */ (value);
  }
  throw invalidArgument(`${name} must be an object, but is ${show(value)}`);
}

/** @param {Record<string, unknown>} json */
function readEstimator({ params, fitted: given }) {
  if (given === null) {
    throw invalidArgument('model must be fitted, but is not: call fit first, and wait for it');
  }
  const fitted = record('fitted', given);
  const network = Network.fromJSON(fitted.network);
  const features = readFeatures(fitted.features);
  checkLength('features', features, network.d, 'd');
  const scaling = fitted.scaling === undefined ? undefined : readScaling(fitted.scaling, network.d);
  record('params', params);
  return { fitted, model: { network, features, scaling } };
}

/**
 * @param {unknown} given
 * @param {number} d
 */
function readScaling(given, d) {
  const { mean, scale } = record('scaling', given);
  return {
    mean: readNumbers('scaling.mean', mean, d, 'finite', Number.isFinite),
    scale: readNumbers('scaling.scale', scale, d, 'finite and > 0', (x) => x > 0 && x < Infinity),
  };
}

/**
 * @param {string} name
 * @param {unknown} list
 * @param {number} length
 * @param {string} rule
 * @param {(value: number) => boolean} holds
 * @returns {number[]}
 */
function readNumbers(name, list, length, rule, holds) {
  const numbers = Array.isArray(list) ? list : [];
  const wrong = numbers.findIndex((value) => typeof value !== 'number' || !holds(value));
  if (wrong >= 0) {
    throw invalidArgument(
      `${name} must hold numbers that are ${rule}, but ${name}[${wrong}] is ${show(numbers[wrong])}`,
    );
  }
  checkLength(name, list, length, 'd');
  return [...numbers];
}

/**
 * @param {string} name
 * @param {unknown} list may be undefined where it is not needed
 * @param {number} length
 * @param {string} size
 */
function checkLength(name, list, length, size) {
  if (list === undefined || (Array.isArray(list) && list.length === length)) return;
  throw invalidArgument(
    `${name} must be an array of length ${length}, the network's ${size}, but is ${show(list)}`,
  );
}

/** @param {unknown} loss */
function readLoss(loss) {
  if (typeof loss === 'string') return loss;
  throw invalidArgument(`fitted.loss must be the name of a loss, but is ${show(loss)}`);
}

/**
 * @param {unknown} given
 * @param {number} c outputs of the network
 * @param {string} loss
 * @returns {Label[]}
 */
function readClasses(given, c, loss) {
  const count = c === 1 ? 2 : c;
  const isList = Array.isArray(given) && given.length === count && given.every(isLabel);
  if (
    !isList ||
    new Set(given).size < count ||
    (count === 2 && (c === 2) !== (loss === 'softmax'))
  ) {
    throw invalidArgument(
      `classes must be an array of ${count} different labels, for the network has ${c} outputs ` +
        `and the loss is ${show(loss)}, but is ${show(given)}`,
    );
  }
  return [...given];
}
