// How good predictions are.

import { toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { findClasses, isLabel, readLabels } from './labels.js';

/** @typedef {import('./labels.js').Label} Label */
/** @typedef {import('./types.js').TargetInput} TargetInput */

/**
 * The share of labels that were guessed.
 *
 * @param {ArrayLike<Label>} y the true labels
 * @param {ArrayLike<Label>} guesses
 * @returns {number} from 0 to 1
 */
export function accuracy(y, guesses) {
  const [truth, guessed] = readPair(y, guesses);
  return truth.filter((label, i) => label === guessed[i]).length / truth.length;
}

/**
 * How often each class was taken for each.
 *
 * @param {ArrayLike<Label>} y the true labels
 * @param {ArrayLike<Label>} guesses
 * @param {{ classes?: readonly Label[] }} [options] all labels in order: by default those there are
 * @returns {{ classes: Label[], matrix: number[][] }} matrix[i][j] samples of class i were taken for class j
 */
export function confusionMatrix(y, guesses, options) {
  const [truth, guessed] = readPair(y, guesses);
  const all = [...truth, ...guessed];
  const classes = readClasses(
    options?.classes ?? (new Set(all).size > 1 ? findClasses(all) : [all[0]]),
  );
  const matrix = classes.map(() => classes.map(() => 0));
  const place = (/** @type {string} */ name, /** @type {Label} */ label) => {
    const k = classes.indexOf(label);
    if (k >= 0) return k;
    throw invalidArgument(`${name} must hold labels of classes only, but holds ${show(label)}`);
  };
  truth.forEach((label, i) => matrix[place('y', label)][place('guesses', guessed[i])]++);
  return { classes, matrix };
}

/**
 * The mean of −log p over the samples, p the probability that the true class was given, but 2⁻⁵² at least,
 * so that one mistake does not make it infinite.
 *
 * @param {ArrayLike<Label>} y the true labels
 * @param {readonly (readonly number[])[]} probabilities of each class, a row each, as predictProba gives them
 * @param {{ classes: readonly Label[] }} options the labels in the order of the columns, a classifier's `classes`
 * @returns {number} in nats
 */
export function logLoss(y, probabilities, options) {
  const { data, rows, columns } = toTargets('probabilities', probabilities);
  const classes = readClasses(options?.classes);
  if (columns !== classes.length) {
    throw invalidArgument(
      `probabilities must have ${classes.length} columns, one for each class, but has ${columns}`,
    );
  }
  const wrong = data.find((p) => p < 0 || p > 1);
  if (wrong !== undefined) {
    throw invalidArgument(`probabilities must be from 0 to 1, but one is ${wrong}`);
  }
  let sum = 0;
  readLabels(y, rows, 'y', 'row', 'probabilities').forEach((label, i) => {
    const k = classes.indexOf(label);
    if (k < 0) {
      throw invalidArgument(`y must hold labels of classes only, but y[${i}] is ${show(label)}`);
    }
    sum -= Math.log(Math.max(data[i * columns + k], Number.EPSILON));
  });
  return sum / rows;
}

/**
 * The mean of (guess − y)², over all targets.
 *
 * @param {TargetInput} y the true targets, n or n×c
 * @param {TargetInput} guesses
 * @returns {number}
 */
export function meanSquaredError(y, guesses) {
  const { truth, guessed } = readTargets(y, guesses);
  return truth.reduce((sum, it, k) => sum + (guessed[k] - it) ** 2, 0) / truth.length;
}

/**
 * The coefficient of determination R², the mean over the targets: 1 less the squared error over that of
 * guessing the mean. Of a constant target it is 1 if all is guessed exactly, else 0.
 *
 * @param {TargetInput} y the true targets, n or n×c
 * @param {TargetInput} guesses
 * @returns {number} 1 at most
 */
export function r2(y, guesses) {
  const { truth, guessed, columns } = readTargets(y, guesses);
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    const column = (/** @type {Float64Array} */ it) => it.filter((_, i) => i % columns === k);
    sum += determination(column(guessed), column(truth)) / columns;
  }
  return sum;
}

/**
 * @param {Float64Array} guesses
 * @param {Float64Array} truth
 */
function determination(guesses, truth) {
  const mean = truth.reduce((sum, y) => sum + y, 0) / truth.length;
  const total = truth.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const rest = truth.reduce((sum, y, i) => sum + (y - guesses[i]) ** 2, 0);
  if (total > 0) return 1 - rest / total;
  return rest === 0 ? 1 : 0;
}

/**
 * @param {ArrayLike<Label>} y
 * @param {ArrayLike<Label>} guesses
 * @returns {[Label[], Label[]]}
 */
function readPair(y, guesses) {
  const truth = readLabels(y);
  if (truth.length === 0) throw invalidArgument('y must have a label at least, but is empty');
  return [truth, readLabels(guesses, truth.length, 'guesses', 'label', 'y')];
}

/**
 * @param {unknown} classes
 * @returns {Label[]}
 */
function readClasses(classes) {
  const list = Array.isArray(classes) ? classes : [];
  const isSet = list.every(isLabel) && new Set(list).size === list.length;
  if (list.length > 0 && isSet) return [...list];
  throw invalidArgument(
    `classes must be an array of labels, one at least and each once, but is ${show(classes)}`,
  );
}

/**
 * @param {TargetInput} y
 * @param {TargetInput} guesses
 */
function readTargets(y, guesses) {
  const all = toTargets('y', y);
  const { data, rows, columns } = toTargets('guesses', guesses);
  if (rows !== all.rows || columns !== all.columns) {
    throw invalidArgument(
      `guesses must have the shape of y, ${all.rows}×${all.columns}, but has ${rows}×${columns}`,
    );
  }
  return { truth: all.data, guessed: data, columns };
}
