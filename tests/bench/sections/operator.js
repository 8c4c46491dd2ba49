/** The operator's two products against Eigen's plain ones of the same shapes. */
import { runProgram } from '../program.js';
import { formatTable } from '../table.js';

/** @typedef {import('../program.js').Target} Target */

/** Samples, columns with the bias, patterns. */
const shapes = [
  { data: 'plane', n: 100, d: 3, p: 50 },
  { data: 'diabetes', n: 442, d: 11, p: 500 },
  { data: 'breast cancer', n: 569, d: 31, p: 100 },
  { data: 'breast cancer', n: 569, d: 31, p: 2000 },
  { data: 'digits', n: 1797, d: 64, p: 200 },
];

/** @type {import('../measure.js').Section} */
export const operator = {
  about: 'Gflop/s of the operator, counting 2ndp, and of Eigen’s products of the same shapes',
  program: true,
  async run(_, print) {
    const lines = shapes.map(({ n, d, p }) => `operator ${n} ${d} ${p} 0.3`);
    for (const target of /** @type {Target[]} */ (['native', 'wasm'])) {
      const answers = await runProgram(target, lines);
      const rows = answers.map(({ forward, forwardGemm, backward, backwardGemm }, i) => ({
        ...shapes[i],
        forward,
        'Eigen forward': forwardGemm,
        share: percent(forward / forwardGemm),
        backward,
        'Eigen backward': backwardGemm,
        'share ': percent(backward / backwardGemm),
      }));
      print(`${target}, Gflop/s\n\n${formatTable(rows)}`);
    }
  },
};

/** @param {number} share */
function percent(share) {
  return `${Math.round(100 * share)} %`;
}
