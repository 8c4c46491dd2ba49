// Files of the network, a row for every format.

import { toJavaScript, toJson, toOnnx, toPyTorch } from 'convexrelu/export';

/**
 * @typedef {object} Exporter
 * @property {string} name
 * @property {string} extension of the file's name
 * @property {string} type of the file, as a MIME type
 * @property {(network: import('convexrelu').Network) => string | Uint8Array<ArrayBuffer>} write
 */

/** @type {readonly Exporter[]} */
export const exporters = [
  { name: 'onnx', extension: 'onnx', type: 'application/octet-stream', write: toOnnx },
  { name: 'pytorch', extension: 'py', type: 'text/x-python', write: toPyTorch },
  { name: 'javascript', extension: 'js', type: 'text/javascript', write: toJavaScript },
  { name: 'json', extension: 'json', type: 'application/json', write: toJson },
];
