// Misuse of the package: each line below an expectation must not compile, or the expectation itself is an error.
import {
  certify,
  ConvexClassifier,
  ConvexRegressor,
  ConvexReluError,
  createTrainer,
  crossValidate,
  decompose,
  descend,
  simplify,
  train,
  trainPath,
  trainTestSplit,
  verify,
} from 'convexrelu';
import { toOnnx, toPyTorch } from 'convexrelu/export';
import { load } from 'convexrelu/external';
import { Network } from 'convexrelu/network';
import { createTrainer as createElsewhere, verify as verifyElsewhere } from 'convexrelu/worker';

const X = [[0, 1], [1, 0]]; // prettier-ignore
const Y = [1, -1];
const { network } = await train(X, Y);

export async function data() {
  // @ts-expect-error: a list of numbers is no matrix
  await train([1, 2], Y);
  // @ts-expect-error: text is no number
  await train([['1', '2']], Y);
  // @ts-expect-error: nor is a date
  await train(X, [new Date(), new Date()]);
  // @ts-expect-error: a flat matrix has a shape
  await train({ data: [0, 1, 1, 0] }, Y);
  // @ts-expect-error: targets are needed
  await train(X);
}

export async function options() {
  // @ts-expect-error: did you mean beta?
  await train(X, Y, { betta: 1 });
  // @ts-expect-error: a number, not its text
  await train(X, Y, { beta: '0.1' });
  // @ts-expect-error: did you mean squared?
  await train(X, Y, { loss: 'sqared' });
  // @ts-expect-error: did you mean gated-relu?
  await train(X, Y, { formulation: 'gated' });
  // @ts-expect-error: did you mean neuron?
  await train(X, Y, { regularizer: 'neurons' });
  // @ts-expect-error: did you mean dual-newton?
  await train(X, Y, { solver: 'newton' });
  // @ts-expect-error: did you mean sampled?
  await train(X, Y, { patterns: 'samples' });
  // @ts-expect-error: did you mean dense-gaussian?
  await train(X, Y, { patterns: { kind: 'sampled', sampler: 'gaussian' } });
  // @ts-expect-error: did you mean trainLoss?
  await train(X, Y, { metrics: ['loss'] });
  // @ts-expect-error: all metrics, or a list of them
  await train(X, Y, { metrics: 'gap' });
  // @ts-expect-error: true or false
  await train(X, Y, { bias: 1 });
  // @ts-expect-error: a name, not a list of them
  await train(X, Y, { loss: ['squared', 'hinge'] });
  // @ts-expect-error: any string is not yet the name of a loss
  await train(X, Y, { loss: String('squared') });
  // @ts-expect-error: there is no kind 'drawn'
  await train(X, Y, { patterns: { kind: 'drawn', count: 3 } });
  // @ts-expect-error: given patterns need their gates
  await train(X, Y, { patterns: { kind: 'given' } });
  // @ts-expect-error: a signal, not its controller
  await train(X, Y, { signal: new AbortController() });
  // @ts-expect-error: progress is an object
  await train(X, Y, { onProgress: (share: number) => share });
  // @ts-expect-error: a number of β, not a name
  await trainPath(X, Y, { count: 'many' });
  // @ts-expect-error: no loss of this name in a path either
  await trainPath(X, Y, { loss: 'crossentropy' });
  // @ts-expect-error: by the loss or by the accuracy
  await crossValidate(X, Y, { scoring: 'f1' });
  // @ts-expect-error: nor for a certificate
  await certify(X, Y, network, { solver: 'simplex' });
  // @ts-expect-error: there is no such optimizer
  await descend(X, Y, { optimizer: 'rmsprop' });
  // @ts-expect-error: nor such a loss
  await descend(X, Y, { loss: 'huber' });
  // @ts-expect-error: nor such a goal
  await simplify(X, network, { goal: 'fewest' });
  // @ts-expect-error: sizes may vary under two of the regularizers only
  await simplify(X, network, { regularizer: 'l2' });
  // @ts-expect-error: exact or not
  await decompose(X, network, { exact: 'yes' });
  // @ts-expect-error: no loss of this name for trainers
  await createTrainer(X, Y, { loss: 'Logistic' });
  // @ts-expect-error: nor in the worker
  await createElsewhere(X, Y, { formulation: 'ReLU' });
  // @ts-expect-error: there is no share above all
  trainTestSplit(X, Y, { share: 0.5 });
}

