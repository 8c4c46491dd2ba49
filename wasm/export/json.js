// Networks and fitted estimators as JSON with a version, and back.

import { readOption } from './layers.js';
import { FittedModel } from './model.js';

/**
 * The text of a JSON object with `format` ('convexrelu-network', 'convexrelu-classifier' or
 * 'convexrelu-regressor') and `version`, all numbers to the last bit. `fromJson` reads it, as do
 * `Network.fromJSON`, `ConvexClassifier.fromJSON` and `ConvexRegressor.fromJSON`.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{ indent?: 0 | 2 | 4 }} [options] 0 by default: all in one line
 * @returns {string}
 */
export function toJson(model, options) {
  const indent = readOption(options, 'indent', [0, 2, 4]);
  return JSON.stringify(new FittedModel(model), null, indent);
}

/**
 * What `toJson` wrote: a `Network`, or of an estimator a model that predicts without WebAssembly. Text that
 * is no JSON, of another format or version, or of parts that do not fit each other, is an error that names
 * the part.
 *
 * @param {unknown} json the text, or the object in it
 * @returns {import('../prediction.js').Network | FittedModel}
 */
export function fromJson(json) {
  const model = new FittedModel(json);
  return 'fitted' in model.toJSON() ? model : model.network;
}
