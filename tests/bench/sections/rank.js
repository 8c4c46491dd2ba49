/** Global certificates beyond the plane: data of rank 4 to 6. */
import { iris, penguinsOf } from '../data/real.js';
import { spatialProblem } from '../data/synthetic.js';
import { gapAfter, rowOf, secondsTo, timedTrain } from '../measure.js';
import { formatTable } from '../table.js';

/** @typedef {import('../data/synthetic.js').LossName} LossName */
/** @typedef {import('../data/synthetic.js').Data} Data */

/**
 * @typedef {{
 *   name: string, loss: LossName, beta: number, target: number, allowed: number, data: () => Data,
 * }} Problem target: relative gap; allowed: seconds to reach it in
 */

/**
 * @param {number} beta
 * @param {LossName} loss
 * @returns {Problem}
 */
const irisProblem = (beta, loss) => ({
  ...{ name: 'iris, rank 5', loss, beta, target: 1e-4, allowed: 10 },
  data: () => iris(loss),
});

/**
 * @param {string} species
 * @returns {Problem}
 */
const penguinProblem = (species) => ({
  ...{ name: `penguins: ${species}, rank 5`, loss: 'logistic', beta: 0.01 },
  ...{ target: 1e-3, allowed: 20 },
  data: () => penguinsOf(species, 'logistic'),
});

/**
 * @param {'smooth' | 'random'} kind
 * @param {number} n
 * @param {number} rank with the bias
 * @param {LossName} loss
 * @param {number} beta
 * @returns {Problem}
 */
const drawn = (kind, n, rank, loss, beta) => ({
  ...{ name: `${kind} n=${n}, rank ${rank}`, loss, beta, target: 1e-3, allowed: 20 },
  data: () => spatialProblem(kind, n, rank - 1, loss),
});

/** @type {Problem[]} */
const problems = [
  ...[0.03, 0.01, 0.003].map((beta) => irisProblem(beta, 'logistic')),
  irisProblem(0.03, 'squared'),
  ...['Adelie', 'Chinstrap', 'Gentoo'].map(penguinProblem),
  drawn('smooth', 300, 4, 'squared', 0.01),
  drawn('smooth', 300, 4, 'logistic', 0.01),
  drawn('random', 300, 4, 'logistic', 0.01),
  drawn('smooth', 300, 5, 'squared', 0.01),
  drawn('smooth', 150, 6, 'squared', 0.1),
  drawn('smooth', 150, 6, 'logistic', 0.01),
  drawn('random', 150, 6, 'logistic', 0.01),
];

/** @type {import('../measure.js').Section} */
export const rank = {
  about: 'iris, penguins and drawn data of rank 4 to 6; the gap proven after 1, 10 and --limit s',
  async run({ limit }, print) {
    const reached = [];
    const proven = [];
    for (const { name, loss, beta, target, allowed, data } of problems) {
      const { X, Y } = data();
      const options = { loss, beta, patterns: /** @type {const} */ ('exact'), timeLimit: limit };
      const toTarget = await timedTrain(X, Y, { ...options, tolerance: target });
      const row = { problem: name, loss, beta, target: target.toExponential(0) };
      reached.push({ ...row, allowed, ...rowOf(toTarget) });
      const { result, seconds } = await timedTrain(X, Y, { ...options, tolerance: 1e-6 });
      const after = (/** @type {number} */ time) => gapAfter(result, time).toExponential(1);
      const gaps = { '1 s': after(1), '10 s': after(10), [`${limit} s`]: after(limit) };
      const { status } = result.report;
      proven.push({
        problem: name,
        loss,
        beta,
        ...gaps,
        's to 1e-3': secondsTo(result, 1e-3),
        seconds,
        status,
      });
    }
    print(`to the target\n\n${formatTable(reached)}`);
    print(`relative gap proven, on the way to 1e-6\n\n${formatTable(proven)}`);
  },
};
