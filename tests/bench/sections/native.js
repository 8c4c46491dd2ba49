/** The same C++ program natively and as WebAssembly, on the same problems. */
import { breastCancer, iris } from '../data/real.js';
import { planarProblem } from '../data/synthetic.js';
import { command, runProgram } from '../program.js';
import { median } from '../statistics.js';
import { formatTable } from '../table.js';
import { problems } from './suite.js';

/** @typedef {import('../program.js').Task} Task */
/** @typedef {import('../program.js').Target} Target */

/** @type {import('../measure.js').Section} */
export const native = {
  about: 'WebAssembly against native: the suite at n = 100, breast cancer, iris',
  program: true,
  async run(settings, print) {
    const tasks = nativeTasks(settings);
    const lines = tasks.map(({ task }) => command('train', task));
    const [here, there] = [await runProgram('native', lines), await runProgram('wasm', lines)];
    const groups = [...new Set(tasks.map(({ group }) => group))];
    const rows = groups.map((group) => {
      const members = tasks.flatMap((task, i) => (task.group === group ? [i] : []));
      const total = (/** @type {Record<string, any>[]} */ answers) =>
        members.reduce((sum, i) => sum + answers[i].seconds, 0);
      const same = members.filter((i) => here[i].status === there[i].status).length;
      return {
        group,
        problems: members.length,
        native: total(here).toFixed(3),
        wasm: total(there).toFixed(3),
        ratio: (total(there) / total(here)).toFixed(2),
        'median ratio': median(members.map((i) => there[i].seconds / here[i].seconds)).toFixed(2),
        'systems native': members.reduce((sum, i) => sum + here[i].systems, 0),
        'systems wasm': members.reduce((sum, i) => sum + there[i].systems, 0),
        'same status': same,
      };
    });
    print(`seconds\n\n${formatTable(rows)}`);
  },
};

/**
 * @param {import('../measure.js').Settings} settings
 * @returns {{ group: string, task: Task }[]}
 */
function nativeTasks({ seed, limit }) {
  const exact = {
    formulation: /** @type {const} */ ('relu'),
    kind: /** @type {const} */ ('exact'),
    limit,
  };
  const planar = problems.map(({ data, loss, beta }) => ({
    group: `suite, ${loss}`,
    task: { ...exact, loss, beta, tolerance: 1e-6, ...planarProblem(data, 100, loss, seed) },
  }));
  const measured = [0.03, 0.01, 0.003].map((beta) => ({
    group: 'iris, logistic',
    task: { ...exact, loss: 'logistic', beta, tolerance: 1e-6, ...iris('logistic') },
  }));
  const cancer = { ...breastCancer(), loss: 'squared', tolerance: 1e-6, limit };
  const sampled = { ...cancer, kind: /** @type {const} */ ('sampled'), count: 100 };
  return [
    ...planar,
    ...measured,
    { group: 'breast cancer, gated', task: { ...sampled, formulation: 'gated-relu', beta: 0.002 } },
    { group: 'breast cancer, relu', task: { ...sampled, formulation: 'relu', beta: 0.02 } },
  ];
}
