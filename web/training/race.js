/**
 * Gradient descent on the very objective of the convex program, from many random starts.
 *
 * @typedef {typeof import('convexrelu/worker').descendMany} DescendMany
 * @typedef {Awaited<ReturnType<DescendMany>>['best']} Descent
 * @typedef {import('./trainer.js').Data} Data
 * @typedef {'adam' | 'momentum' | 'gd'} Optimizer
 * @typedef {{ loss: import('convexrelu').LossName, beta: number, bias: boolean, width: number, epochs: number, seeds: number,
 *   rates: Record<Optimizer, number> }} RaceSettings
 * @typedef {{ optimizer: Optimizer, seed: number, network: Descent['network'], diverged: boolean,
 *   seconds: number[], objective: number[], final: number }} Runner
 * @typedef {Pick<Runner, 'optimizer' | 'seconds' | 'objective'>} Underway a run that has not ended
 */

/** @type {Optimizer[]} */
export const optimizers = ['adam', 'momentum', 'gd'];

/**
 * One run after the other, so that the seconds of each are its own; seed by seed, so that the
 * optimizers are compared from the start.
 *
 * @param {DescendMany} descendMany of `convexrelu/worker`, so that the page stays free
 * @param {Data} data
 * @param {RaceSettings} settings
 * @param {{ signal: AbortSignal, onRun: (run: Runner) => void,
 *   onStep: (run: Underway) => void }} how onStep: called often while a run goes on
 */
export async function race(descendMany, data, settings, { signal, onRun, onStep }) {
  const { loss, beta, bias, width, epochs, rates } = settings;
  for (let seed = 0; seed < settings.seeds; ++seed) {
    for (const optimizer of optimizers) {
      /** @type {Underway} */
      const underway = { optimizer, seconds: [], objective: [] };
      const { best } = await descendMany(data.X, data.Y, {
        ...{ optimizer, loss, beta, bias, width, epochs, seeds: [seed], signal },
        learningRate: rates[optimizer],
        onProgress({ seconds, objective }) {
          underway.seconds.push(seconds);
          underway.objective.push(objective);
          onStep(underway);
        },
      });
      const { network, report } = best;
      const share = report.seconds / Math.max(1, report.epochs);
      onRun({
        ...{ optimizer, seed, network, diverged: report.status === 'diverged' },
        seconds: Array.from(report.history.epochs, (epoch) => epoch * share),
        objective: Array.from(report.history.objective),
        final: report.objective,
      });
    }
  }
}

/**
 * How many of the runs ended within a share of the optimum.
 *
 * @param {Runner[]} runs
 * @param {number} optimum
 * @param {number} share
 */
export function within(runs, optimum, share) {
  return runs.filter(({ final, diverged }) => !diverged && final <= optimum * (1 + share)).length;
}

/** By how much of the optimum a run ended above it. @param {Runner} run @param {number} optimum */
export function excess({ final, diverged }, optimum) {
  return diverged ? Infinity : Math.max(0, final / optimum - 1);
}
