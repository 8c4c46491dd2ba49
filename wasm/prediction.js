// A trained two-layer network that predicts: plain data with methods. No WebAssembly, nothing to free.

import { toMatrix } from './data.js';
import { invalidArgument, show } from './errors.js';
import { requireFormulation, rowOf } from './formulations.js';
import { checkColumns, forward } from './forward.js';
import { parseJson, readNumbers } from './numbers.js';

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

const format = 'convexrelu-network';
const formatVersion = 1;

/**
 * `z_k(x) = Σ_j W2[k,j] · h_j(x)`, where `h_j(x) = max(0, W1[j]·x + b1[j])` for ReLU and
 * `1[gates[j]·(x, 1) ≥ 0] · (W1[j]·x + b1[j])` for gated ReLU and `W1[j]·x + b1[j]` for linear.
 */
class PredictingNetwork {
  static name = 'Network';

  /**
   * @param {NetworkData} network copied; matrices may be any arrays of numbers
   */
  constructor(network) {
    if (!('formulation' in Object(network))) {
      throw invalidArgument(`network must be a Network or its data, but is ${show(network)}`);
    }
    const { d, c, m } = network;
    const formulation = requireFormulation('network.formulation', network.formulation);
    /** @type {import('./name-types.js').Formulation} */
    this.formulation = formulation;
    /** Features. */
    this.d = checkCount('d', d, 1);
    /** Outputs. */
    this.c = checkCount('c', c, 1);
    /** Neurons. */
    this.m = checkCount('m', m, 0);
    /** First layer, m×d. */
    this.W1 = readNumbers('network.W1', network.W1, m * d);
    /** First layer's bias weights, m. */
    this.b1 = readNumbers('network.b1', network.b1, m);
    /** Second layer, c×m. */
    this.W2 = readNumbers('network.W2', network.W2, c * m);
    if (rowOf(formulation).activation === 'gate') {
      /**
       * Gated ReLU only: m×(d+1), each gate's bias weight last.
       * @type {Float64Array | undefined}
       */
      this.gates = readNumbers('network.gates', network.gates, m * (d + 1));
    } else if (network.gates !== undefined && network.gates !== null) {
      throw invalidArgument(
        `network.gates must be left out for the formulation ${show(formulation)}`,
      );
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
    const neurons = Array.from({ length: this.m }, (_, j) => describeNeuron(this, j));
    return neurons.sort((a, b) => b.strength - a.strength || a.index - b.index);
  }

  /** Plain, JSON-safe data that `Network.fromJSON` reads. */
  toJSON() {
    const { formulation, d, c, m } = this;
    return {
      format,
      version: formatVersion,
      formulation,
      d,
      c,
      m,
      W1: Array.from(this.W1),
      b1: Array.from(this.b1),
      W2: Array.from(this.W2),
      ...(this.gates && { gates: Array.from(this.gates) }),
    };
  }

  /**
   * @template {PredictingNetwork} Kind
   * @this {new (network: NetworkData) => Kind}
   * @param {unknown} json what `toJSON` gave, or its text
   * @returns {Kind}
   */
  static fromJSON(json) {
    const value = parseJson('a network', json);
    if (typeof value !== 'object' || value === null || !('format' in value)) {
      throw invalidArgument(
        `a network must be an object of format '${format}', but is ${show(value)}`,
      );
    }
    const {
      format: itsFormat,
      version,
      ...network
    } = /** @type {Record<string, unknown>} */ (value);
    if (itsFormat !== format) {
      throw invalidArgument(`format must be '${format}', but is ${show(itsFormat)}`);
    }
    if (version !== formatVersion) {
      throw invalidArgument(
        `version must be ${formatVersion}, the one this package reads, but is ${show(version)}`,
      );
    }
    return new this(/** @type {NetworkData} */ (/** @type {unknown} */ (network)));
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} least
 */
function checkCount(name, value, least) {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw invalidArgument(
    `network.${name} must be a whole number >= ${least}, but is ${show(value)}`,
  );
}

/**
 * @param {PredictingNetwork} network
 * @param {number} j
 * @returns {Neuron}
 */
function describeNeuron({ d, c, m, W1, b1, W2 }, j) {
  const weights = Array.from(W1.subarray(j * d, (j + 1) * d));
  const output = Array.from({ length: c }, (_, k) => W2[k * m + j]);
  const strength = Math.hypot(...weights, b1[j]) * Math.hypot(...output);
  return { weights, bias: b1[j], output, strength, index: j };
}

export { PredictingNetwork as Network };
