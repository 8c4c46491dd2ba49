// A program that compiles: every entry, as it is meant to be used.
import {
  accuracy,
  certify,
  confusionMatrix,
  ConvexClassifier,
  ConvexRegressor,
  ConvexReluError,
  createTrainer,
  crossValidate,
  decompose,
  descend,
  info,
  Network,
  simplify,
  train,
  trainPath,
  trainTestSplit,
  verify,
  type Certificate,
  type LossName,
  type MatrixInput,
  type NamedDoc,
  type PatternsOption,
  type Progress,
  type Report,
  type ResolvedDescendOptions,
  type SamplerName,
  type SolverName,
  type TrainOptions,
  type TrainResult,
} from 'convexrelu';
import { load, train as trainExternally, type WasmSource } from 'convexrelu/external';
import { fromJson, toJavaScript, toJson, toOnnx, toPyTorch } from 'convexrelu/export';
import { Network as SmallNetwork, type Neuron } from 'convexrelu/network';
import {
  createTrainer as createElsewhere,
  terminate,
  verify as verifyElsewhere,
} from 'convexrelu/worker';

const X = [
  [0, 1],
  [1, 0],
] as const;
const flat: MatrixInput = { data: new Float32Array(4), shape: [2, 2] };
const rows: readonly Float64Array[] = [new Float64Array(2), new Float64Array(2)];

export async function training(signal: AbortSignal): Promise<Report> {
  const options: TrainOptions = {
    formulation: 'gated-relu',
    loss: 'logistic',
    beta: 0.01,
    patterns: { kind: 'sampled', count: 10, seed: 1 },
    signal,
    onProgress: ({ gap, neurons }: Progress) => gap + neurons,
  };
  const { network, report, certificate }: TrainResult = await train(X, [1, -1], options);
  const values: Float64Array = network.predict(rows).data;
  const proof: Certificate = certificate;
  const { valid, reasons } = verify(flat, values, network, proof);
  if (!valid) throw new Error(reasons.join());
  await train(rows, new Int8Array(2), { patterns: { kind: 'given', gates: [[1, 2]] } });
  const { better } = await certify(X, [1, -1], network, { beta: 0.1 });
  await simplify(X, better.network, { goal: 'fewest-neurons', certificate, Y: [1, -1] });
  await decompose(X, network);
  return report;
}

/** Names from the tables are names of options, as menus need it. */
export async function names(): Promise<LossName[]> {
  const { losses, solvers, samplers, metrics, defaults } = await info();
  for (const { name: loss } of losses) await train(X, [1, -1], { loss });
  for (const { name: solver } of solvers) await train(X, [1, -1], { solver });
  const [{ name: sampler }] = samplers as [NamedDoc<SamplerName>];
  const patterns: PatternsOption = { kind: 'sampled', sampler };
  const common = { loss: 'hinge', formulation: 'gated-relu' } as const;
  const { network, report } = await train(X, [1, -1], {
    ...{ ...common, patterns, metrics: metrics.map(({ name }) => name) },
  });
  // What a report tells goes back in.
  const again: Report = (await train(X, [1, -1], report.options)).report;
  const value: number = network.objective(X, [1, -1], again.options);
  const solver: SolverName = again.solver;
  await train(X, [1, -1], { ...defaults, solver, beta: value });
  const descent = await descend(X, [1, -1], { loss: report.options.loss });
  const { optimizer, loss }: ResolvedDescendOptions = descent.report.options;
  await descend(X, [1, -1], { optimizer, loss });
  const plain: Record<string, unknown> = report.options;
  return [loss, report.options.loss, ...Object.keys(plain).map(() => defaults.loss)];
}

export async function around() {
  const { betas, results } = await trainPath(X, [1, -1], { count: 3 });
  const { best, oneStandardError } = await crossValidate(X, [1, -1], { folds: 2, betas });
  const { report } = await descend(X, [1, -1], { optimizer: 'adam', beta: best });
  const names: string[] = (await info()).losses.map(({ name }) => name);
  const count: number = results.length + oneStandardError + report.objective + names.length;
  return count;
}

export async function trainers() {
  const trainer = await createTrainer(X, [1, -1]);
  for await (const { done } of trainer) if (done) break;
  trainer.setPoint(0, [1, 2], 1);
  const { gap }: Progress = trainer.step();
  trainer.dispose();
  const other = await createElsewhere(X, [1, -1]);
  const progress: Progress = await other.step();
  await other.dispose();
  await terminate();
  return gap + progress.gap;
}

export async function estimators() {
  const people = [{ age: 1 }, { age: 2 }, { age: 3 }, { age: 4 }];
  const { XTrain, yTrain, XTest, yTest } = trainTestSplit(people, ['a', 'b', 'a', 'b'], {
    seed: 1,
  });
  const model = new ConvexClassifier({ features: ['age'], standardize: true });
  await model.fit(XTrain, yTrain);
  const guesses = model.predict(XTest);
  const { matrix } = confusionMatrix(yTest, guesses);
  const share: number = accuracy(yTest, guesses) + matrix.length + model.score(XTest, yTest);
  const regressor = await new ConvexRegressor({ beta: 0.1 }).fit(X, [0.5, 1.5]);
  const copy: ConvexRegressor = ConvexRegressor.fromJSON(regressor.toJSON());
  const values: number[] | number[][] = copy.predict(X);
  return { share, values };
}

export async function elsewhere(source: WasmSource) {
  await load(source);
  const { network } = await trainExternally(X, [1, -1]);
  const bytes: Uint8Array = toOnnx(network, { precision: 'float64' });
  const texts: string[] = [toPyTorch(network), toJavaScript(network), toJson(network)];
  const model = fromJson(texts[2]);
  const first: Neuron | undefined = SmallNetwork.fromJSON(network.toJSON()).neurons[0];
  const { valid } = await verifyElsewhere(
    X,
    [1, -1],
    network,
    (await trainExternally(X, [1, -1])).certificate,
  );
  return { bytes, texts, model, first, valid };
}

export function errors(error: unknown) {
  if (!(error instanceof ConvexReluError)) return undefined;
  const code: 'invalid-argument' | 'out-of-memory' | 'disposed' | 'wasm-load' | 'internal' =
    error.code;
  return code;
}

export const small: Network = new Network({
  formulation: 'linear',
  ...{ d: 1, c: 1, m: 1, W1: [1], b1: [0], W2: new Float32Array(1) },
});
