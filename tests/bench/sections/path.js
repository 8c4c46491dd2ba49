/** A path of 50 β against a single training at its smallest β. */
import { train, trainPath } from 'convexrelu';
import { breastCancer } from '../data/real.js';
import { planarProblem, spatialProblem } from '../data/synthetic.js';
import { formatTable } from '../table.js';

/** @typedef {import('convexrelu').TrainOptions} TrainOptions */

const count = 50;
const ratio = 1e-3;
const repeats = 3;

/** @type {import('../measure.js').Section} */
export const path = {
  about: `a path of ${count} β down to betaMax/1000 against a training at its end, seconds of processor`,
  async run({ seed }, print) {
    const rows = [];
    for (const loss of /** @type {const} */ (['squared', 'logistic', 'hinge'])) {
      const problems = {
        'spatial 200×5': spatialProblem('smooth', 200, 5, loss, seed),
        'circle 100×2': planarProblem('circle', 100, loss, seed),
        'breast cancer': breastCancer(),
      };
      for (const [problem, data] of Object.entries(problems)) {
        for (const formulation of /** @type {const} */ (['relu', 'gated-relu'])) {
          rows.push({ problem, formulation, loss, ...(await compare(data, formulation, loss)) });
        }
      }
    }
    print(formatTable(rows));
  },
};

/**
 * The smallest times of a few repetitions, one after the other.
 * @param {import('../data/synthetic.js').Data} data
 * @param {import('convexrelu').Formulation} formulation
 * @param {import('convexrelu').LossName} loss
 */
async function compare({ X, Y }, formulation, loss) {
  /** @type {Omit<TrainOptions, 'onProgress'>} */
  const options = { formulation, loss, patterns: { kind: 'sampled', count: 100, priced: false } };
  const { report } = await train(X, Y, { ...options, beta: 1e9 });
  const beta = report.betaMax * ratio;
  const single = [];
  const whole = [];
  let uncertified = 0;
  for (let k = 0; k < repeats; ++k) {
    single.push(await processorSeconds(() => train(X, Y, { ...options, beta })));
    whole.push(
      await processorSeconds(async () => {
        const { results } = await trainPath(X, Y, { ...options, count, ratio });
        uncertified = results.filter((result) => !(result.report.relativeGap <= 1e-6)).length;
      }),
    );
  }
  const [alone, along] = [Math.min(...single), Math.min(...whole)];
  return {
    single: alone.toFixed(3),
    path: along.toFixed(3),
    ratio: (along / alone).toFixed(1),
    uncertified,
  };
}

/** @param {() => Promise<unknown>} work */
async function processorSeconds(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
