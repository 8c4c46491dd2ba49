/**
 * Two hundred trainings at a time, on the main thread, in a worker and by several; writes as JSON which of them
 * ended like one alone, and how many threads the process had before and has at the end.
 */
import { readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as main from 'convexrelu';
import * as worker from 'convexrelu/worker';

const X = Array.from({ length: 12 }, (_, i) => [Math.sin(7 * i), Math.cos(4.5 * i + 1)]);
const y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
const patterns = /** @type {const} */ ({ kind: 'sampled', count: 8 });

/** Twenty different ones, ten times each. */
const tasks = Array.from({ length: 200 }, (_, k) => ({
  ...{ beta: [0.3, 0.1, 0.03, 0.01, 0.003][k % 5], patterns, seed: 1 },
  formulation: /** @type {const} */ (['relu', 'gated-relu'])[Math.floor(k / 5) % 2],
  loss: /** @type {const} */ (['squared', 'logistic'])[Math.floor(k / 10) % 2],
}));

/** @param {import('convexrelu').TrainResult} result */
const untimed = ({ network, report, certificate }) => ({
  ...{ network: network.toJSON(), certificate },
  report: { ...report, seconds: 0, history: { ...report.history, seconds: 0 } },
});

/** @param {typeof main.train} train */
async function right(train) {
  const results = await Promise.all(tasks.map((options) => train(X, y, options)));
  return results.filter((it, k) => isDeepStrictEqual(untimed(it), alone[k % 20])).length;
}

/** Linux tells how many threads there are; elsewhere nobody does. */
function threads() {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0;
}

/** @type {ReturnType<typeof untimed>[]} */
const alone = [];
for (const options of tasks.slice(0, 20)) alone.push(untimed(await main.train(X, y, options)));
const before = threads();
const here = await right(main.train);
const there = await right(worker.train);
const choices = { betas: [0.1, 0.01], folds: 3 };
const found = await main.crossValidate(X, y, choices);
const shared = await Promise.all(
  [1, 2, 3].map((workers) => worker.crossValidate(X, y, { ...choices, workers })),
);
const during = threads();
await worker.terminate();
const folds = shared.filter((it) => isDeepStrictEqual(it, found)).length;
// Another, which nobody terminates: the process ends all the same.
const idle = (await worker.info()).version;
process.stdout.write(
  JSON.stringify({ here, there, folds, before, during, after: threads() - 1, idle }),
);
