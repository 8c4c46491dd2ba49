// A trained two-layer network: what predicts, and what it is worth as a solution of a training problem.

import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { hasCones } from './formulations.js';
import { checkColumns, forward } from './forward.js';
import { checkBeta, checkTargets, dataTerm, requireLoss } from './losses.js';
import { Network as PredictingNetwork } from './prediction.js';
import { blockPenalty, findRegularizer, regularizerNames } from './regularizers.js';

/** @import { LossName, RegularizerName } from './name-types.js' */
/** @typedef {import('./types.js').MatrixInput} MatrixInput */
/** @typedef {import('./types.js').TargetInput} TargetInput */

/** The network of `convexrelu/network`, and its training objective. */
export class Network extends PredictingNetwork {
  /** @override */
  static name = 'Network';

  /**
   * The training objective of this very network, from scratch: for the regularizer 'neuron'
   * `(1/n) Σ ℓ(z, y) + (β/2) Σ_j (‖W1[j]‖² + b1[j]² + ‖W2[:,j]‖²)`, for others, which ReLU networks
   * do not have, `(1/n) Σ ℓ(z, y) + β Σ_k R(U_k)` with the blocks `W2[k,j] · (W1[j], b1[j])` in U_k,
   * those of gates with the same pattern on X added, as are those of linear neurons.
   *
   * @param {MatrixInput} X
   * @param {TargetInput} Y
   * @param {{ loss: LossName, beta: number, regularizer?: RegularizerName }} options a report's options will do
   * @returns {number}
   */
  objective(X, Y, options) {
    const { loss: lossName, beta, regularizer = 'neuron' } = options ?? {};
    const loss = requireLoss('loss', lossName);
    checkBeta(beta);
    checkRegularizer(regularizer, this.formulation);
    const samples = toMatrix('X', X);
    checkColumns('X', samples.columns, 'd', this.d);
    const targets = toTargets('Y', Y, samples.rows);
    checkColumns('Y', targets.columns, 'c', this.c);
    checkTargets(loss, String(lossName), targets);
    return (
      dataTerm(loss, forward(this, samples), targets) + beta * penalty(this, regularizer, samples)
    );
  }
}

/**
 * @param {unknown} regularizer
 * @param {import('./name-types.js').Formulation} formulation
 */
function checkRegularizer(regularizer, formulation) {
  const known = hasCones(formulation) ? ['neuron'] : regularizerNames;
  if (known.some((name) => name === regularizer)) return;
  throw invalidArgument(
    `regularizer must be one of ${known.map(show).join(', ')} for the formulation ` +
      `${show(formulation)}, but is ${show(regularizer)}`,
  );
}

/**
 * @param {Network} network
 * @param {string} name of the regularizer
 * @param {import('./data.js').Matrix} X
 */
function penalty(network, name, X) {
  const regularizer = findRegularizer(name);
  if (regularizer && name !== 'neuron') return blockPenalty(regularizer, network, X);
  let sum = 0;
  for (const weights of [network.W1, network.b1, network.W2]) {
    for (const weight of weights) sum += weight * weight;
  }
  return sum / 2;
}
