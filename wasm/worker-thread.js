// What runs inside the worker: a Web Worker in browsers, a worker thread in Node.

import { engine } from './inlined.js';
import { importNode } from './node.js';
import { createServer } from './serve.js';

/**
 * @typedef {object} Port
 * @property {(message: unknown) => void} postMessage
 * @property {((event: MessageEvent) => void) | null} onmessage
 */

const isWebWorker = typeof globalThis.postMessage === 'function';

/** @type {Port} */
const port = isWebWorker ? globalThis : (await importNode('worker_threads')).parentPort;

const receive = createServer((reply) => port.postMessage(reply), engine);
port.onmessage = ({ data }) => receive(data);
port.postMessage({ type: 'ready' });
