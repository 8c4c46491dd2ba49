// An estimator's `beta: 'cv'`: the β that cross-validation chooses on the samples of `fit`.

import { betaOptions } from './betas.js';
import { invalidArgument, show } from './errors.js';

/** @typedef {import('./path-types.js').CrossValidation} CrossValidation */

/** What says how β is chosen. */
export const choiceParams = ['folds', 'scoring', 'rule', ...betaOptions];

const rules = ['best', 'oneStandardError'];

/**
 * @param {Record<string, unknown>} params of an estimator
 * @param {unknown} workers as fit got them
 * @returns {boolean} whether β is to be chosen
 */
export function choosesBeta(params, workers) {
  if (params.beta === 'cv') return true;
  const named = Object.entries({ ...params, workers });
  const unread = named.find(
    ([name, value]) => [...choiceParams, 'workers'].includes(name) && value !== undefined,
  );
  if (!unread) return false;
  const [name, value] = unread;
  throw invalidArgument(`${name} must be left out unless beta is 'cv', but is ${show(value)}`);
}

/**
 * @param {import('./path-types.js').CrossValidate} crossValidate
 * @param {{ data: Float64Array, shape: [number, number] }} X as users have it: each fold scales anew
 * @param {{ data: Float64Array, shape: [number, number] }} Y
 * @param {Record<string, unknown>} params of the estimator, and those of its fit
 * @returns {Promise<{ beta: number, crossValidation: CrossValidation }>}
 */
export async function chooseBeta(crossValidate, X, Y, params) {
  const { rule = 'best', ...rest } = params;
  if (!rules.includes(/** @type {string} */ (rule))) {
    throw invalidArgument(`rule must be 'best' or 'oneStandardError', but is ${show(rule)}`);
  }
  // The folds have other samples than an initial network, and nobody reads their metrics.
  const foreign = ['beta', 'initial', 'metrics'];
  const entries = Object.entries(rest).filter(([name]) => !foreign.includes(name));
  const crossValidation = await crossValidate(X, Y, Object.fromEntries(entries));
  const chosen = /** @type {'best' | 'oneStandardError'} */ (rule);
  return { beta: crossValidation[chosen], crossValidation };
}
