// A network as the text of a Python module for PyTorch.

import { precisions, readLayers, readOption, writeAll } from './layers.js';

/**
 * What makes the hidden layer of the neurons' scores z, by formulation.
 * @type {Record<import('../name-types.js').Formulation, string>}
 */
const activations = {
  relu: 'torch.relu(z)',
  'gated-relu': '((x @ self.G.T + self.g >= 0) * z)',
  linear: 'z',
};

/**
 * What the softmax takes for probabilities, of the scores of the classes, by loss.
 * @type {Record<string, string>}
 */
const logarithms = {
  logistic: 'torch.nn.functional.logsigmoid(self.scores(x))',
  softmax: 'self.scores(x)',
};

/**
 * The text of a Python module with the class `Model`, a `torch.nn.Module`: `Model()(x)` gives the
 * outputs, n×c, for a tensor n×d of features as they are. The scaling of a fitted estimator is part of
 * it, and weights are parameters, so that training can go on. `predict(x)` gives a list of the outputs' rows
 * or, of a classifier, of labels. A classifier's `Model` also has `classes` and for the losses 'logistic' and
 * 'softmax' `predict_proba(x)`, n×classes. Run as a program it reads rows as JSON from its standard input and
 * prints predictions.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{ precision?: import('./layers.js').Precision }} [options] 'float32' by default, PyTorch's own
 * @returns {string}
 */
export function toPyTorch(model, options) {
  const precision = readOption(options, 'precision', precisions);
  const it = readLayers(model, precision);
  const { d, c, classes, loss } = it;
  return `import json
import sys

import torch


def tensor(numbers):
    return torch.tensor(numbers, dtype=torch.${precision})


class Model(torch.nn.Module):
    """Trained by convexrelu for ${d} features, as they are."""

    features = ${JSON.stringify(it.features) ?? 'None'}
${classes ? `    classes = [${classes.map(toPython).join(', ')}]\n` : ''}
    def __init__(self):
        super().__init__()
${writeAll(it.tensors, writeTensor)}
    def forward(self, x):
${it.tensors.mean ? '        x = (x - self.mean) / self.scale\n' : ''}        z = x @ self.W1.T + self.b1
        return ${activations[it.formulation]} @ self.W2.T
${
  classes
    ? `
    def scores(self, x):
        z = self(x)
        return ${c > 1 ? 'z' : 'torch.cat([-z, z], 1)'}

    def predict(self, x):
        return [self.classes[k] for k in self.scores(x).argmax(1)]
`
    : `
    def predict(self, x):
        return self(x).tolist()
`
}${
    loss
      ? `
    def predict_proba(self, x):
        return torch.softmax(${logarithms[loss]}, 1)
`
      : ''
  }

if __name__ == "__main__":
    print(json.dumps(Model().predict(tensor(json.load(sys.stdin)))))
`;
}

/**
 * A parameter of the model, or what is no weight and stays as it is.
 *
 * @param {string} name
 * @param {string} json
 */
function writeTensor(name, json) {
  const line = 'W1 b1 W2'.includes(name)
    ? `${name} = torch.nn.Parameter(tensor(${json}))`
    : `register_buffer("${name}", tensor(${json}))`;
  return `        self.${line}\n`;
}

/** @param {import('../labels.js').Label} label */
function toPython(label) {
  return label === true ? 'True' : label === false ? 'False' : JSON.stringify(label);
}
