// Cross-validation: which β predicts best what a training has not seen.

import { betaOptions, readBetas, spaceBetas } from './betas.js';
import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { areClasses, classesOf, dealFolds, rowsOf } from './folds.js';
import { checkTargets, dataTerm, requireLoss } from './losses.js';
import { checkOptionNames, readProgressCallback, readRecord } from './options.js';
import { checkSeed } from './random.js';

/** @typedef {import('./data.js').Matrix} Matrix */
/** @typedef {import('./path-types.js').CrossValidateOptions} CrossValidateOptions */
/** @typedef {import('./path-types.js').CrossValidation} CrossValidation */
/** @typedef {import('./path-types.js').Scores} Scores */

const defaultFolds = 5;
const scorings = ['loss', 'accuracy'];

/**
 * What an entry offers to train with.
 * @typedef {object} Tools
 * @property {import('./path-types.js').TrainPath} trainPath
 * @property {import('./types.js').GetInfo} info
 */

/**
 * Cross-validates as `path-types.js` says of CrossValidate.
 *
 * @param {Tools} tools
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {CrossValidateOptions} [options]
 * @returns {Promise<CrossValidation>}
 */
export async function crossValidate(tools, X, Y, options) {
  const user = readRecord('options', options ?? {});
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  const { folds, scoring, loss, seed, choice } = await readOptions(tools, user, targets);
  /** @type {((progress: object) => unknown) | undefined} */
  const onProgress = readProgressCallback(user.onProgress);
  const training = withoutOwn(user);
  const betas = 'betas' in choice ? choice.betas : await askBetas(tools, X, Y, training, choice);
  const dealt = dealFolds(targets, folds, seed);
  /** @type {{ loss: number[][], accuracy: number[][] }} */
  const scores = { loss: [], accuracy: [] };
  for (let fold = 0; fold < folds; fold++) {
    const part = (/** @type {boolean} */ heldOut) => {
      const chosen = [...dealt.keys()].filter((i) => (dealt[i] === fold) === heldOut);
      return { x: rowsOf(samples, chosen), y: rowsOf(targets, chosen) };
    };
    const { x, y } = part(false);
    const tell = onProgress && ((/** @type {object} */ it) => onProgress({ fold, folds, ...it }));
    const { results } = await tools.trainPath(x, y, { ...training, betas, onProgress: tell });
    const held = part(true);
    const truth = toMatrix('Y', held.y);
    const outputs = results.map(({ network }) => network.predict(held.x).data);
    scores.loss.push(outputs.map((Z) => dataTerm(loss, Z, truth)));
    scores.accuracy.push(outputs.map((Z) => accuracy({ ...truth, data: Z }, truth)));
  }
  const losses = summarize(scores.loss);
  const accuracies = areClasses(targets) ? summarize(scores.accuracy) : null;
  const chosen = scoring === 'accuracy' && accuracies ? accuracies : losses;
  const { best, oneStandardError } = choose(betas, chosen, scoring === 'accuracy' ? -1 : 1);
  return {
    ...{ betas, mean: chosen.mean, std: chosen.std, scores: chosen.scores },
    ...{ best, oneStandardError, scoring, loss: losses, accuracy: accuracies, folds: dealt },
  };
}

/**
 * @param {Tools} tools
 * @param {Record<string, unknown>} user
 * @param {Matrix} targets
 */
async function readOptions(tools, user, targets) {
  const choice = readBetas(user);
  const folds = checkFolds(user.folds ?? defaultFolds, targets.rows);
  const scoring = checkScoring(user.scoring ?? 'loss', targets);
  const info = await tools.info();
  checkOptionNames(user, info, ['folds', 'scoring', ...betaOptions]);
  const lossName = user.loss ?? info.defaults.loss;
  const loss = requireLoss('loss', lossName);
  // Here, where the rows are those of the user.
  checkTargets(loss, String(lossName), targets);
  return { folds, scoring, loss, seed: checkSeed(user.seed ?? info.defaults.seed), choice };
}

/**
 * @param {unknown} folds
 * @param {number} n
 * @returns {number}
 */
function checkFolds(folds, n) {
  const isWhole = typeof folds === 'number' && Number.isInteger(folds);
  if (isWhole && folds >= 2 && folds <= n) return folds;
  throw invalidArgument(
    `folds must be a whole number from 2 to ${n}, the rows of X, but is ${show(folds)}`,
  );
}

/**
 * @param {unknown} scoring
 * @param {Matrix} targets
 * @returns {'loss' | 'accuracy'}
 */
function checkScoring(scoring, targets) {
  if (typeof scoring !== 'string' || !scorings.includes(scoring)) {
    throw invalidArgument(`scoring must be 'loss' or 'accuracy', but is ${show(scoring)}`);
  }
  if (scoring === 'accuracy' && !areClasses(targets)) {
    throw invalidArgument(
      "scoring must be 'loss' where Y is not -1 and +1 (in several columns: with one +1 a row, " +
        "or one 1 among zeros), but is 'accuracy'",
    );
  }
  return /** @type {'loss' | 'accuracy'} */ (scoring);
}

/**
 * What is left for the trainings themselves.
 *
 * @param {Record<string, unknown>} user
 * @returns {Record<string, unknown>}
 */
function withoutOwn(user) {
  const own = ['folds', 'scoring', 'onProgress', ...betaOptions];
  return Object.fromEntries(Object.entries(user).filter(([name]) => !own.includes(name)));
}

/**
 * The same β for all folds, from that of all data down. The zero network is all that a path of one
 * β trains.
 *
 * @param {Tools} tools
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {Record<string, unknown>} training
 * @param {{ count: number, ratio: number }} choice
 */
async function askBetas({ trainPath }, X, Y, training, choice) {
  const { betas } = await trainPath(X, Y, { ...training, count: 1 });
  return spaceBetas(betas[0], choice);
}

/** @param {Matrix} Z @param {Matrix} truth */
function accuracy(Z, truth) {
  const right = classesOf(truth);
  return classesOf(Z).filter((guess, i) => guess === right[i]).length / right.length;
}

/**
 * @param {number[][]} scores a row for each fold
 * @returns {Scores}
 */
function summarize(scores) {
  const folds = scores.length;
  const mean = scores[0].map((_, k) => scores.reduce((sum, row) => sum + row[k], 0) / folds);
  const std = mean.map((center, k) =>
    Math.sqrt(scores.reduce((sum, row) => sum + (row[k] - center) ** 2, 0) / (folds - 1)),
  );
  return { mean, std, scores };
}

/**
 * @param {number[]} betas from the largest down
 * @param {Scores} scores
 * @param {1 | -1} sign 1 where less is better
 */
function choose(betas, { mean, std, scores }, sign) {
  const costs = mean.map((score) => sign * score);
  const best = costs.indexOf(Math.min(...costs));
  const limit = costs[best] + std[best] / Math.sqrt(scores.length);
  return { best: betas[best], oneStandardError: betas[costs.findIndex((cost) => cost <= limit)] };
}
