// A network as an ONNX file.

import { constant, declare, elementTypes, int64, node, string } from './graph.js';
import { precisions, readLayers, readOption } from './layers.js';
import { encode } from './protobuf.js';

/**
 * The hidden layer of x, by formulation, one operation a line: its output, operator and inputs.
 * @type {Record<import('../name-types.js').Formulation, (x: string) => string>}
 */
const activations = {
  relu: (x) => `first Gemm ${x} W1 b1; hidden Relu first`,
  'gated-relu': (x) =>
    `first Gemm ${x} W1 b1; gate Gemm ${x} G g; open GreaterOrEqual gate zero; on Cast open; hidden Mul first on`,
  linear: (x) => `hidden Gemm ${x} W1 b1`,
};

/**
 * The probabilities of the scores of the classes, by loss. For the logistic one
 * log σ(z) = min(z, 0) − log(1 + e^−|z|), whose softmax is σ(z) scaled to the sum 1, and never 0/0.
 * @type {Record<string, string>}
 */
const probabilities = {
  logistic:
    '; size Abs scores; minus Neg size; e Exp minus; sum Add e one; log Log sum; low Min scores zero; z Sub low log; probabilities Softmax z',
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
  const labelType = whole ? int64 : string;
  const scaled = tensors.mean ? 'centered Sub X mean; x Div centered scale; ' : '';
  const z = classes ? 'scores' : 'value';
  const program = `${scaled}${activations[formulation](scaled ? 'x' : 'X')}; ${z} Gemm hidden W2${
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
    Cast: [{ 1: 'to', 3: type, 20: 2 }],
  };
  const graph = {
    1: program.split('; ').map((line) => node(line, attributes)),
    2: 'convexrelu',
    5: all
      .filter(([name]) => program.includes(` ${name}`))
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
