// The trainers that live in a worker.

import { ConvexReluError } from './errors.js';
import { decodeOptions } from './protocol.js';
import { createTrainer } from './trainer.js';

/** @typedef {import('./protocol.js').TrainerNews} TrainerNews */
/** @typedef {import('./protocol.js').TrainerRequest} TrainerRequest */
/** @typedef {import('./trainer.js').Trainer} Trainer */

/** Milliseconds from one copy of what is known to the next, and how many times a copy's cost. */
const copyInterval = 250;
const copyShare = 20;

/** A trainer with what its caller keeps of it. */
class Resident {
  /** Changes since it came here. */
  changes = 0;
  /** Whether the session works on the problem as it is. */
  #settled = true;
  #nextCopy = performance.now() + copyInterval;

  /** @param {Trainer} trainer */
  constructor(trainer) {
    this.trainer = trainer;
  }

  /**
   * @param {import('./types.js').Progress} progress
   * @returns {TrainerNews}
   */
  news(progress) {
    const { changes } = this;
    this.#settled = true;
    const start = performance.now();
    if (start < this.#nextCopy) return { changes, progress };
    const { network, certificate } = this.trainer.result();
    const end = performance.now();
    this.#nextCopy = end + Math.max(copyInterval, copyShare * (end - start));
    return { changes, progress, known: { network: { ...network }, dual: certificate.dual } };
  }

  /** @returns {TrainerNews} */
  result() {
    const result = this.trainer.result();
    this.#settled = true;
    return { changes: this.changes, result };
  }

  /**
   * @param {'setBeta' | 'setPoint' | 'addPoint' | 'removePoint'} method
   * @param {unknown[]} args
   * @returns {import('./protocol.js').ChangeAnswer}
   */
  change(method, args) {
    const change = /** @type {(...args: unknown[]) => unknown} */ (this.trainer[method]);
    const value = change.apply(this.trainer, args);
    const settled = this.#settled;
    this.#settled = false;
    this.changes++;
    return { value, settled };
  }
}

/**
 * @param {import('./engine.js').Engine} engine
 * @param {() => number} sliceSeconds
 */
export function createResidents(engine, sliceSeconds) {
  /** @type {Map<number, Promise<Resident>>} */
  const residents = new Map();

  /** @param {TrainerRequest} request */
  function find({ trainer: id, start }) {
    if (start) {
      dispose(id);
      const { X, Y, options } = start;
      residents.set(
        id,
        createTrainer(engine, X, Y, decodeOptions(options), sliceSeconds).then(
          (trainer) => new Resident(trainer),
        ),
      );
    }
    const resident = residents.get(id);
    if (!resident) throw new ConvexReluError('internal', 'the worker does not have this trainer');
    return resident;
  }

  /** @param {number} id */
  function dispose(id) {
    const resident = residents.get(id);
    residents.delete(id);
    resident?.then(({ trainer }) => trainer.dispose()).catch(() => {});
  }

  /**
   * @param {TrainerRequest} request
   * @param {AbortSignal} signal
   * @param {(news: TrainerNews) => void} report
   */
  async function answer(request, signal, report) {
    try {
      return await perform(await find(request), request, signal, report);
    } catch (error) {
      // It comes back with the next request, into a fresh module.
      if (error instanceof ConvexReluError && error.code === 'internal') dispose(request.trainer);
      throw error;
    }
  }

  return { answer, dispose };
}

/**
 * @param {Resident} resident
 * @param {TrainerRequest} request
 * @param {AbortSignal} signal
 * @param {(news: TrainerNews) => void} report
 */
async function perform(resident, { method, args }, signal, report) {
  const { trainer } = resident;
  switch (method) {
    case 'open':
      return trainer.beta;
    case 'step':
      return resident.news(trainer.step());
    case 'run':
      await trainer.run({ signal, onProgress: (progress) => report(resident.news(progress)) });
      return resident.result();
    case 'result':
      return resident.result();
    default:
      return resident.change(method, args);
  }
}
