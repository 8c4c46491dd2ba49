// Misuse of the package: each line below an expectation must not compile, or the expectation itself is an error.
import {
  ConvexClassifier,
  ConvexReluError,
  createTrainer,
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
  const model = new ConvexClassifier();
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
  // @ts-expect-error: a network needs its layers
  new Network({ formulation: 'relu', d: 1 });
  // @ts-expect-error: no error has this code
  return new ConvexReluError('invalid-arguments', '');
}
