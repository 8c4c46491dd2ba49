// The exporters there are.

import { toJavaScript } from './javascript.js';
import { toJson } from './json.js';
import { toOnnx } from './onnx.js';
import { toPyTorch } from './pytorch.js';

/**
 * A way to write a model to a file.
 * @typedef {object} Exporter
 * @property {'onnx' | 'pytorch' | 'javascript' | 'json'} name
 * @property {string} title
 * @property {string} extension of the file's name
 * @property {string} type of the file, as a MIME type
 * @property {(model: import('./model.js').Exportable) => string | Uint8Array<ArrayBuffer>} write with
 *   options of its own as second argument
 */

/**
 * A row for every format.
 *
 * @type {readonly Exporter[]}
 */
export const exporters = [
  {
    name: 'onnx',
    title: 'ONNX',
    extension: 'onnx',
    type: 'application/octet-stream',
    write: toOnnx,
  },
  { name: 'pytorch', title: 'PyTorch', extension: 'py', type: 'text/x-python', write: toPyTorch },
  {
    name: 'javascript',
    title: 'JavaScript',
    extension: 'js',
    type: 'text/javascript',
    write: toJavaScript,
  },
  { name: 'json', title: 'JSON', extension: 'json', type: 'application/json', write: toJson },
];
