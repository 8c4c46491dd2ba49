/**
 * The training on show as a program of one's own: in JavaScript with this package, in Python with
 * scnn.
 *
 * @typedef {import('../state/hash.js').State} State
 * @typedef {import('../state/scene.js').Scene} Scene
 */

import { overAll } from '../state/settings.js';
import { programOf } from '../state/program.js';
import { toMatrices } from '../data/points.js';

/** The rows of X and the targets as literals, which JavaScript and Python share. */
const literals = (/** @type {Scene} */ { train, task, classes }) => {
  const { X, y, Y } = toMatrices(train, task, classes);
  const short = (/** @type {ArrayLike<number>} */ row) =>
    Array.from(row, (v) => Number(v.toPrecision(8)));
  const rows = (/** @type {Float64Array} */ data, /** @type {number} */ width) =>
    Array.from({ length: data.length / width }, (_, i) =>
      JSON.stringify(short(data.subarray(width * i, width * (i + 1)))),
    );
  const list = (/** @type {string[]} */ lines) =>
    `[\n${lines.map((line) => `    ${line},\n`).join('')}]`;
  return {
    X: list(rows(X.data, X.shape[1])),
    y: y === Y ? JSON.stringify(short(y)) : list(rows(y, classes)),
  };
};

/** What the targets stand for, a line for a comment. @param {Scene} scene */
function legendOf({ task, names }) {
  if (!names) return [];
  const label = (/** @type {number} */ k) => (task === 'many' ? `column ${k}` : `${2 * k - 1}`);
  const parts = names.map((name, k) => `${label(k)} is ${name.replace(/\s+/g, ' ')}`);
  return [`Of the targets ${parts.join(', ')}.`];
}

/** @param {State} state @param {Scene} scene */
export function toTrainingScript({ values }, scene) {
  const { X, y } = literals(scene);
  const legend = legendOf(scene).map((line) => `// ${line}\n`);
  const options = JSON.stringify(programOf(values, scene.task), null, 2);
  return `// npm install convexrelu
import { train, verify } from 'convexrelu';

${legend.join('')}const X = ${X};
const y = ${y};
const options = ${options};

const { network, report, certificate } = await train(X, y, options);
console.log(report.status, report.scope, report.objective, report.lowerBound);
console.log(network.predict(X).data);
console.log(verify(X, y, network, certificate).valid);
`;
}

/**
 * scnn minimises half the squared error, which halves β as well. It has no training over all
 * patterns, and no loss but this one: what differs is said in the program itself.
 *
 * @param {State} state
 * @param {Scene} scene
 */
export function toScnnScript({ values }, scene) {
  const { X, y } = literals(scene);
  const { formulation, loss, beta, bias, patterns, seed, regularizer } = values;
  const relu = formulation === 'relu';
  const [model, solver] = relu ? ['ConvexReLU', 'AL'] : ['ConvexGatedReLU', 'RFISTA'];
  /** @type {Record<string, string>} */
  const regularizers = { neuron: 'NeuronGL1', feature: 'FeatureGL1', l1: 'L1', l2: 'L2' };
  const name = relu ? 'NeuronGL1' : regularizers[String(regularizer)];
  const notes = [
    ...(overAll(values) ? ['scnn samples patterns; here they were all covered.'] : []),
    ...(loss === 'squared' ? [] : [`scnn knows the squared loss only; here it was ${loss}.`]),
    ...legendOf(scene),
    'Its gates are drawn by its own generator, so the optimum over them differs a little.',
  ];
  return `# pip install scnn
${notes.map((note) => `# ${note}\n`).join('')}import numpy as np
from scnn.activations import sample_gate_vectors
from scnn.metrics import Metrics
from scnn.models import ${model}
from scnn.optimize import optimize_model
from scnn.regularizers import ${name}
from scnn.solvers import ${solver}

X = np.array(${X})
y = np.array(${y}).reshape(len(X), -1)
${bias ? 'X = np.hstack([X, np.ones((len(X), 1))])  # the bias, regularized like the rest\n' : ''}
gates = sample_gate_vectors(${seed}, X.shape[1], ${patterns})
model = ${model}(gates, c=y.shape[1])
# scnn halves the objective, and with it the strength.
regularizer = ${name}(${beta} / 2)
model, metrics = optimize_model(
    model, ${solver}(model), Metrics(), X, y, X, y, regularizer, device="cpu"
)
print(np.mean((model(X) - y) ** 2))
`;
}

/**
 * @param {string} address of the page with the state in its hash
 */
export function toEmbedCode(address) {
  const url = new URL(address);
  url.searchParams.set('embed', '1');
  return `<iframe src="${url.href.replaceAll('&', '&amp;')}" title="convexrelu" width="720" height="560" sandbox="allow-scripts allow-popups" loading="lazy"></iframe>`;
}
