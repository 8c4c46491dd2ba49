/** The bits of trainings of every kind. As a program it prints them. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { train } from 'convexrelu';
import { circleProblem, createRandom, randomMatrix } from '../../support/data.js';

/** @returns {Promise<Record<string, string>>} a hash by the training's name */
export async function fingerprints() {
  const { X, Y } = circleProblem();
  const wide = randomMatrix(40, 6, createRandom(3));
  const signs = wide.map(([a, b]) => (a * b > 0 ? 1 : -1));
  /** @type {[string, number[][], number[], import('../../../wasm/types.js').TrainOptions][]} */
  const kinds = [
    ['exact', X, Y, { patterns: 'exact' }],
    ['sampled', X, Y, { patterns: 'sampled', seed: 5 }],
    ['gated', X, Y, { formulation: 'gated-relu' }],
    ['auto', wide, signs, { seed: 1 }],
    ['stopped', wide, signs, { seed: 1, maxIterations: 7 }],
    ['of a seed', wide, signs, { patterns: { kind: 'sampled', count: 30, seed: 4 } }],
  ];
  /** @type {Record<string, string>} */
  const found = {};
  for (const [name, x, y, options] of kinds) {
    for (const loss of /** @type {const} */ (['squared', 'hinge', 'logistic'])) {
      const { network, report, certificate } = await train(x, y, { beta: 1e-2, loss, ...options });
      const hash = createHash('sha256');
      const bound = [report.objective, report.lowerBound];
      for (const values of [network.W1, network.b1, network.W2, bound, certificate.dual]) {
        hash.update(new Uint8Array(Float64Array.from(values).buffer));
      }
      found[`${name}, ${loss}`] = hash.digest('hex');
    }
  }
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(await fingerprints()));
}
