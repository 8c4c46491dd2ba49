// What runs inside the worker: a Web Worker in browsers, a worker thread in Node.

import { importNode } from './node.js';
import { createServer } from './serve.js';
// Last, as in index.js.
import { engine } from './inlined-whole.js';

/**
 * @typedef {object} Port
 * @property {(message: unknown) => void} postMessage
 * @property {((event: MessageEvent) => void) | null} onmessage
 */

/** @param {Port} port */
function start(port) {
  const receive = createServer((reply) => port.postMessage(reply), engine);
  port.onmessage = ({ data }) => receive(data);
  port.postMessage({ type: 'ready' });
}

// No top-level await: some bundlers make workers classic scripts by default.
if (typeof globalThis.postMessage === 'function') start(globalThis);
else importNode('worker_threads').then(({ parentPort }) => start(parentPort));
