// A network as the text of a Python module for PyTorch.

import { layersOf } from './layers.js';
import { readChoices, readModel } from './model.js';
import { checkRange, precisions } from './precision.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./layers.js').Layers} Layers */

/**
 * What makes the hidden layer of the neurons' scores z, by activation.
 * @type {Record<Layers['activation'], string>}
 */
const activations = {
  score: 'torch.relu(z)',
  gate: '((x @ self.G.T + self.g >= 0) * z)',
  always: 'z',
};

/**
 * What makes probabilities of z, a column for each class, by loss.
 * @type {Record<string, string>}
 */
const probabilities = {
  logistic: 'torch.softmax(nn.functional.logsigmoid(z), 1)',
  softmax: 'torch.softmax(z, 1)',
};

/**
 * The text of a Python module with the class `Model`, a `torch.nn.Module`: `Model()(x)` gives the
 * outputs, n×c, for a tensor n×d of features as they are. The scaling of a fitted estimator is part of
 * it, and weights are parameters, so that training can go on. A classifier's `Model` also has `classes`,
 * `predict(x)`, a list of labels, and for the losses 'logistic' and 'softmax' `predict_proba(x)`,
 * n×classes. Run as a program it reads rows as JSON from its standard input and prints predictions.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{ precision?: import('./precision.js').Precision }} [options] 'float32' by default, PyTorch's own
 * @returns {string}
 */
export function toPyTorch(model, options) {
  const it = readModel(model);
  const { precision } = readChoices(options, { precision: precisions });
  const layers = layersOf(it, true);
  const { d, c } = it.network;
  return `import json
import sys

import torch
from torch import nn


class Model(nn.Module):
    """Trained by convexrelu: n rows of ${d} features, as they are, to n rows of ${c} outputs."""

    features = ${literal(it.features)}

    def __init__(self):
        super().__init__()

        def tensor(numbers):
            return torch.tensor(numbers, dtype=torch.${precision})

${writeTensors(it, layers, precision)}

    def forward(self, x):
${it.scaling ? '        x = (x - self.mean) / self.scale\n' : ''}\
        z = x @ self.W1.T + self.b1
        return ${activations[layers.activation]} @ self.W2.T
${it.classes ? writeClasses(it) : ''}

if __name__ == "__main__":
    model = Model()
    with torch.no_grad():
        rows = torch.tensor(json.load(sys.stdin), dtype=torch.${precision})
        print(json.dumps(${it.classes ? 'model.predict(rows)' : 'model(rows).tolist()'}))
`;
}

/**
 * @param {Model} model
 * @param {Layers} layers
 * @param {import('./precision.js').Precision} precision
 */
function writeTensors({ scaling }, { W1, b1, W2, gates, gateBiases }, precision) {
  const parameters = { W1, b1, W2 };
  const buffers = { ...scaling, ...(gates.length > 0 && { G: gates, g: gateBiases }) };
  const text = (/** @type {string} */ name, /** @type {number[] | number[][]} */ numbers) => {
    checkRange(name, numbers.flat(), precision);
    return `tensor(${JSON.stringify(numbers)})`;
  };
  return [
    ...Object.entries(parameters).map(([n, it]) => `self.${n} = nn.Parameter(${text(n, it)})`),
    ...Object.entries(buffers).map(([n, it]) => `self.register_buffer("${n}", ${text(n, it)})`),
  ]
    .map((line) => `        ${line}`)
    .join('\n');
}

/** @param {Model} model */
function writeClasses({ classes, loss = '' }) {
  const proba = `
    def predict_proba(self, x):
        z = self.scores(x)
        return ${probabilities[loss]}
`;
  return `
    classes = ${literal(classes)}

    def scores(self, x):
        z = self(x)
        return torch.cat([-z, z], 1) if z.shape[1] == 1 else z

    def predict(self, x):
        return [self.classes[k] for k in self.scores(x).argmax(1).tolist()]
${Object.hasOwn(probabilities, loss) ? proba : ''}`;
}

/** @param {readonly import('../labels.js').Label[] | undefined} list in Python */
function literal(list) {
  const word = (/** @type {unknown} */ it) =>
    typeof it === 'boolean' ? (it ? 'True' : 'False') : JSON.stringify(it);
  return list ? `[${list.map(word).join(', ')}]` : 'None';
}
