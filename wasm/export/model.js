// What there is to export: a network, or a fitted classifier or regressor, read and checked.

import { check, readObject } from '../errors.js';
import { isLabel } from '../labels.js';
import { readNumbers, readSaved } from '../numbers.js';
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

const formats = ['convexrelu-network', 'convexrelu-classifier', 'convexrelu-regressor'];

/**
 * @param {unknown} given a model, its JSON or the text of that
 * @returns {Model}
 */
export function readModel(given) {
  const { toJSON } = Object(given);
  const saved = typeof toJSON === 'function' ? toJSON.call(given) : given;
  const json = readSaved('model', formats, saved);
  const [isNetwork, isClassifier] = formats.map((format) => format === json.format);
  const fitted = isNetwork ? { network: json } : readObject('model.fitted', json.fitted);
  const { classes, loss, features, scaling } = /** @type {Json} */ (fitted);
  const network = Network.fromJSON(fitted.network);
  const { c, d } = network;
  if (!isNetwork) readObject('model.params', json.params);
  if (features) checkSet('features', d, 'names', features, (it) => typeof it === 'string');
  const model = /** @type {Model} */ ({ network, json, features });
  if (scaling !== undefined) {
    const { mean, scale } = readObject('scaling', scaling);
    const all = [...readNumbers('scaling.scale', scale, 1, d)];
    check(Math.min(...all) > 0, 'scaling.scale', 'hold numbers > 0 only', scale);
    model.scaling = { mean: [...readNumbers('scaling.mean', mean, 1, d)], scale: all };
  }
  if (!isClassifier) return model;
  check(typeof loss === 'string', 'loss', 'be a name', loss);
  checkSet('classes', c === 1 ? 2 : c, 'labels', classes, isLabel);
  return { ...model, loss, classes: /** @type {Label[]} */ (classes) };
}

/**
 * @param {string} name
 * @param {number} size
 * @param {string} things
 * @param {unknown} list
 * @param {(it: unknown) => boolean} holds
 */
function checkSet(name, size, things, list, holds) {
  const right = Array.isArray(list) && list.every(holds) && list.length === size;
  check(right && new Set(list).size === size, name, `be ${size} different ${things}`, list);
}
