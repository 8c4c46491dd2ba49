// The entry `convexrelu/export`: networks and fitted estimators for other runtimes, without WebAssembly.

/** @typedef {import('./export/model.js').Exportable} Exportable */
/** @typedef {import('./export/model.js').Jsonable} Jsonable */
/** @typedef {import('./export/layers.js').Precision} Precision */

export { ConvexReluError } from './errors.js';
export { FittedModel } from './export/model.js';
export { toJavaScript } from './export/javascript.js';
export { fromJson, toJson } from './export/json.js';
export { toOnnx } from './export/onnx.js';
export { toPyTorch } from './export/pytorch.js';
export { Network } from './prediction.js';
