/** Five folds, the same for everybody, and what ours score on each after training on the others. */
import { ConvexClassifier, ConvexRegressor } from 'convexrelu';
import { dealFolds } from '../../wasm/folds.js';
import { encodeShares, findClasses } from '../../wasm/labels.js';

/** @typedef {import('./datasets.js').DataSet} DataSet */

/**
 * What a model came to, a number for each fold: the score on the samples held out, and the seconds of its
 * training with all its choices.
 * @typedef {{ scores: number[], seconds: number[] }} Measured
 */

const folds = 5;
const seed = 1;

/**
 * In which fold each sample is held out: stratified by classes.
 * @param {DataSet} data
 * @returns {number[]}
 */
export function foldsOf({ score, y }) {
  const targets =
    score === 'accuracy'
      ? encodeShares(y, findClasses(y))
      : { data: Float64Array.from(y, Number), shape: [y.length, 1] };
  const [rows, columns] = targets.shape;
  return dealFolds({ data: targets.data, rows, columns }, folds, seed);
}

/**
 * @param {DataSet} data
 * @param {import('convexrelu').EstimatorParams} params
 * @param {(fold: number, score: number) => void} [tell]
 * @returns {Promise<Measured>}
 */
export async function evaluate({ score, X, y, ...rest }, params, tell) {
  const dealt = foldsOf({ score, X, y, ...rest });
  /** @type {Measured} */
  const measured = { scores: [], seconds: [] };
  for (let fold = 0; fold < folds; fold++) {
    const part = (/** @type {boolean} */ heldOut) => {
      const chosen = [...y.keys()].filter((i) => (dealt[i] === fold) === heldOut);
      return { x: chosen.map((i) => X[i]), targets: chosen.map((i) => y[i]) };
    };
    const [seen, held] = [part(false), part(true)];
    const start = performance.now();
    /** @type {number} */
    let result;
    if (score === 'accuracy') {
      const model = await new ConvexClassifier(params).fit(seen.x, seen.targets);
      measured.seconds.push((performance.now() - start) / 1000);
      result = model.score(held.x, held.targets);
    } else {
      const model = await new ConvexRegressor(params).fit(seen.x, seen.targets.map(Number));
      measured.seconds.push((performance.now() - start) / 1000);
      result = model.score(held.x, held.targets.map(Number));
    }
    measured.scores.push(result);
    tell?.(fold, result);
  }
  return measured;
}
