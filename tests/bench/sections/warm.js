/** Training again after one point has moved a little, from the result before. */
import { train } from 'convexrelu';
import { drawFrom, planarProblem } from '../data/synthetic.js';
import { timedTrain } from '../measure.js';
import { quantile } from '../statistics.js';
import { formatTable } from '../table.js';

/** @typedef {import('convexrelu').TrainOptions} TrainOptions */

/** @type {TrainOptions} */
const sampled = {
  patterns: { kind: 'sampled', count: 50, priced: false },
  beta: 1e-3,
  tolerance: 1e-4,
};
/** @type {TrainOptions} */
const exact = { patterns: 'exact', beta: 1e-2, loss: 'logistic' };

/** @type {{ name: string, allowed: number, options: TrainOptions }[]} */
const cases = [
  { name: 'relu, 50 patterns', allowed: 16, options: sampled },
  { name: 'gated, 50 patterns', allowed: 16, options: { ...sampled, formulation: 'gated-relu' } },
  { name: 'relu, 50 patterns, logistic', allowed: 16, options: { ...sampled, loss: 'logistic' } },
  { name: 'relu, 50 patterns, hinge', allowed: 16, options: { ...sampled, loss: 'hinge' } },
  { name: 'exact, logistic', allowed: 150, options: exact },
  { name: 'exact, squared', allowed: 150, options: { ...exact, loss: 'squared' } },
  { name: 'exact, hinge', allowed: 150, options: { ...exact, loss: 'hinge' } },
];

/** @type {import('../measure.js').Section} */
export const warm = {
  about: 'circle, n = 100: milliseconds to train again after one of --moves moved points',
  async run({ moves, seed }, print) {
    const rows = [];
    for (const { name, allowed, options } of cases) {
      const { cold, warmed, processor, missed } = await follow(options, moves, seed);
      rows.push({
        problem: name,
        ...summary('warm', warmed),
        max: Math.max(...warmed),
        ...summary('cpu', processor),
        ...summary('cold', cold),
        allowed,
        missed,
      });
    }
    print(`milliseconds\n\n${formatTable(rows)}`);
  },
};

/**
 * @param {string} name
 * @param {number[]} times
 */
function summary(name, times) {
  return { [`${name} median`]: quantile(times, 0.5), [`${name} 95%`]: quantile(times, 0.95) };
}

/**
 * Moves one point after another by 0.02 normal; labels stay. Every tenth problem is solved cold too.
 * @param {TrainOptions} options
 * @param {number} moves
 * @param {number} seed
 */
async function follow(options, moves, seed) {
  const random = drawFrom(seed + 1);
  const { X, Y } = planarProblem(
    'circle',
    100,
    options.loss === 'hinge' ? 'hinge' : 'logistic',
    seed,
  );
  let initial = await train(X, Y, options);
  const times = { warmed: [0].slice(1), processor: [0].slice(1), cold: [0].slice(1) };
  let missed = 0;
  for (let move = 0; move < moves; move++) {
    const moved = X[Math.floor(((random.uniform() + 1) / 2) * X.length)];
    moved.forEach((value, k) => (moved[k] = value + 0.02 * random.normal()));
    const { seconds, processor, result } = await timedTrain(X, Y, { ...options, initial });
    times.warmed.push(seconds * 1000);
    times.processor.push(processor * 1000);
    missed += result.report.status === 'optimal' ? 0 : 1;
    initial = result;
    if (move % 10 === 0) times.cold.push((await timedTrain(X, Y, options)).seconds * 1000);
  }
  return { ...times, missed };
}
