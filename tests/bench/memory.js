/** Trains one large problem in a process of its own and tells, as JSON, what memory that took. */
import { train } from 'convexrelu';
import { drawFrom } from './data/synthetic.js';

/** @typedef {{ n: number, d: number, count: number, formulation: 'relu' | 'gated-relu',
 *   beta: number, tolerance: number, limit: number, seed: number }} LargeTask */

/**
 * The package keeps its memory to itself, so the instance is caught when it is made.
 * @returns {() => number} its bytes
 */
function watchMemory() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  Object.assign(WebAssembly, {
    instantiate: async (/** @type {any} */ module, /** @type {any} */ imports) => {
      const made = /** @type {any} */ (await instantiate(module, imports));
      for (const value of Object.values((made.instance ?? made).exports)) {
        if (value instanceof WebAssembly.Memory) memories.push(value);
      }
      return made;
    },
  });
  return () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

/**
 * Normal points, flat, with a target that one neuron for each of three directions makes.
 * @param {LargeTask} task
 */
function drawLarge({ n, d, seed }) {
  const random = drawFrom(seed);
  const data = Float64Array.from({ length: n * d }, random.normal);
  const Y = Float64Array.from({ length: n }, (_, i) => {
    const [a, b, c] = data.subarray(i * d, i * d + 3);
    return Math.max(0, a) - Math.max(0, b) + Math.max(0, a + c) + 0.1 * random.normal();
  });
  return { X: { data, shape: [n, d] }, Y };
}

const task = /** @type {LargeTask} */ (JSON.parse(process.argv[2]));
const wasmBytes = watchMemory();
const { X, Y } = drawLarge(task);
const { formulation, beta, tolerance, limit, count } = task;
const before = process.resourceUsage().maxRSS * 1024;
const { user, system } = process.cpuUsage();
const { report } = await train(X, Y, {
  ...{ formulation, beta, tolerance, timeLimit: limit },
  patterns: { kind: 'sampled', count, priced: false },
});
const used = process.cpuUsage();
const { seconds, relativeGap, status, solver, neurons } = report;
process.stdout.write(
  JSON.stringify({
    ...{ formulation, seconds, relativeGap, status, solver, neurons, before },
    processor: (used.user + used.system - user - system) / 1e6,
    wasm: wasmBytes(),
    peak: process.resourceUsage().maxRSS * 1024,
  }),
);
