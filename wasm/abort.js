// Cancellation by AbortSignal.

import { invalidArgument, show } from './errors.js';

/**
 * @param {unknown} signal
 * @returns {AbortSignal | undefined}
 */
export function readSignal(signal) {
  if (signal === undefined || signal === null) return undefined;
  // By its shape: another realm's AbortSignal is no instance of ours.
  const candidate = /** @type {Partial<AbortSignal>} */ (signal);
  if (typeof candidate.aborted === 'boolean' && typeof candidate.addEventListener === 'function') {
    return /** @type {AbortSignal} */ (signal);
  }
  throw invalidArgument(`signal must be an AbortSignal, but is ${show(signal)}`);
}

/** @param {AbortSignal | null} [signal] */
export function throwIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

/**
 * Settles as `promise` does, or rejects with the signal's reason if that comes first.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<T>}
 */
export async function orAborted(promise, signal) {
  if (!signal) return promise;
  throwIfAborted(signal);
  let abort = () => {};
  const aborted = new Promise((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([promise, /** @type {Promise<never>} */ (aborted)]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
