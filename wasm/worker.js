// convexrelu/worker in browsers: the same functions, executed in a Web Worker.

import { createClient } from './client.js';

/** @type {import('./connection.js').Spawn} */
function spawn({ reply, failure }) {
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => reply(data);
  worker.onmessageerror = () => failure(new Error('a message could not be read'));
  worker.onerror = (event) => failure(new Error(event.message || 'its script could not be loaded'));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    setIdle() {},
  };
}

export const { train, trainPath, crossValidate, createTrainer, certify, info, verify, terminate } =
  createClient(spawn);
export { ConvexReluError } from './errors.js';
export { Network } from './network.js';
