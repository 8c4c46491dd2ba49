// A trained two-layer network: plain data with methods. No WebAssembly, nothing to free.

import { toMatrix, toTargets } from './data.js';
import { invalidArgument, show } from './errors.js';
import { requireFormulation, rowOf } from './formulations.js';
import { checkBeta, checkTargets, dataTerm, requireLoss } from './losses.js';
import { blockPenalty, findRegularizer, regularizerNames } from './regularizers.js';

/** @typedef {import('./types.js').NetworkData} NetworkData */
/** @typedef {import('./types.js').MatrixInput} MatrixInput */
/** @typedef {import('./types.js').TargetInput} TargetInput */

/**
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
export class Network {
  /**
   * @param {NetworkData} network copied; matrices may be any arrays of numbers
   */
  constructor(network) {
    if (typeof network !== 'object' || network === null) {
      throw invalidArgument(`network must be an object, but is ${show(network)}`);
    }
    const { d, c, m } = network;
    const formulation = requireFormulation('network.formulation', network.formulation);
    /** @type {import('./types.js').Formulation} */
    this.formulation = formulation;
    /** Features. */
    this.d = checkCount('d', d, 1);
    /** Outputs. */
    this.c = checkCount('c', c, 1);
    /** Neurons. */
    this.m = checkCount('m', m, 0);
    /** First layer, m×d. */
    this.W1 = copyNumbers('W1', network.W1, m * d);
    /** First layer's bias weights, m. */
    this.b1 = copyNumbers('b1', network.b1, m);
    /** Second layer, c×m. */
    this.W2 = copyNumbers('W2', network.W2, c * m);
    if (rowOf(formulation).activation === 'gate') {
      /**
       * Gated ReLU only: m×(d+1), each gate's bias weight last.
       * @type {Float64Array | undefined}
       */
      this.gates = copyNumbers('gates', network.gates, m * (d + 1));
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
   * The training objective of this very network, from scratch: for the regularizer 'neuron'
   * `(1/n) Σ ℓ(z, y) + (β/2) Σ_j (‖W1[j]‖² + b1[j]² + ‖W2[:,j]‖²)`, for others, which ReLU networks
   * do not have, `(1/n) Σ ℓ(z, y) + β Σ_k R(U_k)` with the blocks `W2[k,j] · (W1[j], b1[j])` in U_k,
   * those of gates with the same pattern on X added, as are those of linear neurons.
   *
   * @param {MatrixInput} X
   * @param {TargetInput} Y
   * @param {{ loss: string, beta: number, regularizer?: string }} options a report's options will do
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
   * @param {unknown} json what `toJSON` gave, or its text
   * @returns {Network}
   */
  static fromJSON(json) {
    const value = typeof json === 'string' ? parse(json) : json;
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
    return new Network(/** @type {NetworkData} */ (/** @type {unknown} */ (network)));
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidArgument(`a network must be JSON, but is ${show(text)}`);
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
 * @param {string} name
 * @param {unknown} source
 * @param {number} length
 */
function copyNumbers(name, source, length) {
  if (!Array.isArray(source) && !ArrayBuffer.isView(source)) {
    throw invalidArgument(`network.${name} must be an array of numbers, but is ${show(source)}`);
  }
  const values = /** @type {ArrayLike<unknown>} */ (/** @type {unknown} */ (source));
  if (values.length !== length) {
    throw invalidArgument(
      `network.${name} must hold ${length} numbers, but holds ${values.length}`,
    );
  }
  return Float64Array.from(values, (value, k) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw invalidArgument(
      `network.${name} must hold finite numbers only, but network.${name}[${k}] is ${show(value)}`,
    );
  });
}

/**
 * @param {string} name
 * @param {number} columns
 * @param {string} size
 * @param {number} expected
 */
function checkColumns(name, columns, size, expected) {
  if (columns === expected) return;
  throw invalidArgument(
    `${name} must have ${expected} ${expected === 1 ? 'column' : 'columns'}, ` +
      `the network's ${size}, but has ${columns}`,
  );
}

/**
 * @param {Network} network
 * @param {import('./data.js').Matrix} X
 * @returns {Float64Array}
 */
function forward({ formulation, d, c, m, W1, b1, W2, gates }, { data: X, rows }) {
  const always = rowOf(formulation).activation === 'always';
  const Z = new Float64Array(rows * c);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < m; j++) {
      const score = dot(W1, j * d, X, i * d, d) + b1[j];
      const on = gates
        ? dot(gates, j * (d + 1), X, i * d, d) + gates[j * (d + 1) + d] >= 0
        : always || score > 0;
      if (!on) continue;
      for (let k = 0; k < c; k++) Z[i * c + k] += W2[k * m + j] * score;
    }
  }
  return Z;
}

/**
 * @param {Float64Array} a
 * @param {number} i
 * @param {Float64Array} b
 * @param {number} j
 * @param {number} length
 */
function dot(a, i, b, j, length) {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i + k] * b[j + k];
  return sum;
}

/**
 * @param {unknown} regularizer
 * @param {import('./types.js').Formulation} formulation
 */
function checkRegularizer(regularizer, formulation) {
  const known = rowOf(formulation).cones ? ['neuron'] : regularizerNames;
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

/**
 * @param {Network} network
 * @param {number} j
 * @returns {Neuron}
 */
function describeNeuron({ d, c, m, W1, b1, W2 }, j) {
  const weights = Array.from(W1.subarray(j * d, (j + 1) * d));
  const output = Array.from({ length: c }, (_, k) => W2[k * m + j]);
  const strength = Math.hypot(...weights, b1[j]) * Math.hypot(...output);
  return { weights, bias: b1[j], output, strength, index: j };
}
