// A network as the text of a JavaScript module that needs nothing.

import { layersOf } from './layers.js';
import { readChoices, readModel } from './model.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./layers.js').Layers} Layers */

/**
 * A neuron's output of its score z, by activation.
 * @type {Record<Layers['activation'], string>}
 */
const activations = {
  score: 'Math.max(z, 0)',
  gate: 'dot(G[j], x) + g[j] >= 0 ? z : 0',
  always: 'z',
};

/**
 * What the softmax takes for probabilities, of the score z of a class, by loss.
 * @type {Record<string, string>}
 */
const logarithms = {
  logistic: 'Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)))',
  softmax: 'z',
};

/**
 * The text of a JavaScript module without dependencies that exports `outputs(x)`, the c outputs for the d
 * features of one sample, as they are, and `predict(x)`: of a network and of a regressor the output, a list
 * where there are several, of a classifier the label. A classifier's also exports `classes` and, for the
 * losses 'logistic' and 'softmax', `predictProba(x)`. Numbers are those of the network, to the last bit.
 *
 * @param {import('./model.js').Exportable} model
 * @param {{ module?: boolean }} [options] false leaves the word `export` out, for scripts; true by default
 * @returns {string}
 */
export function toJavaScript(model, options) {
  const it = readModel(model);
  const { module } = readChoices(options, { module: [true, false] });
  const { W1, b1, W2, gates, gateBiases, activation } = layersOf(it, false);
  const constants = { W1, b1, W2, ...(gates.length > 0 && { G: gates, g: gateBiases }) };
  const { network, classes, features, loss } = it;
  const words = module ? 'export ' : '';
  const only = network.c === 1 ? '[0]' : '';
  const names = features ? `\n${words}const features = ${JSON.stringify(features)};` : '';
  return `// Trained by convexrelu. x: the ${network.d} features of one sample, as they are.${names}
${Object.entries(constants)
  .map(([name, numbers]) => `const ${name} = ${JSON.stringify(numbers)};`)
  .join('\n')}
const dot = (a, b) => a.reduce((sum, it, k) => sum + it * b[k], 0);

${words}function outputs(x) {
  const scores = W1.map((weights, j) => dot(weights, x) + b1[j]);
  const hidden = scores.map((z, j) => ${activations[activation]});
  return W2.map((weights) => dot(weights, hidden));
}
${
  classes
    ? writeClasses(classes, loss ?? '', words)
    : `
${words}const predict = (x) => outputs(x)${only};
`
}`;
}

/**
 * @param {readonly import('../labels.js').Label[]} classes
 * @param {string} loss
 * @param {string} words before what is exported
 */
function writeClasses(classes, loss, words) {
  const probabilities = `
${words}function predictProba(x) {
  const logarithms = scores(x).map((z) => ${logarithms[loss]});
  const powers = logarithms.map((it) => Math.exp(it - Math.max(...logarithms)));
  return powers.map((it) => it / powers.reduce((a, b) => a + b));
}
`;
  return `
${words}const classes = ${JSON.stringify(classes)};
const scores = (x) => ((z) => (z.length > 1 ? z : [-z[0], z[0]]))(outputs(x));

${words}function predict(x) {
  const z = scores(x);
  return classes[z.indexOf(Math.max(...z))];
}
${Object.hasOwn(logarithms, loss) ? probabilities : ''}`;
}
