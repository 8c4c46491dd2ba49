// Cross-validation as jobs: one for each fold, as plain data, and what their results say together.

import { throwIfAborted } from './abort.js';
import { betaOptions, readBetas, spaceBetas } from './betas.js';
import { fingerprintOf, plainData, toMatrix, toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { areClasses, classesOf, dealFolds, rowsOf } from './folds.js';
import { checkTargets, dataTerm, requireLoss } from './losses.js';
import { checkOptionNames, readRecord, resolveOptions } from './options.js';
import { plain } from './plain.js';
import { checkSeed } from './random.js';
import {
  checkScaling,
  measureScaling,
  readScaling,
  scalingOptions,
  standardize,
} from './standardize.js';

/** @typedef {import('./data.js').Matrix} Matrix */
/** @typedef {import('./job-types.js').FoldJob} FoldJob */
/** @typedef {import('./job-types.js').FoldResult} FoldResult */
/** @typedef {import('./path-types.js').PathProgress} PathProgress */
/** @typedef {{ data: Float64Array, shape: [number, number] }} FlatData */

/**
 * What an entry offers to train with.
 * @typedef {object} Tools
 * @property {import('./path-types.js').TrainPath} trainPath
 * @property {import('./types.js').GetInfo} info
 */

const defaultFolds = 5;
const scorings = ['loss', 'accuracy'];
const ownOptions = ['folds', 'scoring', ...scalingOptions, ...betaOptions];

/**
 * The jobs as `job-types.js` says of MakeJobs.
 *
 * @param {Tools} tools
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {Record<string, unknown>} user options of `crossValidate` but for onProgress
 * @returns {Promise<FoldJob[]>}
 */
export async function makeFoldJobs(tools, X, Y, user) {
  const samples = toMatrix('X', X);
  const targets = toTargets('Y', Y, samples.rows);
  const choice = readBetas(user);
  const folds = checkFolds(user.folds ?? defaultFolds, targets.rows);
  const scoring = checkScoring(user.scoring ?? 'loss', targets);
  const scaling = readScaling(user);
  const info = await tools.info();
  checkOptionNames(user, info, [...ownOptions, 'workers']);
  const entries = Object.entries(user).filter(([name]) => !ownOptions.includes(name));
  const training = Object.fromEntries(entries);
  const { options, initial, validation, signal } = resolveOptions(training, info);
  // Here, where the rows are those of the user.
  checkTargets(requireLoss('loss', options.loss), String(options.loss), targets);
  const dealt = dealFolds(targets, folds, checkSeed(options.seed));
  const betas =
    'betas' in choice
      ? choice.betas
      : spaceBetas(
          await askBetaMax(tools, samples, targets, scaling, { ...training, bias: options.bias }),
          choice,
        );
  delete options.beta;
  const shared = {
    ...{ version: info.version, folds, dealt },
    ...{ X: plainData(samples), Y: plainData(targets), betas, scaling, scoring },
    options: /** @type {Record<string, unknown>} */ (plain({ ...options, initial, validation })),
  };
  throwIfAborted(signal);
  const name = fingerprintOf(shared);
  return Array.from({ length: folds }, (_, fold) => ({
    ...{ kind: 'fold', id: `fold-${fold + 1}-of-${folds}-${name}`, fold, ...shared },
  }));
}

/**
 * Trains on all folds but one, and scores on that one.
 *
 * @param {Tools} tools
 * @param {Record<string, unknown>} job
 * @param {{ signal?: AbortSignal, onProgress?: (progress: any) => unknown }} options
 * @returns {Promise<FoldResult>}
 */
export async function runFoldJob({ trainPath }, job, { signal, onProgress }) {
  const { id, fold, folds, dealt, betas, options, X, Y, scaling } = readFoldJob(job);
  const loss = requireLoss('job.options.loss', options.loss);
  const part = (/** @type {boolean} */ heldOut) => {
    const chosen = [...dealt.keys()].filter((i) => (dealt[i] === fold) === heldOut);
    return { x: rowsOf(X, chosen), y: rowsOf(Y, chosen) };
  };
  const [seen, held] = [part(false), part(true)];
  const scaled = scalerOf(scaling, seen.x, options.bias !== false);
  const tell =
    onProgress && ((/** @type {PathProgress} */ it) => onProgress({ fold, folds, ...it }));
  const { results } = await trainPath(scaled(seen.x), seen.y, {
    ...{ ...options, betas, onProgress: tell, signal },
  });
  const truth = toMatrix('Y', held.y);
  const x = scaled(held.x);
  const outputs = results.map(({ network }) => network.predict(x).data);
  return {
    id,
    loss: outputs.map((Z) => dataTerm(loss, Z, truth)),
    accuracy: areClasses(Y) ? outputs.map((Z) => accuracy({ ...truth, data: Z }, truth)) : null,
  };
}

/**
 * What a job says, checked as far as a training does not check it anyway.
 *
 * @param {Record<string, unknown>} job
 */
function readFoldJob(job) {
  const X = toMatrix('job.X', job.X);
  const Y = toTargets('job.Y', job.Y, X.rows);
  const folds = checkFolds(job.folds, X.rows, 'job.folds');
  const isFold = (/** @type {unknown} */ it) => Number.isInteger(it) && Number(it) < folds;
  const { dealt, fold } = job;
  const areFolds = Array.isArray(dealt) && dealt.length === X.rows && dealt.every(isFold);
  if (!areFolds || !isFold(fold) || !dealt.includes(fold) || dealt.every((it) => it === fold)) {
    throw invalidArgument(
      `job.dealt must hold for each row of job.X a fold from 0 to ${folds - 1}, and job.fold be one ` +
        `of several of them, but job.dealt is ${show(dealt)} and job.fold ${show(fold)}`,
    );
  }
  return {
    ...{ id: String(job.id), X, Y, folds, dealt: /** @type {number[]} */ (dealt) },
    fold: Number(fold),
    betas: /** @type {number[]} */ (job.betas),
    scaling: checkScaling('job.scaling', job.scaling),
    options: readRecord('job.options', job.options),
  };
}

/**
 * Scales rows as those are that a training sees.
 *
 * @param {import('./job-types.js').FoldScaling} kind
 * @param {FlatData} seen
 * @param {boolean} biased whether the network has bias weights
 * @returns {(rows: FlatData) => FlatData}
 */
function scalerOf(kind, seen, biased) {
  const scaling = measureScaling(kind, toMatrix('X', seen), biased);
  if (!scaling) return (rows) => rows;
  return (rows) => {
    const { data } = standardize(toMatrix('X', rows), scaling);
    return { data, shape: rows.shape };
  };
}

/**
 * From which β on the zero network is optimal for all samples together. It is all that a path of one β trains.
 *
 * @param {Tools} tools
 * @param {Matrix} samples
 * @param {Matrix} targets
 * @param {import('./job-types.js').FoldScaling} kind
 * @param {Record<string, unknown>} training
 */
async function askBetaMax({ trainPath }, { data, rows, columns }, targets, kind, training) {
  const X = { data, shape: /** @type {[number, number]} */ ([rows, columns]) };
  const Y = { data: targets.data, shape: [targets.rows, targets.columns] };
  const scaled = scalerOf(kind, X, training.bias !== false);
  const { betas } = await trainPath(scaled(X), Y, { ...training, count: 1 });
  return betas[0];
}

/**
 * What the results say together, as `job-types.js` says of CollectJobs.
 *
 * @param {readonly FoldJob[]} jobs of one cross-validation
 * @param {readonly FoldResult[]} results of all of them
 * @returns {import('./path-types.js').CrossValidation}
 */
export function collectFolds(jobs, results) {
  const [{ betas, dealt, folds, scoring }] = jobs;
  const ordered = Array.from({ length: folds }, (_, fold) => {
    const job = jobs.find((it) => it.fold === fold);
    if (!job) throw invalidArgument(`jobs must be those of all ${folds} folds, but lack ${fold}`);
    return readResult(job, /** @type {FoldResult} */ (results.find(({ id }) => id === job.id)));
  });
  const losses = summarize(ordered.map(({ loss }) => loss));
  const rights = ordered.flatMap(({ accuracy: it }) => (it ? [it] : []));
  const accuracies = rights.length === folds ? summarize(rights) : null;
  const chosen = scoring === 'accuracy' && accuracies ? accuracies : losses;
  const { best, oneStandardError } = choose(betas, chosen, scoring === 'accuracy' ? -1 : 1);
  return {
    ...{ betas: [...betas], mean: chosen.mean, std: chosen.std, scores: chosen.scores },
    ...{ best, oneStandardError, scoring, loss: losses, accuracy: accuracies, folds: [...dealt] },
  };
}

/**
 * @param {FoldJob} job
 * @param {FoldResult} result
 */
function readResult({ id, betas }, { loss, accuracy: right }) {
  const read = (/** @type {string} */ name, /** @type {unknown} */ scores) => {
    if (Array.isArray(scores) && scores.length === betas.length) {
      // Infinity is null in JSON.
      return scores.map((score) => Number(score ?? Infinity));
    }
    throw invalidArgument(
      `results must hold ${betas.length} numbers as ${name} of each job, one for each beta, ` +
        `but that of '${id}' is ${show(scores)}`,
    );
  };
  return {
    loss: read('loss', loss),
    accuracy: right === null ? null : read('accuracy', right),
  };
}

/**
 * @param {unknown} folds
 * @param {number} n
 * @param {string} [name]
 * @returns {number}
 */
function checkFolds(folds, n, name = 'folds') {
  const isWhole = typeof folds === 'number' && Number.isInteger(folds);
  if (isWhole && folds >= 2 && folds <= n) return folds;
  throw invalidArgument(
    `${name} must be a whole number from 2 to ${n}, the rows of X, but is ${show(folds)}`,
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

/** @param {Matrix} Z @param {Matrix} truth */
function accuracy(Z, truth) {
  const right = classesOf(truth);
  return classesOf(Z).filter((guess, i) => guess === right[i]).length / right.length;
}

/**
 * @param {number[][]} scores a row for each fold
 * @returns {import('./path-types.js').Scores}
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
 * @param {import('./path-types.js').Scores} scores
 * @param {1 | -1} sign 1 where less is better
 */
function choose(betas, { mean, std, scores }, sign) {
  const costs = mean.map((score) => sign * score);
  const best = costs.indexOf(Math.min(...costs));
  const limit = costs[best] + std[best] / Math.sqrt(scores.length);
  return { best: betas[best], oneStandardError: betas[costs.findIndex((cost) => cost <= limit)] };
}
