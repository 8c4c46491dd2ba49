// A worker that comes to life on the first request, is replaced when it hangs, and never keeps a
// program alive while it has nothing to do.

import { throwIfAborted } from './abort.js';
import { ConvexReluError, invalidArgument } from './errors.js';
import { decodeError } from './protocol.js';

/** @typedef {import('./protocol.js').Reply} Reply */
/** @typedef {import('./protocol.js').Told} Progress */

/**
 * @typedef {object} WorkerHandle
 * @property {(message: unknown) => void} post
 * @property {() => unknown} terminate
 * @property {(idle: boolean) => void} setIdle whether the worker has nothing to do
 */

/**
 * @typedef {object} WorkerEvents
 * @property {(reply: Reply) => void} reply
 * @property {(error: unknown) => void} failure the worker is gone or of no use any more
 */

/** @typedef {(events: WorkerEvents) => WorkerHandle} Spawn */

/**
 * @typedef {object} Call
 * @property {() => Record<string, unknown>} message
 * @property {(value: unknown) => void} resolve
 * @property {(reason: unknown) => void} reject
 * @property {((progress: Progress) => unknown) | undefined} onProgress
 */

/** Milliseconds within which a worker must react to a cancellation. */
const patience = 100;

export class Connection {
  /** @type {Spawn} */
  #spawn;
  /** @type {WorkerHandle | undefined} */
  #worker;
  #ready = false;
  /** How many workers there have been. */
  generation = 0;
  #lastId = 0;
  /** @type {Map<number, Call>} */
  #calls = new Map();
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */
  #cancellations = new Map();

  /** @param {Spawn} spawn */
  constructor(spawn) {
    this.#spawn = spawn;
  }

  /**
   * @param {Record<string, unknown> | (() => Record<string, unknown>)} message plain data, or what
   *   makes it when it is sent, perhaps again to another worker
   * @param {AbortSignal} [signal]
   * @param {(progress: Progress) => unknown} [onProgress]
   * @returns {Promise<unknown>}
   */
  async request(message, signal, onProgress) {
    throwIfAborted(signal);
    const id = ++this.#lastId;
    const abort = () => this.#cancel(id, signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      return await new Promise((resolve, reject) => {
        const make = () => ({ ...(typeof message === 'function' ? message() : message), id });
        this.#calls.set(id, { message: make, resolve, reject, onProgress });
        this.#worker?.setIdle(false);
        if (this.#ready) this.#send(id);
        else this.#connect();
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /**
   * Says something that needs no answer, if there is a worker to hear it.
   *
   * @param {Record<string, unknown>} message
   */
  notify(message) {
    if (this.#ready) this.#worker?.post(message);
  }

  /**
   * Ends the worker and whatever it is doing. The next request starts a fresh one.
   *
   * @returns {Promise<void>}
   */
  async terminate() {
    const ended = this.#disconnect();
    this.#rejectAll(new ConvexReluError('disposed', 'the worker was terminated'));
    await ended;
  }

  /** Starts a worker unless there is one. It gets the calls when it says that it is ready. */
  #connect() {
    if (this.#worker) return;
    this.generation++;
    /** @type {WorkerHandle | undefined} */
    let mine;
    // A replaced worker may still speak; nobody listens to it.
    const unlessReplaced = (/** @type {() => void} */ act) => {
      if (mine !== undefined && mine === this.#worker) act();
    };
    try {
      mine = this.#spawn({
        reply: (reply) => unlessReplaced(() => this.#receive(reply)),
        failure: (error) => unlessReplaced(() => this.#fail(error)),
      });
      this.#worker = mine;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @returns {unknown} a promise of the worker's end where there is one */
  #disconnect() {
    const former = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    for (const timer of this.#cancellations.values()) clearTimeout(timer);
    this.#cancellations.clear();
    return former?.terminate();
  }

  /** @param {number} id */
  #send(id) {
    try {
      this.#worker?.post(this.#calls.get(id)?.message());
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      this.#take(id)?.reject(invalidArgument(`a worker takes plain data only: ${why}`));
    }
  }

  /** @param {Reply} reply */
  #receive(reply) {
    switch (reply.type) {
      case 'ready':
        this.#ready = true;
        for (const id of [...this.#calls.keys()]) this.#send(id);
        break;
      case 'progress':
        void this.#report(reply.id, reply.progress);
        break;
      case 'result':
        this.#take(reply.id)?.resolve(reply.value);
        break;
      case 'error':
        this.#take(reply.id)?.reject(decodeError(reply.error));
        break;
      case 'cancelled':
        clearTimeout(this.#cancellations.get(reply.id));
        this.#cancellations.delete(reply.id);
    }
  }

  /**
   * @param {number} id
   * @param {Progress} progress
   */
  async #report(id, progress) {
    try {
      await this.#calls.get(id)?.onProgress?.(progress);
    } catch (error) {
      this.#cancel(id, error);
    }
  }

  /**
   * Rejects a call at once and has the worker stop it; one that does not react is replaced.
   *
   * @param {number} id
   * @param {unknown} reason
   */
  #cancel(id, reason) {
    const call = this.#take(id);
    if (!call) return;
    call.reject(reason);
    // Before it is ready, the worker has been sent nothing.
    if (!this.#ready) return;
    this.#worker?.post({ id, type: 'cancel' });
    const timer = setTimeout(() => this.#replace(), patience);
    // In Node a timer would keep the program alive.
    /** @type {{ unref?: () => void }} */ (Object(timer)).unref?.();
    this.#cancellations.set(id, timer);
  }

  /** Ends the worker. What is still to be done is plain data, so a fresh worker gets it again. */
  #replace() {
    void this.#disconnect();
    if (this.#calls.size > 0) this.#connect();
  }

  /** @param {unknown} error */
  #fail(error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem = this.#ready
      ? new ConvexReluError('internal', `the worker failed: ${why}`, { cause: error })
      : new ConvexReluError('wasm-load', `the worker could not start: ${why}`, { cause: error });
    void this.#disconnect();
    this.#rejectAll(problem);
  }

  /** @param {ConvexReluError} reason */
  #rejectAll(reason) {
    for (const id of [...this.#calls.keys()]) this.#take(id)?.reject(reason);
  }

  /**
   * @param {number} id
   * @returns {Call | undefined} the call, which is none of ours any more
   */
  #take(id) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    this.#worker?.setIdle(this.#calls.size === 0);
    return call;
  }
}
