/** Whatever is handed to a function of the package: an answer, or a refusal with a documented code. */
import * as entry from 'convexrelu';
import * as files from 'convexrelu/export';
import { Network as SmallNetwork, Network } from 'convexrelu/network';
import * as worker from 'convexrelu/worker';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { junk, refusals } from './support/arbitraries.js';
import { createChecker } from './support/count-cases.js';

/** Without its types: they would refuse most of this. @type {any} */
const main = entry;

const { check, count } = createChecker('properties of refusals', 20260302);

const X = [[0, 1], [1, 0], [3, 1], [1, 2]]; // prettier-ignore
const Y = [1, -1, 1, -1];
const { network, certificate } = await main.train(X, Y);
const gated = (await main.train(X, Y, { formulation: 'gated-relu' })).network;
const model = await new main.ConvexClassifier().fit(X, ['a', 'b', 'a', 'b']);
const trainer = await main.createTrainer(X, Y);

afterAll(() => trainer.dispose());

/**
 * The functions with right arguments, of which some are replaced.
 * @type {Record<string, [(...args: any[]) => unknown, ...unknown[]]>}
 */
const calls = {
  train: [main.train, X, Y, { beta: 0.1 }],
  'train in a worker': [worker.train, X, Y, { beta: 0.1 }],
  trainPath: [main.trainPath, X, Y, { count: 2 }],
  crossValidate: [main.crossValidate, X, Y, { count: 2, folds: 2 }],
  createTrainer: [main.createTrainer, X, Y, {}],
  certify: [main.certify, X, Y, network, {}],
  'certify in a worker': [worker.certify, X, Y, network, {}],
  decompose: [main.decompose, X, gated, {}],
  simplify: [main.simplify, X, network, { goal: 'fewest-neurons', certificate, Y }],
  descend: [main.descend, X, Y, { epochs: 2, width: 2 }],
  verify: [main.verify, X, Y, network, certificate, {}],
  'verify in a worker': [worker.verify, X, Y, network, certificate, {}],
  predict: [(x) => network.predict(x), X],
  objective: [(...args) => network.objective(...args), X, Y, { loss: 'squared', beta: 1 }],
  Network: [(it) => new main.Network(it), network],
  'the small Network': [(it) => new SmallNetwork(it), network],
  'Network.fromJSON': [(it) => main.Network.fromJSON(it), network.toJSON()],
  classifier: [(...args) => new main.ConvexClassifier(...args), { beta: 0.1 }],
  'classifier.fit': [(...args) => new main.ConvexClassifier().fit(...args), X, Y, {}],
  'classifier.predict': [(x) => model.predict(x), X],
  'classifier.score': [(...args) => model.score(...args), X, ['a', 'b', 'a', 'b']],
  'ConvexClassifier.fromJSON': [(it) => main.ConvexClassifier.fromJSON(it), model.toJSON()],
  'regressor.fit': [(...args) => new main.ConvexRegressor().fit(...args), X, Y, {}],
  'ConvexRegressor.fromJSON': [(it) => main.ConvexRegressor.fromJSON(it), {}],
  setPoint: [(...args) => trainer.setPoint(...args), 0, X[0], 1],
  setBeta: [(it) => trainer.setBeta(it), 0.5],
  run: [(it) => trainer.run(it), {}],
  trainTestSplit: [main.trainTestSplit, X, Y, {}],
  accuracy: [main.accuracy, Y, Y],
  confusionMatrix: [main.confusionMatrix, Y, Y, {}],
  logLoss: [main.logLoss, ['a', 'b'], [[0.5, 0.5], [0, 1]], { classes: ['a', 'b'] }], // prettier-ignore
  meanSquaredError: [main.meanSquaredError, Y, Y],
  r2: [main.r2, Y, Y],
  toOnnx: [files.toOnnx, model, {}],
  toPyTorch: [files.toPyTorch, model, {}],
  toJavaScript: [files.toJavaScript, model],
  toJson: [files.toJson, model, {}],
  fromJson: [files.fromJson, model.toJSON()],
};

/** What a caller's own code throws, as from a getter, is the caller's. */
const kinds = [main.ConvexReluError, worker.ConvexReluError, files.ConvexReluError];

/** @param {() => unknown} work */
async function expectAnswerOrRefusal(work) {
  try {
    const answer = await work();
    await /** @type {any} */ (answer)?.dispose?.();
  } catch (error) {
    const { code, message } = /** @type {any} */ (error);
    const known = [...kinds, SmallNetworkError].some((Kind) => error instanceof Kind);
    if (!known) throw error;
    expect(refusals).toContain(code);
    expect(message.length).toBeGreaterThan(10);
  }
}

/** The class of the small entry, which is not exported. */
const SmallNetworkError = (() => {
  try {
    new Network(/** @type {any} */ (undefined));
  } catch (error) {
    return /** @type {any} */ (error).constructor;
  }
})();

describe.each(Object.entries(calls))('%s', (_, [call, ...args]) => {
  test('answers or refuses, whatever it is given', async () => {
    const places = fc.subarray(
      args.map((_it, i) => i),
      { minLength: 1 },
    );
    const replaced = places.chain((list) =>
      fc.tuple(fc.constant(list), fc.tuple(...list.map(() => junk))),
    );
    await check(replaced, 120, ([list, values]) => {
      const given = args.map((it, i) => (list.includes(i) ? values[list.indexOf(i)] : it));
      return expectAnswerOrRefusal(() => call(...given));
    });
  });
});

/** Those whose last argument are options. */
const withOptions = Object.entries(calls).filter(([, [, ...args]]) => {
  const last = args.at(-1);
  return args.length > 1 && typeof last === 'object' && last !== null && !Array.isArray(last);
});

test.each(withOptions)('%s: whatever its options are', async (_, [call, ...args]) => {
  const last = /** @type {object} */ (args.at(-1));
  const names = Object.keys({ ...last, beta: 0, seed: 0, patterns: 0 });
  const option = fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), junk);
  await check(fc.array(option, { minLength: 1, maxLength: 3 }), 100, (list) => {
    const options = { ...last, ...Object.fromEntries(list) };
    return expectAnswerOrRefusal(() => call(...args.slice(0, -1), options));
  });
});

test('so many cases were looked at', async () => {
  await worker.terminate();
  const least = 120 * Object.keys(calls).length + 100 * withOptions.length;
  expect(count()).toBeGreaterThanOrEqual(least);
});
