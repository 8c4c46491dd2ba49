// The shapes of what is done with networks after their training; types only, no code.

/** @import { LossName, SimplifyGoal } from './name-types.js' */
/** @import { Certificate, MatrixInput, TargetInput } from './types.js' */

/**
 * `exact` (true by default) ends at a relative gap of 1e-6, otherwise at 5 %, in a part of the time;
 * `tolerance` sets the gap itself, and from 1 % on the quick way is tried first for every block.
 * `bias`: whether the ReLU neurons may have bias weights, by default where the gated network has them.
 * @typedef {object} DecomposeOptions
 * @property {boolean} [exact]
 * @property {number} [tolerance]
 * @property {boolean} [bias]
 * @property {AbortSignal} [signal]
 */

/**
 * How far a decomposition came.
 * @typedef {object} DecomposeReport
 * @property {'optimal' | 'stalled'} status 'optimal': relativeGap <= tolerance; 'stalled': rounding
 *   kept it from there, and the network is what it is
 * @property {number} norm Σ ‖v‖ + ‖w‖ over the blocks, half the sum of the network's squared weights
 * @property {number} lowerBound of the norm of every decomposition of these blocks
 * @property {number} gap
 * @property {number} relativeGap
 * @property {number} blocks of the gated network that are not zero, those of one pattern together
 * @property {number} neurons
 * @property {number} violation of a cone by a block, at most: how far it lies beyond a sample's
 *   hyperplane, relative to its block of the gated network
 * @property {number} iterations projections onto polyhedra, a quick one for a block included
 * @property {number} seconds
 * @property {{ exact: boolean, tolerance: number, bias: boolean }} options as resolved
 */

/**
 * What `decompose` hands back.
 * @typedef {object} DecomposeResult
 * @property {import('./network.js').Network} network of formulation 'relu'
 * @property {DecomposeReport} report
 */

/**
 * A ReLU network with the same predictions on X as a gated one and the least norm: each block u_i
 * becomes v_i − w_i with v_i and w_i in the cone of the gate's pattern on X. Mishkin, Sahiner &
 * Pilanci, "Fast Convex Optimization for Two-Layer ReLU Networks" (ICML 2022), section 3. X need not
 * be what the network was trained on; elsewhere than on its rows the two networks differ. Fails with
 * 'invalid-argument' where no ReLU neurons of a gate's pattern predict what its block does.
 * @callback Decompose
 * @param {MatrixInput} X samples, a row each
 * @param {import('./types.js').NetworkData} network of formulation 'gated-relu', or what its toJSON gave
 * @param {DecomposeOptions} [options]
 * @returns {Promise<DecomposeResult>}
 */

/**
 * Of the networks with the same predictions on X and the same penalty as an optimal one, those whose
 * neurons have its directions or, where its `certificate` of scope 'patterns' is given, further ones
 * that may be active. 'fewest-neurons' goes to a vertex of that polytope: at most n + 1 neurons for
 * each output. 'min-norm' has the least √Σ ‖u_j‖² over the
 * blocks, neurons of one direction being one. 'best-validation' has the least
 * `loss` on `validation`.
 * @typedef {object} SimplifyOptions
 * @property {SimplifyGoal} [goal] 'fewest-neurons' by default
 * @property {Certificate} [certificate] of the network, from its training
 * @property {TargetInput} [Y] the targets, for `report.objective`; needs the certificate
 * @property {{ X: MatrixInput, Y: TargetInput }} [validation] for 'best-validation'
 * @property {LossName} [loss] for 'best-validation'; the certificate's, else 'squared', by default
 * @property {'neuron' | 'l1'} [regularizer] 'neuron' or, for gated networks, 'l1': those under which sizes
 *   may vary along a polytope; the certificate's, else 'neuron', by default
 * @property {AbortSignal} [signal]
 */

/**
 * A number of the given network and that of the one found.
 * @typedef {{ before: number, after: number }} Change
 */

/**
 * What `simplify` changed.
 * @typedef {object} SimplifyReport
 * @property {SimplifyGoal} goal
 * @property {boolean} kept whether the network is the original, because what was found differs from
 *   it by more than 1e-9, relatively, in penalty or predictions, or is no better
 * @property {Change} neurons
 * @property {Change} penalty the objective is the data term, a matter of the predictions, plus
 *   β times this; `after` is that of what was found, kept or not
 * @property {Change} value what the goal minimizes: neurons, √Σ‖u_j‖², or the validation loss
 * @property {Change | null} objective where `Y` is given; of the networks as they are
 * @property {number} predictionChange on X, at most, relative to the largest prediction
 * @property {number} directions that neurons might have
 * @property {number} freedom dimensions of the polytope; 0 for 'fewest-neurons', which needs none
 * @property {number} seconds
 */

/**
 * Another network with the same predictions on X and the same objective.
 * @callback Simplify
 * @param {MatrixInput} X samples, a row each
 * @param {import('./types.js').NetworkData} network each neuron feeding one output, or what its toJSON gave
 * @param {SimplifyOptions} [options]
 * @returns {Promise<{ network: import('./network.js').Network, report: SimplifyReport }>}
 */

export {};
