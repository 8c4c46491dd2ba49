/** Sixty problems in the plane at each size, every optimum to be certified global. */
import { losses, planarNames, planarProblem } from '../data/synthetic.js';
import { rowOf, timedTrain } from '../measure.js';
import { growthExponent, median, sum } from '../statistics.js';
import { formatTable } from '../table.js';

/** @typedef {import('../measure.js').Settings} Settings */
/** @typedef {import('../measure.js').Measured} Measured */
/** @typedef {import('../data/synthetic.js').LossName} LossName */
/** @typedef {{ data: string, loss: LossName, beta: number }} Problem */

const betas = [1e-1, 1e-2, 1e-3, 1e-4];

/** @type {Problem[]} */
export const problems = planarNames.flatMap((data) =>
  losses.flatMap((loss) => betas.map((beta) => ({ data, loss, beta }))),
);

/** @type {import('../measure.js').Section} */
export const suite = {
  about: 'sixty seeded problems in the plane, certified global to 1e-6, at each --n',
  async run(settings, print) {
    const medians = [];
    for (const n of settings.n) {
      const all = await runSize(n, settings);
      print(`n = ${n}: seconds\n\n${formatTable(timesOf(all))}`);
      print(
        `n = ${n}: neurons\n\n${formatTable(pivot(all, ({ result }) => result.report.neurons))}`,
      );
      const missed = all.filter(({ measured }) => !certified(measured));
      if (missed.length > 0) {
        print(`n = ${n}: not certified\n\n${formatTable(missed.map(fullRow))}`);
      }
      const seconds = all.map(({ measured }) => measured.seconds);
      medians.push(median(seconds));
      print(summaryOf(n, all.length - missed.length, seconds));
    }
    if (settings.n.length > 1) {
      print(`the median grows like n^${growthExponent(settings.n, medians).toFixed(2)}`);
    }
  },
};

/**
 * @param {number} n
 * @param {Pick<Settings, 'limit' | 'seed'>} settings
 * @param {Problem[]} [chosen]
 */
export async function runSize(n, { limit, seed }, chosen = problems) {
  const all = [];
  for (const problem of chosen) {
    const { data, loss, beta } = problem;
    const { X, Y } = planarProblem(data, n, loss, seed);
    const options = { loss, beta, patterns: /** @type {const} */ ('exact'), timeLimit: limit };
    all.push({ problem, measured: await timedTrain(X, Y, options) });
  }
  return all;
}

/** @param {Measured} measured */
function certified({ result: { report } }) {
  return report.status === 'optimal' && report.scope === 'global';
}

/**
 * @param {number} n
 * @param {number} count
 * @param {number[]} seconds
 */
function summaryOf(n, count, seconds) {
  const ms = (/** @type {number} */ value) => `${(value * 1000).toFixed(1)} ms`;
  return (
    `n = ${n}: ${count} of ${seconds.length} certified, median ${ms(median(seconds))}, ` +
    `max ${Math.max(...seconds).toFixed(2)} s, total ${sum(seconds).toFixed(1)} s`
  );
}

/** @typedef {Awaited<ReturnType<typeof runSize>>} Results */

/** @param {Results[number]} entry */
function fullRow({ problem, measured }) {
  return { ...problem, beta: problem.beta.toExponential(0), ...rowOf(measured) };
}

/** @param {Results} all */
function timesOf(all) {
  return pivot(all, (measured) => {
    const text = measured.seconds.toFixed(measured.seconds < 1 ? 3 : 2);
    return certified(measured)
      ? text
      : `${text} (gap ${measured.result.report.relativeGap.toExponential(0)})`;
  });
}

/**
 * A line a data set and loss, a column a β.
 * @param {Results} all
 * @param {(measured: Measured) => string | number} show
 */
function pivot(all, show) {
  const keys = new Set(all.map(({ problem }) => `${problem.data} ${problem.loss}`));
  return [...keys].map((key) => {
    const entries = all.filter(({ problem }) => `${problem.data} ${problem.loss}` === key);
    const cells = entries.map(({ problem, measured }) => [
      `β=${problem.beta.toExponential(0)}`,
      show(measured),
    ]);
    return { problem: key, ...Object.fromEntries(cells) };
  });
}
