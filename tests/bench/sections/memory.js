/** What a large training takes: memory, time and the gap that it comes to, in fresh processes. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runProgram } from '../program.js';
import { formatTable } from '../table.js';

const script = fileURLToPath(new URL('../memory.js', import.meta.url));
const mebibytes = (/** @type {number} */ bytes) => (bytes / 2 ** 20).toFixed(0);

/** @type {{ formulation: 'relu' | 'gated-relu', beta: number, tolerance: number }[]} */
const trainings = [
  { formulation: 'gated-relu', beta: 0.1, tolerance: 1e-3 },
  { formulation: 'relu', beta: 0.1, tolerance: 1e-2 },
];
const size = { n: 50000, d: 100, count: 200 };

/** @type {import('../measure.js').Section} */
export const memory = {
  about: 'n = 50,000, d = 100, 200 patterns: memory of the WebAssembly and of its process',
  program: true,
  async run({ limit, seed }, print) {
    const rows = [];
    for (const training of trainings) {
      const task = JSON.stringify({ ...size, ...training, limit, seed });
      const { stdout } = await promisify(execFile)(process.execPath, [script, task]);
      const outcome = JSON.parse(stdout);
      const [stated] = await runProgram('native', [estimateCommand(training.formulation)]);
      rows.push({
        formulation: outcome.formulation,
        solver: outcome.solver,
        seconds: outcome.seconds.toFixed(1),
        'of the processor': outcome.processor.toFixed(1),
        gap: outcome.relativeGap.toExponential(1),
        status: outcome.status,
        neurons: outcome.neurons,
        'stated in advance, MiB': mebibytes(stated.bytes),
        'WebAssembly, MiB': mebibytes(outcome.wasm),
        'process with the data, MiB': mebibytes(outcome.before),
        'process at its peak, MiB': mebibytes(outcome.peak),
      });
    }
    print(formatTable(rows));
  },
};

/** @param {string} formulation */
function estimateCommand(formulation) {
  return ['memory', formulation, size.n, size.d, size.count].join(' ');
}
