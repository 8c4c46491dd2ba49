// convexrelu/external: the same API, with convexrelu.wasm as a file of its own.

import { certify as certifyWith } from './certify.js';
import { Classifier } from './classifier.js';
import { crossValidate as crossValidateWith } from './cross-validate.js';
import { decompose as decomposeWith } from './decompose.js';
import { descendMany as descendManyWith } from './descent-jobs.js';
import { createEngine, readInfo } from './engine.js';
import { invalidArgument, show } from './errors.js';
import { importNode } from './node.js';
import { makeJobs, runInTurn, runJob as runJobWith } from './jobs.js';
import { trainPath as trainPathWith } from './path.js';
import { Regressor } from './regressor.js';
import { simplify as simplifyWith } from './simplify.js';
import { train as trainWith } from './train.js';
import { createTrainer as createTrainerWith } from './trainer.js';

/** @typedef {import('./engine.js').WasmModule} WasmModule */

/**
 * Where the WebAssembly comes from: an address, the answer of a server, bytes or a compiled module.
 * @typedef {string | URL | Response | ArrayBuffer | ArrayBufferView | WasmModule} WasmSource
 */

/** @type {WasmSource | Promise<WasmSource> | undefined} */
let source;

let engine = /* @__PURE__ */ createEngine(compile);

/**
 * Loads the WebAssembly. Needed only where `convexrelu.wasm` does not lie beside this file, or to
 * load it early; calling it again replaces what was loaded.
 *
 * @param {WasmSource | Promise<WasmSource>} [from] the file's URL, a Response, its bytes, or a
 *   compiled module; by default the file beside this one
 * @returns {Promise<void>}
 */
export async function load(from) {
  source = from;
  engine = createEngine(compile);
  await engine.load();
}

/** @type {import('./types.js').Train} */
export const train = (X, Y, options) => trainWith(engine, X, Y, options);

/** @type {import('./path-types.js').TrainPath} */
export const trainPath = (X, Y, options) => trainPathWith(engine, X, Y, options);

/** @type {import('./path-types.js').CrossValidate} */
export const crossValidate = (X, Y, options) =>
  crossValidateWith({ ...tools, runJobs }, X, Y, options);

/** @type {import('./job-types.js').MakeJobs} */
export const jobs = (X, Y, options) => makeJobs(tools, X, Y, options);

/** @type {import('./job-types.js').RunJob} */
export const runJob = (job, options) => /** @type {any} */ (runJobWith(tools, job, options));

/** @type {import('./descent-jobs.js').DescendMany} */
export const descendMany = (X, Y, options) => descendManyWith({ ...tools, runJobs }, X, Y, options);

/** @type {import('./types.js').CreateTrainer} */
export const createTrainer = (X, Y, options) => createTrainerWith(engine, X, Y, options);

/** @type {import('./types.js').Certify} */
export const certify = (X, Y, network, options) => certifyWith(engine, X, Y, network, options);

/** @type {import('./optimal-types.js').Decompose} */
export const decompose = (X, network, options) => decomposeWith(engine, X, network, options);

/** @type {import('./optimal-types.js').Simplify} */
export const simplify = (X, network, options) => simplifyWith(engine, X, network, options);

/** @type {import('./types.js').GetInfo} */
export const info = () => readInfo(engine);

const tools = { trainPath, info };

/** @type {(list: readonly any[], options: import('./job-types.js').JobOptions) => Promise<any[]>} */
const runJobs = (list, options) =>
  runInTurn((job, run) => runJobWith(tools, job, run), list, options);

/** A classifier for labels of any kind. */
export class ConvexClassifier extends Classifier {
  /** @override */
  static name = 'ConvexClassifier';

  /** @param {import('./estimator.js').EstimatorParams} [params] */
  constructor(params) {
    super({ train, info, crossValidate }, params);
  }
}

/** A regressor for one target or several. */
export class ConvexRegressor extends Regressor {
  /** @override */
  static name = 'ConvexRegressor';

  /** @param {import('./estimator.js').EstimatorParams} [params] */
  constructor(params) {
    super({ train, info, crossValidate }, params);
  }
}

export { descend } from './descend.js';
export { collectJobs } from './jobs.js';
export { ConvexReluError } from './errors.js';
export { Network } from './network.js';
export { verify } from './verify.js';

/** @returns {Promise<WasmModule>} */
async function compile() {
  const from = (await source) ?? new URL('./convexrelu.wasm', import.meta.url);
  if (from instanceof WebAssembly.Module) return from;
  if (typeof from === 'string' || from instanceof URL) return compileUrl(from);
  if (typeof Response === 'function' && from instanceof Response) return compileResponse(from);
  if (from instanceof ArrayBuffer || ArrayBuffer.isView(from)) {
    return WebAssembly.compile(/** @type {ArrayBuffer} */ (from));
  }
  throw invalidArgument(
    `the source of load must be a URL, a Response, bytes or a WebAssembly.Module, ` +
      `but is ${show(from)}`,
  );
}

/**
 * @param {string | URL} url
 * @returns {Promise<WasmModule>}
 */
async function compileUrl(url) {
  if (!String(url).startsWith('file:')) return compileResponse(await fetch(url));
  // Node's fetch does not read files.
  const { readFile } = await importNode('fs/promises');
  return WebAssembly.compile(await readFile(new URL(url)));
}

/**
 * @param {Response} response
 * @returns {Promise<WasmModule>}
 */
async function compileResponse(response) {
  if (!response.ok) {
    throw new Error(`${response.url || 'the response'} has status ${response.status}`);
  }
  const type = response.headers.get('content-type') ?? '';
  // Streaming insists on the media type, which not every server sends.
  return type.startsWith('application/wasm') && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
export { accuracy, confusionMatrix, logLoss, meanSquaredError, r2 } from './scores.js';
export { trainTestSplit } from './split.js';
