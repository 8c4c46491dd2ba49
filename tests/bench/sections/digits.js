/** Ten classes of handwritten digits over 100 gates: β by cross-validation, its accuracy and time. */
import { crossValidate } from 'convexrelu';
import { digits as readDigits } from '../data/real.js';
import { formatTable } from '../table.js';

/** @typedef {import('convexrelu').CrossValidation} CrossValidation */
/** @typedef {{ seconds: number, processor: number, largestGap: number, failures: number }} FoldCost */

/**
 * The β are those around the best: on both sides it gets worse.
 */
export const digitsOptions = {
  formulation: /** @type {const} */ ('gated-relu'),
  loss: /** @type {const} */ ('squared'),
  patterns: { kind: /** @type {const} */ ('sampled'), count: 100 },
  betas: [3e-2, 1e-2, 3e-3, 1e-3],
  tolerance: 1e-4,
  folds: 5,
  scoring: /** @type {const} */ ('accuracy'),
};

/** @type {import('../measure.js').Section} */
export const digits = {
  about: '1797 digits of ten classes, 100 gates: β by 5-fold cross-validation, accuracy, seconds',
  async run({ seed }, print) {
    const { X, Y } = readDigits();
    const costs = stopwatch(digitsOptions.folds);
    const validation = await crossValidate(X, Y, {
      ...digitsOptions,
      seed,
      onProgress: (progress) => costs.note(progress),
    });
    print(formatTable(betaRows(validation)));
    print(formatTable(foldRows(validation, costs.folds)));
    const mean = Math.max(...validation.mean);
    print(
      `chosen β ${validation.best} (one standard error: ${validation.oneStandardError}), mean ` +
        `accuracy of the held-out samples ${percent(mean)}; where the other four folds choose for ` +
        `each ${percent(leaveOneOut(validation))}`,
    );
  },
};

/** @param {number} value */
const percent = (value) => `${(100 * value).toFixed(2)} %`;

/** @param {CrossValidation} validation */
function betaRows({ betas, mean, std, loss }) {
  return betas.map((beta, k) => ({
    beta: String(beta),
    accuracy: percent(mean[k]),
    'standard deviation': percent(std[k]),
    loss: loss.mean[k],
  }));
}

/**
 * @param {CrossValidation} validation
 * @param {FoldCost[]} costs
 */
function foldRows({ betas, best, scores }, costs) {
  return costs.map(({ seconds, processor, largestGap, failures }, fold) => ({
    fold: fold + 1,
    'accuracy at the chosen β': percent(scores[fold][betas.indexOf(best)]),
    'seconds of the path': seconds.toFixed(1),
    'of the processor': processor.toFixed(1),
    'largest gap': largestGap.toExponential(1),
    'not to tolerance': failures,
  }));
}

/**
 * The mean accuracy where no fold has a say in the β that it is judged with.
 * @param {Pick<CrossValidation, 'scores'>} validation
 */
export function leaveOneOut({ scores }) {
  const judged = scores.map((own, fold) => {
    const others = scores.filter((_, other) => other !== fold);
    const means = own.map((_, k) => others.reduce((sum, row) => sum + row[k], 0));
    return own[means.indexOf(Math.max(...means))];
  });
  return judged.reduce((sum, score) => sum + score, 0) / judged.length;
}

/**
 * Wall and processor time of each fold's path, and whether all of it came to its tolerance.
 * @param {number} folds
 */
function stopwatch(folds) {
  /** @type {FoldCost[]} */
  const costs = Array.from({ length: folds }, () => ({
    ...{ seconds: 0, processor: 0, largestGap: 0, failures: 0 },
  }));
  let [start, before] = [performance.now(), process.cpuUsage()];
  return {
    folds: costs,
    /** @param {{ fold: number, relativeGap: number, status: string }} progress */
    note({ fold, relativeGap, status }) {
      const { user, system } = process.cpuUsage(before);
      const cost = costs[fold];
      cost.seconds += (performance.now() - start) / 1000;
      cost.processor += (user + system) / 1e6;
      cost.largestGap = Math.max(cost.largestGap, relativeGap);
      if (status !== 'optimal') cost.failures++;
      [start, before] = [performance.now(), process.cpuUsage()];
    },
  };
}
