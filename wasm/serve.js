// The worker's half of the conversation: runs calls, several at a time, and stops those cancelled.

import { certify } from './certify.js';
import { decompose } from './decompose.js';
import { readInfo } from './engine.js';
import { runJob } from './jobs.js';
import { trainPath } from './path.js';
import { decodeOptions, encodeError } from './protocol.js';
import { createResidents } from './serve-trainers.js';
import { simplify } from './simplify.js';
import { train } from './train.js';
import { verify } from './verify.js';

/** @typedef {import('./protocol.js').Request} Request */
/** @typedef {import('./protocol.js').Reply} Reply */
/** @typedef {Exclude<Request, { type: 'cancel' | 'dispose' }>} Call */

/**
 * Seconds that all running trainings together work before the worker listens again: well within the
 * 100 ms after which a client takes it for hung.
 */
const workerSlice = 0.04;

/**
 * @param {(reply: Reply) => void} send
 * @param {import('./engine.js').Engine} engine
 * @returns {(request: Request) => void} to be called with each request
 */
export function createServer(send, engine) {
  /** @type {Map<number, AbortController>} */
  const running = new Map();
  const sliceSeconds = () => workerSlice / running.size;
  const residents = createResidents(engine, sliceSeconds);
  /** @type {import('./fold-jobs.js').Tools} */
  const tools = {
    trainPath: (X, Y, options) => trainPath(engine, X, Y, options, sliceSeconds),
    info: () => readInfo(engine),
  };

  /**
   * @param {Call} request
   * @param {AbortSignal} signal
   */
  async function answer(request, signal) {
    if (request.type === 'info') return readInfo(engine);
    if (request.type === 'verify') {
      const { X, Y, network, certificate, options } = /** @type {any} */ (request);
      return verify(X, Y, network, certificate, options);
    }
    const { id } = request;
    /** @param {import('./protocol.js').Told} progress */
    const onProgress = (progress) => send({ id, type: 'progress', progress });
    if (request.type === 'job') return runJob(tools, request.job, { signal, onProgress });
    if (request.type === 'trainer') return residents.answer(request, signal, onProgress);
    const given = { ...decodeOptions(request.options), signal };
    if (request.type === 'decompose') {
      return decompose(engine, request.X, request.network, given, sliceSeconds);
    }
    if (request.type === 'simplify') return simplify(engine, request.X, request.network, given);
    const { X, Y } = request;
    const options = { ...given, onProgress };
    if (request.type === 'path') return trainPath(engine, X, Y, options, sliceSeconds);
    return request.type === 'certify'
      ? certify(engine, X, Y, request.network, options, sliceSeconds)
      : train(engine, X, Y, options, sliceSeconds);
  }

  /** @param {Call} request */
  async function run(request) {
    const { id } = request;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const value = await answer(request, controller.signal);
      if (!controller.signal.aborted) send({ id, type: 'result', value });
    } catch (error) {
      if (!controller.signal.aborted) send({ id, type: 'error', error: encodeError(error) });
    } finally {
      running.delete(id);
    }
  }

  return (request) => {
    if (request.type === 'cancel') {
      running.get(request.id)?.abort();
      send({ id: request.id, type: 'cancelled' });
    } else if (request.type === 'dispose') {
      residents.dispose(request.trainer);
    } else {
      void run(request);
    }
  };
}