export async function results() {
  // @ts-expect-error: a promise has no network
  train(X, Y).network;
  const { network, report, certificate } = await train(X, Y);
  // @ts-expect-error: predictions are { data, shape }
  network.predict(X)[0];
  // @ts-expect-error: no status of this name
  if (report.status === 'converged') return;
  // @ts-expect-error: no solver of this name
  if (report.solver === 'sgd') return;
  // @ts-expect-error: the solver that did it, never 'auto'
  if (report.solver === 'auto') return;
  // @ts-expect-error: no scope of this name
  if (report.scope === 'local') return;
  // @ts-expect-error: no kind of patterns of this name
  if (report.patterns.kind === 'auto') return;
  // @ts-expect-error: nor such a loss
  if (report.options.loss === 'mse') return;
  // @ts-expect-error: nor here
  if (certificate.loss === 'mse') return;
  // @ts-expect-error: nor here
  network.objective(X, Y, { loss: 'mse', beta: 1 });
  // @ts-expect-error: descents end at an epoch, or diverge
  if ((await descend(X, Y)).report.status === 'optimal') return;
  // @ts-expect-error: the certificate is the fourth argument
  verify(X, Y, certificate, network);
  // @ts-expect-error: in the worker a promise
  verifyElsewhere(X, Y, network, certificate).valid;
}

export async function others() {
  const trainer = await createTrainer(X, Y);
  // @ts-expect-error: which point, then x and y
  trainer.setPoint([1, 2], 1);
  const elsewhere = await createElsewhere(X, Y);
  // @ts-expect-error: in the worker a promise
  elsewhere.step().gap;
  // @ts-expect-error: a list of names
  new ConvexClassifier({ features: 'age' });
  // @ts-expect-error: no loss of this name
  new ConvexClassifier({ loss: 'crossentropy' });
  // @ts-expect-error: nor such a solver
  new ConvexRegressor({ solver: 'lbfgs' });
  // @ts-expect-error: a number, or 'cv'
  new ConvexRegressor({ beta: 'auto' });
  // @ts-expect-error: no rule of this name
  new ConvexRegressor({ beta: 'cv', rule: 'oneStandardDeviation' });
  // @ts-expect-error: estimators score other samples by score
  new ConvexRegressor({ validation: { X, Y } });
  const model = new ConvexClassifier();
  // @ts-expect-error: nor does it change to a misspelt one
  model.setParams({ regularizer: 'L1' });
  // @ts-expect-error: labels are strings, numbers or booleans
  await model.fit(X, [null, null]);
  // @ts-expect-error: fit has no β
  await model.fit(X, Y, { beta: 1 });
  // @ts-expect-error: only two precisions
  toOnnx(model, { precision: 'float16' });
  // @ts-expect-error: a number is no model
  toPyTorch(7);
  // @ts-expect-error: nor a source of WebAssembly
  await load(7);
  // @ts-expect-error: the small network only predicts
  new Network({ formulation: 'relu', d: 1, c: 1, m: 0, W1: [], b1: [], W2: [] }).objective(X, Y);
  // @ts-expect-error: no formulation of this name
  new Network({ formulation: 'gated', d: 1, c: 1, m: 0, W1: [], b1: [], W2: [] });
  // @ts-expect-error: a network needs its layers
  new Network({ formulation: 'relu', d: 1 });
  // @ts-expect-error: no error has this code
  return new ConvexReluError('invalid-arguments', '');
}
