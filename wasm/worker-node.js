// convexrelu/worker in Node: the same functions, executed in a worker thread.

import { Worker } from 'node:worker_threads';
import { createClient } from './client.js';

/** @type {import('./connection.js').Spawn} */
function spawn({ reply, failure }) {
  // Without the program's own flags: --input-type, for one, stops a worker from starting.
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { execArgv: [] });
  worker.on('message', reply);
  worker.on('messageerror', failure);
  worker.on('error', failure);
  worker.on('exit', (code) => failure(new Error(`it ended with code ${code}`)));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    // A program may end while its worker has nothing to do.
    setIdle: (idle) => (idle ? worker.unref() : worker.ref()),
  };
}

export const { train, trainPath, crossValidate, createTrainer, certify, info, verify, terminate } =
  createClient(spawn);
export { ConvexReluError } from './errors.js';
export { Network } from './network.js';
