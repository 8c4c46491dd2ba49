// A network as an ONNX file.

import { Graph, elementTypes } from './graph.js';
import { layersOf } from './layers.js';
import { readChoices, readModel } from './model.js';
import { checkRange, precisions } from './precision.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./precision.js').Precision} Precision */
/** @typedef {import('./layers.js').Layers} Layers */

/**
 * What makes the hidden layer of the neurons' scores, by activation.
 * @type {Record<Layers['activation'], (draft: Draft, X: string, layers: Layers) => string>}
 */
const activations = {
  score: ({ graph }) => graph.node('Relu', ['scores1'], 'hidden'),
  gate: (draft, X, { gates, gateBiases }) => {
    const { graph, precision } = draft;
    const inputs = [X, draft.matrix('G', gates), draft.vector('g', gateBiases)];
    graph.node('Gemm', inputs, 'gateScores', { transB: 1 });
    graph.node('GreaterOrEqual', ['gateScores', draft.vector('zero', [0])], 'open');
    graph.node('Cast', ['open'], 'mask', { to: elementTypes[precision].type });
    return graph.node('Mul', ['mask', 'scores1'], 'hidden');
  },
  always: () => 'scores1',
};

/**
 * What makes probabilities of the outputs, by loss: log σ(z) = min(z, 0) − log(1 + e^−|z|), whose softmax is
 * σ(z) scaled to the sum 1, and never 0/0.
 * @type {Record<string, (draft: Draft) => string>}
 */
const probabilities = {
  logistic: (draft) => {
    const { graph } = draft;
    graph.node('Abs', ['scores'], 'size');
    graph.node('Neg', ['size'], 'negative');
    graph.node('Exp', ['negative'], 'power');
    graph.node('Add', ['power', draft.vector('one', [1])], 'sum');
    graph.node('Log', ['sum'], 'rest');
    graph.node('Min', ['scores', draft.vector('nought', [0])], 'low');
    graph.node('Sub', ['low', 'rest'], 'logarithms');
    return graph.node('Softmax', ['logarithms'], 'probabilities', { axis: 1 });
  },
  softmax: ({ graph }) => graph.node('Softmax', ['scores'], 'probabilities', { axis: 1 }),
};

/**
 * An ONNX file (operators of version 17) of a network or of a fitted estimator with its scaling and its
 * labels. Input: `X`, n×d, features as they are. Outputs: of a network or regressor `value`, n×c; of a
 * classifier, as scikit-learn's converters have them, `label`, a list of n int64 where all labels are
 * whole numbers or booleans and else of strings, and `probabilities`, n×classes, or for a loss
 * without them `scores`, n×classes, of two classes −z and z of the decision function z. The names of
 * features stand in the file's metadata, as JSON.
 *
 * In float32 outputs differ from those here by the rounding of sums of d and m terms, about 1e-7 of the
 * largest, and a sample that a gate nearly meets may fall on its other side; in float64 by that of
 * double precision.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{ precision?: Precision }} [options] 'float32' by default, of input, weights and outputs
 * @returns {Uint8Array<ArrayBuffer>} the bytes of the file
 */
export function toOnnx(model, options) {
  const it = readModel(model);
  const { precision } = readChoices(options, { precision: precisions });
  const { kind, network, classes, loss = '', features } = it;
  const draft = new Draft(precision);
  const { graph } = draft;
  const layers = layersOf(it, true);
  graph.declare('input', 'X', precision, network.d);
  const hidden = writeHidden(draft, layers, it.scaling);
  if (kind === 'classifier' && classes) {
    // A column for each class: of two that share an output its negative first.
    const [row] = layers.W2;
    const W2 = network.c === 1 ? [row.map((weight) => -weight), row] : layers.W2;
    graph.node('Gemm', [hidden, draft.matrix('W2', W2)], 'scores', { transB: 1 });
    writeLabels(graph, classes);
    const scores = Object.hasOwn(probabilities, loss) ? probabilities[loss](draft) : 'scores';
    graph.declare('output', scores, precision, classes.length);
  } else {
    graph.node('Gemm', [hidden, draft.matrix('W2', layers.W2)], 'value', { transB: 1 });
    graph.declare('output', 'value', precision, network.c);
  }
  return graph.toBytes(features ? { features: JSON.stringify(features) } : {});
}

/**
 * @param {Draft} draft
 * @param {Layers} layers
 * @param {Model['scaling']} scaling
 * @returns {string} the name of the hidden layer
 */
function writeHidden(draft, layers, scaling) {
  const { graph } = draft;
  let X = 'X';
  if (scaling) {
    graph.node('Sub', [X, draft.vector('mean', scaling.mean)], 'centered');
    X = graph.node('Div', ['centered', draft.vector('scale', scaling.scale)], 'scaled');
  }
  const inputs = [X, draft.matrix('W1', layers.W1), draft.vector('b1', layers.b1)];
  graph.node('Gemm', inputs, 'scores1', { transB: 1 });
  return activations[layers.activation](draft, X, layers);
}

/**
 * @param {Graph} graph
 * @param {readonly import('../labels.js').Label[]} classes
 */
function writeLabels(graph, classes) {
  const whole = classes.every((it) => typeof it === 'boolean' || Number.isSafeInteger(it));
  const element = whole ? 'int64' : 'string';
  graph.constant('classes', element, [classes.length], classes);
  graph.node('ArgMax', ['scores'], 'class', { axis: 1, keepdims: 0 });
  graph.node('Gather', ['classes', 'class'], 'label', { axis: 0 });
  graph.declare('output', 'label', element);
}

/** A graph, and constants of its precision. */
class Draft {
  graph = new Graph();

  /** @param {Precision} precision */
  constructor(precision) {
    this.precision = precision;
  }

  /**
   * @param {string} name
   * @param {number[][]} rows
   */
  matrix(name, rows) {
    return this.#constant(name, [rows.length, rows[0].length], rows.flat());
  }

  /**
   * @param {string} name
   * @param {number[]} values
   */
  vector(name, values) {
    return this.#constant(name, [values.length], values);
  }

  /**
   * @param {string} name
   * @param {number[]} shape
   * @param {number[]} values
   */
  #constant(name, shape, values) {
    checkRange(name, values, this.precision);
    return this.graph.constant(name, this.precision, shape, values);
  }
}
