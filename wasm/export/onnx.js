// A network as an ONNX file.

import { constant, declare, elementTypes, node, toBytes } from './graph.js';
import { precisions, readLayers, readOption } from './layers.js';

/**
 * The hidden layer of x, by activation, one operation a line: its output, operator and inputs.
 * @type {Record<import('../formulations.js').Activation, (x: string) => string>}
 */
const activations = {
  score: (x) => `z Gemm ${x} W1 b1; hidden Relu z`,
  gate: (x) =>
    `z Gemm ${x} W1 b1; gate Gemm ${x} G g; open GreaterOrEqual gate zero; on Cast open; hidden Mul z on`,
  always: (x) => `hidden Gemm ${x} W1 b1`,
};

/**
 * The probabilities of the scores of the classes, by loss. For the logistic one
 * log σ(z) = min(z, 0) − log(1 + e^−|z|), whose softmax is σ(z) scaled to the sum 1, and never 0/0.
 * @type {Record<string, string>}
 */
const probabilities = {
  logistic:
    '; size Abs scores; negative Neg size; power Exp negative; sum Add power one; log Log sum; least Min scores zero; logits Sub least log; probabilities Softmax logits',
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
  const it = readLayers(model, precision);
  const { d, c, classes, features, weights, loss } = it;
  const whole = classes?.every((it) => typeof it === 'boolean' || Number.isSafeInteger(it));
  const element = whole ? 'int64' : 'string';
  const labels = classes?.map(whole ? BigInt : String);
  const [x, scaled] = it.scaling ? ['x', 'centered Sub X mean; x Div centered scale; '] : ['X', ''];
  const z = classes ? 'scores' : 'value';
  const answers = classes ? '; best ArgMax scores; label Gather labels best' : '';
  const program = `${scaled}${activations[it.activation](x)}; ${z} Gemm hidden W2${answers}${loss ? probabilities[loss] : ''}`;
  const lines = program.split('; ').map((line) => line.split(' '));
  if (classes && c === 1) weights.W2.unshift(weights.W2[0].map((it) => -it));
  const tensors = Object.entries({ ...weights, ...it.fixed, labels, zero: [0], one: [1] });
  const used = tensors.filter(([name]) => lines.flat().includes(name));
  const attributes = {
    Gemm: { transB: 1 },
    ArgMax: { axis: 1, keepdims: 0 },
    Cast: { to: elementTypes[precision] },
  };
  return toBytes(
    [
      declare(11, 'X', precision, d),
      ...(classes ? [declare(12, 'label', element)] : []),
      declare(12, loss ? 'probabilities' : z, precision, classes?.length ?? c),
      ...used.map(([name, values]) =>
        constant(name, values === labels ? element : precision, values),
      ),
      ...lines.map((words) => node(words, attributes[words[1]])),
    ],
    features
      ? [
          [
            14,
            [
              [1, 'features'],
              [2, JSON.stringify(features)],
            ],
          ],
        ]
      : [],
  );
}
