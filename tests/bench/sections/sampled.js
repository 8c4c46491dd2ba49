/** Breast cancer over 100 random gates: our solvers and the textbook's, in one process each. */
import { breastCancer } from '../data/real.js';
import { rowOf, timedTrain } from '../measure.js';
import { command, runProgram } from '../program.js';
import { formatTable } from '../table.js';

/** @typedef {import('../program.js').Task} Task */
/** @typedef {import('../program.js').Target} Target */
/** @typedef {import('../measure.js').Measured} Measured */

const common = {
  loss: 'squared',
  kind: /** @type {const} */ ('sampled'),
  count: 100,
  tolerance: 1e-6,
};

/** @type {{ name: string, yardstick: string, formulation: Task['formulation'], beta: number }[]} */
const problems = [
  { name: 'gated, β=0.002', yardstick: 'FISTA', formulation: 'gated-relu', beta: 0.002 },
  { name: 'relu, β=0.02', yardstick: 'augmented Lagrangian', formulation: 'relu', beta: 0.02 },
];

/** @type {import('../measure.js').Section} */
export const sampled = {
  about: 'breast cancer, 100 gates: against FISTA and an augmented Lagrangian in the same process',
  program: true,
  async run({ limit }, print) {
    const { X, Y } = breastCancer();
    const rows = await ofPackage(X, Y, limit);
    print(`the package (WebAssembly)\n\n${formatTable(rows)}`);
    print(`patterns added by pricing, β = 0.02\n\n${formatTable(await priced(X, Y, limit))}`);
    for (const target of /** @type {Target[]} */ (['wasm', 'native'])) {
      const compared = [];
      for (const { name, yardstick, formulation, beta } of problems) {
        const task = { ...common, formulation, beta, limit, X, Y };
        const lines = [command('train', task), command('yardstick', task)];
        const [ours, theirs] = await runProgram(target, lines);
        compared.push(
          { problem: name, solver: 'dual-newton', ...cells(ours), ratio: '' },
          {
            ...{ problem: name, solver: yardstick, ...cells(theirs) },
            ratio:
              (theirs.status === 'optimal' ? '' : '> ') +
              (theirs.seconds / ours.seconds).toFixed(1),
          },
        );
      }
      print(`${target}, to 1e-6 or ${limit} s\n\n${formatTable(compared)}`);
    }
  },
};

/** @param {Record<string, any>} answer */
function cells({ seconds, systems, iterations, objective, gap, status }) {
  return {
    seconds: seconds.toFixed(3),
    'systems or steps': systems ?? iterations,
    objective: objective.toFixed(9),
    gap: gap.toExponential(1),
    status,
  };
}

/**
 * Twice each: the second time the engine's code is compiled for good.
 * @param {number[][]} X
 * @param {number[]} Y
 * @param {number} limit
 */
async function ofPackage(X, Y, limit) {
  const rows = [];
  const patterns = { kind: /** @type {const} */ ('sampled'), count: 100, priced: false };
  for (const { name, formulation, beta } of problems) {
    for (const run of ['first', 'second']) {
      const options = { formulation, beta, patterns, timeLimit: limit };
      const measured = await timedTrain(X, Y, options);
      const { objective } = measured.result.report;
      const violation = formulation === 'relu' ? coneViolation(X, measured.result) : 0;
      const tail = { objective: objective.toFixed(9), violation: violation.toExponential(1) };
      rows.push({ problem: name, run, ...rowOf(measured), ...tail });
    }
  }
  return rows;
}

/**
 * When pricing takes the objective below some values, and where it ends.
 * @param {number[][]} X
 * @param {number[]} Y
 * @param {number} limit
 */
async function priced(X, Y, limit) {
  const rows = [];
  for (const count of [50, 100]) {
    const patterns = { kind: /** @type {const} */ ('sampled'), count };
    const measured = await timedTrain(X, Y, { beta: 0.02, patterns, timeLimit: limit });
    const { history, patterns: used, objective } = measured.result.report;
    const below = (/** @type {number} */ value) => {
      const k = history.objective.findIndex((at) => at <= value);
      return k < 0 ? '' : history.seconds[k].toFixed(2);
    };
    rows.push({
      'random gates': count,
      's to 0.125': below(0.125),
      's to 0.115': below(0.115),
      ...rowOf(measured),
      priced: used.priced,
      objective: objective.toFixed(9),
    });
  }
  return rows;
}

/**
 * How far the neurons are outside their cones: for each neuron the program's pattern it fits best,
 * and there the largest −(2D − I)x·u relative to ‖x‖‖u‖.
 * @param {number[][]} X
 * @param {Measured['result']} result
 */
export function coneViolation(X, { network, certificate }) {
  const { gates = [], gateColumns = 0 } = certificate;
  const rows = X.map((x) => [...x, 1]);
  const lengths = rows.map((x) => Math.hypot(...x));
  const patterns = Array.from({ length: gates.length / gateColumns }, (_, p) => {
    const gate = Array.from({ length: gateColumns }, (__, k) => gates[p * gateColumns + k]);
    return rows.map((x) => (dot(gate, x) >= 0 ? 1 : -1));
  });
  const outside = Array.from({ length: network.m }, (_, j) => {
    const u = [...network.W1.slice(j * network.d, (j + 1) * network.d), network.b1[j]];
    const length = Math.hypot(...u);
    const scores = rows.map((x, i) => dot(u, x) / (length * lengths[i]));
    const worst = patterns.map((sides) => Math.max(...sides.map((side, i) => -side * scores[i])));
    return Math.min(...worst);
  });
  return Math.max(0, ...outside);
}

/**
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
function dot(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
