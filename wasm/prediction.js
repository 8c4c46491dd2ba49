// A trained two-layer network that predicts: plain data with methods. No WebAssembly, nothing to free.

import { toMatrix } from './data.js';
import { check, readCount } from './errors.js';
import { readFormulation } from './formulations.js';
import { checkColumns, forward } from './forward.js';
import { readNumbers, readSaved, toRows } from './numbers.js';

/** @typedef {import('./types.js').NetworkData} NetworkData */
/** @typedef {import('./types.js').MatrixInput} MatrixInput */

/**
 * A neuron and what it feeds.
 * @typedef {object} Neuron
 * @property {number[]} weights the d first-layer weights
 * @property {number} bias
 * @property {number[]} output the c second-layer weights
 * @property {number} strength ‖(weights, bias)‖·‖output‖: what the neuron costs is β times this
 * @property {number} index the neuron's row in W1
 */

/**
 * What `toJSON` of a network gives.
 * @typedef {object} NetworkJson
 * @property {string} format 'convexrelu-network'
 * @property {number} version
 * @property {import('./name-types.js').Formulation} formulation
 * @property {number} d
 * @property {number} c
 * @property {number} m
 * @property {number[]} W1
 * @property {number[]} b1
 * @property {number[]} W2
 * @property {number[]} [gates]
 */

const format = 'convexrelu-network';

/**
 * `z_k(x) = Σ_j W2[k,j] · h_j(x)`, where `h_j(x) = max(0, W1[j]·x + b1[j])` for ReLU and
 * `1[gates[j]·(x, 1) ≥ 0] · (W1[j]·x + b1[j])` for gated ReLU and `W1[j]·x + b1[j]` for linear.
 *
 * Every entry of the package has its own copy of this class: across entries `toJSON` tells what is the same,
 * and `instanceof` does not.
 */
class PredictingNetwork {
  static name = 'Network';

  /**
   * @param {NetworkData} network copied; matrices may be any arrays of numbers
   */
  constructor(network) {
    const { formulation, d, c, m, W1, b1, W2, gates } = Object(network);
    /** @type {import('./name-types.js').Formulation} */
    this.formulation = readFormulation('network.formulation', formulation);
    /** Features. */
    this.d = readCount('network.d', 1, d);
    /** Outputs. */
    this.c = readCount('network.c', 1, c);
    /** Neurons. */
    this.m = readCount('network.m', 0, m);
    /** First layer, m×d. */
    this.W1 = readNumbers('network.W1', W1, m, d);
    /** First layer's bias weights, m. */
    this.b1 = readNumbers('network.b1', b1, m, 1);
    /** Second layer, c×m. */
    this.W2 = readNumbers('network.W2', W2, c, m);
    if (formulation === 'gated-relu') {
      /**
       * Gated ReLU only: m×(d+1), each gate's bias weight last.
       * @type {Float64Array | undefined}
       */
      this.gates = readNumbers('network.gates', gates, m, d + 1);
    } else {
      check(!gates, 'network.gates', 'be left out', gates);
    }
  }

  /**
   * @param {MatrixInput} X rows with d features
   * @returns {{ data: Float64Array, shape: [number, number] }} outputs, n×c row-major
   */
  predict(X) {
    const samples = toMatrix('X', X);
    checkColumns('X', samples.columns, 'd', this.d);
    return { data: forward(this, samples), shape: [samples.rows, this.c] };
  }

  /**
   * The neurons, strongest first.
   *
   * @returns {Neuron[]}
   */
  get neurons() {
    const rows = toRows(this.W2, this.m);
    const neurons = toRows(this.W1, this.d).map((weights, index) => {
      const bias = this.b1[index];
      const output = rows.map((row) => row[index]);
      const strength = Math.hypot(...weights, bias) * Math.hypot(...output);
      return { weights, bias, output, strength, index };
    });
    return neurons.sort((a, b) => b.strength - a.strength);
  }

  /**
   * Plain, JSON-safe data that `Network.fromJSON` reads.
   *
   * @returns {NetworkJson}
   */
  toJSON() {
    const { W1, b1, W2, gates } = this;
    const layers = { W1: [...W1], b1: [...b1], W2: [...W2], ...(gates && { gates: [...gates] }) };
    return { format, version: 1, ...this, ...layers };
  }

  /**
   * @template {PredictingNetwork} Kind
   * @this {new (network: NetworkData) => Kind}
   * @param {unknown} json what `toJSON` gave, or its text
   * @returns {Kind}
   */
  static fromJSON(json) {
    const saved = /** @type {unknown} */ (readSaved('network', [format], json));
    return new this(/** @type {NetworkData} */ (saved));
  }
}

export { PredictingNetwork as Network };
