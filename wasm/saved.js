// What `toJSON` of a fitted estimator wrote, read again.

import { invalidArgument, show } from './errors.js';
import { readLabels } from './labels.js';
import { requireLoss } from './losses.js';
import { Network } from './network.js';
import { readRecord } from './options.js';
import { readFeatures } from './rows.js';
import { restoreScaling } from './standardize.js';

/**
 * @param {unknown} saved
 * @param {boolean} classifies whether it has classes
 * @returns {import('./estimator.js').Fitted}
 */
export function readFitted(saved, classifies) {
  const fitted = readRecord('fitted', saved);
  const { loss, features, scaling, beta } = fitted;
  const network = Network.fromJSON(fitted.network);
  requireLoss('fitted.loss', loss);
  return {
    ...{ network, loss: /** @type {import('./name-types.js').LossName} */ (loss) },
    features: readFeatures(features),
    classes: classifies ? readClasses(fitted.classes, network) : undefined,
    scaling: scaling === undefined ? undefined : restoreScaling(readRecord('scaling', scaling)),
    beta: typeof beta === 'number' ? beta : undefined,
    crossValidation: /** @type {any} */ (fitted.crossValidation),
  };
}

/**
 * @param {unknown} given
 * @param {Network} network
 */
function readClasses(given, { c }) {
  const classes = readLabels(given, undefined, 'fitted.classes');
  const count = c === 1 ? 2 : c;
  if (classes.length === count && new Set(classes).size === count) return classes;
  throw invalidArgument(
    `fitted.classes must be ${count} different labels, for the network has ` +
      `${c === 1 ? 'one output' : `${c} outputs`}, but is ${show(given)}`,
  );
}
