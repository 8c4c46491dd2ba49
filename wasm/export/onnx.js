// A network as an ONNX file.

import { constant, declare, elementTypes, node } from './graph.js';
import { precisions, readLayers, readOption } from './layers.js';
import { encode } from './protobuf.js';

/**
 * The hidden layer of the neurons' scores, by formulation: an operator and its inputs.
 * @type {Record<import('../name-types.js').Formulation, string>}
 */
const activations = {
  relu: 'Relu first',
  'gated-relu': 'Where open first zero',
  linear: 'Identity first',
};

/**
 * The probabilities of the scores of the classes, by loss. For the logistic one the softmax of
 * log σ(z) = min(z, 0) − log(1 + e^−|z|), which is σ(z) scaled to the sum 1, and never 0/0.
 * @type {Record<string, string>}
 */
const probabilities = {
  logistic:
    '; a Abs scores; b Neg a; c Exp b; d Add c one; e Log d; f Min scores zero; z Sub f e; probabilities Softmax z',
  softmax: '; probabilities Softmax scores',
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
 * @param {{ precision?: import('./layers.js').Precision }} [options] 'float32' by default, of input, weights and outputs
 * @returns {Uint8Array<ArrayBuffer>} the bytes of the file
 */
export function toOnnx(model, options) {
  const precision = readOption(options, 'precision', precisions);
  const { d, c, classes, features, formulation, loss, tensors } = readLayers(model, precision);
  const type = elementTypes[precision];
  const whole = classes?.every((it) => typeof it === 'boolean' || Number.isSafeInteger(it));
  const labelType = elementTypes[whole ? 'int64' : 'string'];
  const x = tensors.mean ? 'x' : 'X';
  const z = classes ? 'scores' : 'value';
  // An operation a part: its output, operator and inputs.
  const program = `${
    tensors.mean ? 'moved Sub X mean; x Div moved scale; ' : ''
  }first Gemm ${x} W1 b1; ${
    tensors.G ? `gate Gemm ${x} G g; open GreaterOrEqual gate zero; ` : ''
  }hidden ${activations[formulation]}; ${z} Gemm hidden W2${
    classes ? '; best ArgMax scores; label Gather classes best' : ''
  }${loss ? probabilities[loss] : ''}`;
  if (classes && c === 1) tensors.W2.unshift(tensors.W2[0].map((it) => -it));
  // Runtimes complain of tensors that nothing takes.
  const all = Object.entries({ ...tensors, classes, zero: [0], one: [1] });
  // By field: a name, a number, and 2 for its being one.
  const attributes = {
    Gemm: [{ 1: 'transB', 3: 1, 20: 2 }],
    ArgMax: [
      { 1: 'axis', 3: 1, 20: 2 },
      { 1: 'keepdims', 3: 0, 20: 2 },
    ],
  };
  const graph = {
    1: program.split('; ').map((line) => node(line, attributes)),
    2: 'convexrelu',
    5: all
      .filter(([name, values]) => values && program.includes(` ${name}`))
      .map(([name, values]) => constant(name, values === classes ? labelType : type, values)),
    11: declare('X', type, d),
    12: [
      ...(classes ? [declare('label', labelType)] : []),
      declare(loss ? 'probabilities' : z, type, classes?.length ?? c),
    ],
  };
  const metadata = features ? { 1: 'features', 2: JSON.stringify(features) } : [];
  // The format of version 8 came with operators of version 17.
  return Uint8Array.from(encode({ 1: 8, 2: 'convexrelu', 7: graph, 8: { 2: 17 }, 14: metadata }));
}
