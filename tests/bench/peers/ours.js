/**
 * Ours in a process of its own: reads { problem, repeats, exact } from standard input, answers with the
 * course of the first training, which compiles as it goes, and of the fastest after it.
 */
import { readFileSync } from 'node:fs';
import { train } from 'convexrelu';
import { coneViolation } from '../sections/sampled.js';

/** @type {{ problem: import('./problems.js').PeerProblem, repeats: number, exact?: boolean }} */
const { problem, repeats, exact = false } = JSON.parse(readFileSync(0, 'utf8'));
const { X, Y, gates, formulation, beta } = problem;
/** @type {import('convexrelu').TrainOptions} */
const options = {
  ...{ formulation, beta, tolerance: 1e-6 },
  patterns: exact ? 'exact' : { kind: 'given', gates },
};
const runs = [];
let violation = 0;
for (let i = 0; i <= repeats; i++) {
  const start = performance.now();
  const result = await train(X, Y, options);
  const total = (performance.now() - start) / 1000;
  const { seconds, objective } = result.report.history;
  // What comes before the first certified point, data and patterns, counts as well.
  const lead = total - result.report.seconds;
  const times = Array.from(seconds, (time) => lead + time);
  runs.push({ total, seconds: times, objectives: Array.from(objective), cold: i === 0 });
  if (formulation === 'relu' && !exact) violation = coneViolation(X, result);
}
const [first, ...later] = runs;
later.sort((a, b) => a.total - b.total);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ cold: first, warm: later[0], violation, megabytes }));
