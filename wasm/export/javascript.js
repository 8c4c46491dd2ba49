// A network as the text of a JavaScript module that needs nothing.

import { readLayers, readOption, writeAll } from './layers.js';

/**
 * A neuron's output of its score z, by formulation.
 * @type {Record<import('../name-types.js').Formulation, string>}
 */
const activations = {
  relu: 'Math.max(z, 0)',
  'gated-relu': 'dot(G[j], x) + g[j] >= 0 ? z : 0',
  linear: 'z',
};

/**
 * What the probability of a class is in proportion to, of its score z among those of all, by loss.
 * @type {Record<string, string>}
 */
const shares = {
  logistic: '1 / (1 + Math.exp(-z)) + Number.MIN_VALUE',
  softmax: 'Math.exp(z - Math.max(...all))',
};

/**
 * The text of a JavaScript module without dependencies that exports `outputs(x)`, the c outputs for the d
 * features of one sample, as they are, and `predict(x)`: of a network and of a regressor the output, a list
 * where there are several, of a classifier the label. A classifier's also exports `classes` and, for the
 * losses 'logistic' and 'softmax', `predictProba(x)`. Weights are exported, too. Numbers are those of the
 * network, to the last bit.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{}} [options] none so far
 * @returns {string}
 */
export function toJavaScript(model, options) {
  readOption(options, '', [undefined]);
  const { d, c, classes, features, formulation, tensors, loss } = readLayers(model);
  return `// Trained by convexrelu for ${d} features, as they are.
${writeAll({ features, classes, ...tensors }, (name, json) => `export const ${name} = ${json};\n`)}
const dot = (a, b) => a.reduce((sum, it, k) => sum + it * b[k], 0);

export const outputs = (x) => {
  const hidden = W1.map((row, j) => {
    const z = dot(row, x) + b1[j];
    return ${activations[formulation]};
  });
  return W2.map((row) => dot(row, hidden));
};
${
  classes
    ? `
const scores = (x) => outputs(x)${c > 1 ? '' : '.flatMap((z) => [-z, z])'};

export const predict = (x) => {
  const all = scores(x);
  return classes[all.indexOf(Math.max(...all))];
};
`
    : `
export const predict = (x) => outputs(x)${c > 1 ? '' : '[0]'};
`
}${
    loss
      ? `
export const predictProba = (x) => {
  const shares = scores(x).map((z, _, all) => ${shares[loss]});
  return shares.map((it) => it / shares.reduce((a, b) => a + b));
};
`
      : ''
  }`;
}
