/** What exporters take: networks and fitted estimators of every formulation, loss and kind of label. */
import { ConvexClassifier, ConvexRegressor, Network, train } from 'convexrelu';
import { createRandom, randomMatrix } from './data.js';

const random = createRandom(8);

/** Features far from mean 0 and of different size, as float32 has them too. */
export const X = randomMatrix(40, 2, random).map(([a, b]) =>
  [100 + 5 * a, 0.1 * b].map(Math.fround),
);

const inside = X.map(([a, b]) => ((a - 100) / 5) ** 2 + (10 * b) ** 2 < 0.7);

/** Three classes. */
const places = X.map(([a], i) => (inside[i] ? 'inside' : a > 100 ? 'right "→"' : 'left'));

const numbers = places.map((it) => (it === 'inside' ? -3 : it.length));

/** Two targets. */
const targets = X.map(([a, b]) => [a - 95, 30 * b]);

const formulations = /** @type {const} */ (['relu', 'gated-relu', 'linear']);

/** @param {import('convexrelu').Formulation} formulation */
const program = (formulation) => ({
  formulation,
  beta: 1e-3,
  patterns: formulation === 'linear' ? 'auto' : { kind: 'sampled', count: 20, priced: false },
});

/**
 * @param {import('convexrelu').Formulation} formulation
 * @param {object} params
 * @param {any[]} labels
 */
function classifier(formulation, params, labels) {
  const all = /** @type {any} */ ({ ...program(formulation), standardize: true, ...params });
  return new ConvexClassifier(all).fit(X, labels);
}

/** @param {import('convexrelu').Formulation} formulation */
async function modelsOf(formulation) {
  const options = /** @type {any} */ (program(formulation));
  const features = ['length', 'width'];
  const centered = X.map(([a, b]) => [a - 100, 10 * b]);
  const signs = inside.map((it) => (it ? 1 : -1));
  const reals = targets.map(([a]) => a);
  const unitized = new ConvexRegressor({ ...options, unitize: true, bias: false });
  const regressor = new ConvexRegressor({ ...options, standardize: true, features });
  /** @type {[string, Network | ConvexClassifier | ConvexRegressor, number[][]][]} */
  const models = [
    ['a network', (await train(centered, signs, options)).network, centered],
    ['booleans', await classifier(formulation, {}, inside), X],
    ['strings, three', await classifier(formulation, { features }, places), X],
    ['whole numbers, softmax', await classifier(formulation, { loss: 'softmax' }, numbers), X],
    ['two, softmax', await classifier(formulation, { loss: 'softmax' }, inside), X],
    ['hinge, two', await classifier(formulation, { loss: 'hinge' }, inside), X],
    ['hinge, a mixture', await classifier(formulation, { loss: 'hinge' }, mixture()), X],
    ['two targets', await regressor.fit(X, targets), X],
    ['one target, unitized, no bias', await unitized.fit(X, reals), X],
  ];
  return models.map(
    ([name, model, samples]) => /** @type {const} */ ([`${formulation}: ${name}`, model, samples]),
  );
}

/** A label of each kind. */
function mixture() {
  const words = /** @type {Record<string, any>} */ ({ inside: 1.5, left: true });
  return places.map((it) => words[it] ?? it);
}

const { formulation, d, c } = { formulation: /** @type {const} */ ('relu'), d: 2, c: 3 };

/** Names, models and samples for them. */
export const models = [
  ...(await Promise.all(formulations.map(modelsOf))).flat(),
  /** @type {const} */ ([
    'no neurons',
    new Network({ formulation, d, c, m: 0, W1: [], b1: [], W2: [] }),
    X,
  ]),
];

/** @param {{ network?: Network } | Network} model */
export function networkOf(model) {
  return model instanceof Network ? model : /** @type {Network} */ (model.network);
}
