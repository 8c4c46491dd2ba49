// A network as an ONNX file.

import { Graph, elementTypes } from './graph.js';
import { layersOf } from './layers.js';
import { readChoices, readModel } from './model.js';
import { checkRange, precisions } from './precision.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./precision.js').Precision} Precision */
/** @typedef {import('./layers.js').Layers} Layers */

/**
 * What makes the hidden layer of the neurons' scores z and of X, by activation.
 * @type {Record<Layers['activation'], (draft: Draft, z: string, X: string, layers: Layers) => string>}
 */
const activations = {
  score: ({ graph }, z) => graph.node('Relu', [z]),
  gate: (draft, z, X, { gates, gateBiases }) => {
    const { graph, precision } = draft;
    const score = draft.layer(X, 'G', gates, gateBiases);
    const open = graph.node('GreaterOrEqual', [score, draft.vector('zero', [0])]);
    return graph.node('Mul', [z, graph.node('Cast', [open], { to: elementTypes[precision].type })]);
  },
  always: (_, z) => z,
};

/**
 * What the softmax takes for probabilities, of the scores z of the classes, by loss. For the logistic one
 * log σ(z) = min(z, 0) − log(1 + e^−|z|), whose softmax is σ(z) scaled to the sum 1, and never 0/0.
 * @type {Record<string, (draft: Draft, z: string) => string>}
 */
const logarithms = {
  logistic: (draft, z) => {
    const { graph } = draft;
    const power = graph.node('Exp', [graph.node('Neg', [graph.node('Abs', [z])])]);
    const rest = graph.node('Log', [graph.node('Add', [power, draft.vector('one', [1])])]);
    return graph.node('Sub', [graph.node('Min', [z, draft.vector('nought', [0])]), rest]);
  },
  softmax: (_, z) => z,
};

/**
 * An ONNX file (operators of version 17) of a network or of a fitted estimator with its scaling and its
 * labels. Input: `X`, n×d, features as they are. Outputs: of a network or regressor `value`, n×c; of a
 * classifier, as scikit-learn's converters have them, `label`, a list of n int64 where all labels are
 * whole numbers or booleans and else of strings, and `probabilities`, n×classes, or for a loss
 * without them `scores`, n×classes, of two classes −z and z of the decision function z. The names of
 * features stand in the file's metadata, as JSON.
 *
 * In float32 outputs differ from those here by rounding, less than 1e-6 of the largest sum of the sizes
 * of their terms, and a sample on the edge of a gate or of two classes may fall to its other side; in
 * float64 by 1e-12 of it.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{ precision?: Precision }} [options] 'float32' by default, of input, weights and outputs
 * @returns {Uint8Array<ArrayBuffer>} the bytes of the file
 */
export function toOnnx(model, options) {
  const it = readModel(model);
  const { precision } = readChoices(options, { precision: precisions });
  const { network, classes, loss = '', features } = it;
  const draft = new Draft(precision);
  const { graph } = draft;
  const layers = layersOf(it, true);
  const { W2 } = layers;
  graph.declare('input', 'X', precision, network.d);
  let X = 'X';
  if (it.scaling) {
    X = graph.node('Sub', [X, draft.vector('mean', it.scaling.mean)]);
    X = graph.node('Div', [X, draft.vector('scale', it.scaling.scale)]);
  }
  const scores = draft.layer(X, 'W1', layers.W1, layers.b1);
  const hidden = activations[layers.activation](draft, scores, X, layers);
  if (classes) {
    // A column for each class: of two that share an output its negative first.
    const rows = W2.length === 1 ? [W2[0].map((weight) => -weight), W2[0]] : W2;
    const z = draft.layer(hidden, 'W2', rows, [0], 'scores');
    writeLabels(graph, z, classes);
    const known = Object.hasOwn(logarithms, loss);
    const name = known
      ? graph.node('Softmax', [logarithms[loss](draft, z)], { axis: 1 }, 'probabilities')
      : z;
    graph.declare('output', name, precision, classes.length);
  } else {
    graph.declare('output', draft.layer(hidden, 'W2', W2, [0], 'value'), precision, network.c);
  }
  return graph.toBytes(features ? { features: JSON.stringify(features) } : {});
}

/**
 * @param {Graph} graph
 * @param {string} z the scores of the classes
 * @param {readonly import('../labels.js').Label[]} classes
 */
function writeLabels(graph, z, classes) {
  const whole = classes.every((it) => typeof it === 'boolean' || Number.isSafeInteger(it));
  const element = whole ? 'int64' : 'string';
  const best = graph.node('ArgMax', [z], { axis: 1, keepdims: 0 });
  const all = graph.constant('classes', element, [classes.length], classes);
  graph.declare('output', graph.node('Gather', [all, best], {}, 'label'), element);
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
   * @param {number[]} values
   * @param {number[]} [shape]
   */
  vector(name, values, shape = [values.length]) {
    checkRange(name, values, this.precision);
    return this.graph.constant(name, this.precision, shape, values);
  }

  /**
   * The rows' products with each sample of X, and biases.
   *
   * @param {string} X
   * @param {string} name
   * @param {number[][]} rows
   * @param {number[]} biases
   * @param {string} [output]
   */
  layer(X, name, rows, biases, output) {
    const weights = this.vector(name, rows.flat(), [rows.length, rows[0].length]);
    const bias = this.vector(`${name}.bias`, biases);
    return this.graph.node('Gemm', [X, weights, bias], { transB: 1 }, output);
  }
}
