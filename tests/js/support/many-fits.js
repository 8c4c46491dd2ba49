/**
 * A process that trains ten thousand times, in every way there is, and writes as JSON what memory it had after
 * each thousand. To be run with --expose-gc, and --max-semi-space-size=1: else V8 lets its young generation
 * grow from 1 to 32 MB over thousands of fits, whatever they do.
 */
import { ConvexRegressor, certify, createTrainer, descend, train, trainPath } from 'convexrelu';

const fits = 10_000;

/** The memory of the WebAssembly, which the package keeps to itself. @type {WebAssembly.Memory[]} */
const memories = [];
const instantiate = WebAssembly.instantiate;
Object.assign(WebAssembly, {
  instantiate: async (/** @type {[WebAssembly.Module, WebAssembly.Imports]} */ ...args) => {
    const instance = await instantiate(...args);
    for (const it of Object.values(instance.exports)) {
      if (it instanceof WebAssembly.Memory) memories.push(it);
    }
    return instance;
  },
});

const X = Array.from({ length: 10 }, (_, i) => [Math.sin(7 * i), Math.cos(4.5 * i + 1)]);
const y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
const patterns = /** @type {const} */ ({ kind: 'sampled', count: 4 });
const loose = { tolerance: 1e-2, patterns };
const options = { beta: 0.1, tolerance: 1e-2 };
const gated = { ...loose, beta: 0.1, formulation: /** @type {const} */ ('gated-relu') };

/** A training each. @type {(() => Promise<unknown>)[]} */
const ways = [
  () => train(X, y, gated),
  () => train(X, y, { ...options, patterns }),
  () => train(X, y, { ...options, formulation: 'linear', loss: 'logistic' }),
  () => train(X, y, options),
  () => new ConvexRegressor({ ...gated, standardize: true }).fit(X, y),
  () => trainPath(X, y, { ...loose, formulation: 'gated-relu', betas: [0.1] }),
  // Given up in the middle, by hand and by an error.
  async () => {
    const trainer = await createTrainer(X, y, gated);
    trainer.setPoint(0, [0, 1], -1);
    trainer.step();
    trainer.dispose();
  },
  () => train(X, y, { ...gated, patterns: 'exact' }).catch(() => {}),
  async () => {
    const { network } = await descend(X, y, { width: 2, epochs: 1 });
    return certify(X, y, network, options);
  },
];

const seen = [];
for (let fit = 1; fit <= fits; fit++) {
  await ways[fit % ways.length]();
  if (fit % 1000 !== 0) continue;
  for (let k = 0; k < 3; k++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { rss, heapUsed } = process.memoryUsage();
  const wasm = memories.map(({ buffer }) => buffer.byteLength);
  seen.push({ rss, heapUsed, wasm });
}
process.stdout.write(JSON.stringify(seen));
