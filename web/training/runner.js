/**
 * What there is to show of training: the phase of the run, the network on show, and the curves.
 *
 * @typedef {import('./status.js').Outcome} Outcome
 * @typedef {import('./status.js').Run} Run
 * @typedef {import('./trainer.js').CreateTrainer} CreateTrainer
 * @typedef {import('./trainer.js').Job} Job
 * @typedef {import('./trainer.js').Progress} Progress
 * @typedef {import('./trainer.js').Result} Result
 * @typedef {import('../views/chart.js').History} History
 */

import { Curves } from './curves.js';
import { Trainer } from './trainer.js';
import { scoreOf } from './scores.js';

/** A solve shorter than this, in milliseconds, shows only its result, so that nothing flickers. */
const QUIET = 150;

/**
 * A network stays on show while the next one is trained, unless that takes long and is of another
 * subject: then the old network beside the new points would only confuse.
 */
export class Runner {
  /** @type {Run} */
  #run = { phase: 'starting' };
  /** @type {Outcome | null} */
  #outcome = null;
  /** @type {History} */
  #shownCurves = new Curves();
  #liveCurves = new Curves();
  /** The last run that was not under way. @type {Run} */
  #before = { phase: 'starting' };
  #quietUntil = 0;
  #subject = '';
  #trainer;
  #changed;

  /**
   * @param {CreateTrainer} createTrainer
   * @param {() => void} changed
   */
  constructor(createTrainer, changed) {
    this.#changed = changed;
    this.#trainer = new Trainer(createTrainer, {
      onStart: () => this.#start(),
      onProgress: (progress) => this.#advance(progress),
      onPart: (result, job) => this.#showPart(result, job),
      onResult: (result, job) => this.#finish(result, job),
      onError: (error) => this.fail(error),
    });
  }

  get run() {
    return this.#run;
  }

  /**
   * The run whose words are on show: while a solve has only just begun, still the one before, so
   * that nothing flickers while results follow one another.
   */
  get told() {
    return this.quiet ? this.#before : this.#run;
  }

  get curves() {
    return this.#shownCurves;
  }

  /** Whether the last words may stay for now: a solve has only just begun. */
  get quiet() {
    return this.#run.phase === 'running' && performance.now() < this.#quietUntil;
  }

  /** The network on show, null where there is none. */
  get outcome() {
    return this.#outcome?.subject === this.#subject || this.quiet ? this.#outcome : null;
  }

  /** @param {Job} job */
  request(job) {
    this.#subject = job.subject;
    this.#trainer.request(job);
  }

  /**
   * Shows a result that has been computed elsewhere.
   *
   * @param {Result} result
   * @param {Job} job
   */
  present(result, job) {
    this.#trainer.stop();
    this.#subject = job.subject;
    this.#finish(result, job);
  }

  stop() {
    if (this.#run.phase !== 'running') return;
    this.#trainer.stop();
    this.#quietUntil = 0;
    const picture = this.outcome !== null;
    this.#show({ phase: 'stopped', progress: this.#run.progress, picture });
  }

  /** There is nothing to train on. */
  clear() {
    this.#trainer.stop();
    this.#outcome = null;
    this.#shownCurves = new Curves();
    this.#show({ phase: 'empty' });
  }

  /** @param {unknown} error */
  fail(error) {
    const message = error instanceof Error ? error.message : String(error);
    const crashed = error instanceof Error && 'code' in error && error.code === 'internal';
    this.#show({ phase: 'failed', message, crashed });
  }

  /** @param {Run} run */
  #show(run) {
    this.#run = run;
    if (run.phase !== 'running' || !this.quiet) this.#before = run;
    this.#changed();
  }

  #start() {
    if (this.#run.phase !== 'running') this.#quietUntil = performance.now() + QUIET;
    this.#run = { phase: 'running', progress: null };
    this.#liveCurves = new Curves();
    setTimeout(this.#changed, QUIET);
  }

  /** @param {Progress} progress */
  #advance(progress) {
    this.#liveCurves.add(progress);
    this.#shownCurves = this.#liveCurves;
    this.#show({ phase: 'running', progress });
  }

  /**
   * A network that is not finished, while the next one is on its way.
   *
   * @param {Result} result
   * @param {Job} job
   */
  #showPart(result, job) {
    this.#outcome = outcomeOf(result, job);
    this.#quietUntil = 0;
    this.#show({ phase: 'running', progress: result.report });
  }

  /**
   * @param {Result} result
   * @param {Job} job
   */
  #finish(result, job) {
    this.#outcome = outcomeOf(result, job);
    this.#shownCurves = result.report.history;
    this.#show({ phase: 'finished', outcome: this.#outcome });
  }
}

/**
 * @param {Result} result
 * @param {Job} job
 * @returns {Outcome}
 */
function outcomeOf(result, { data, subject, task }) {
  const { X, y } = data;
  const predicted = result.network.predict(X).data;
  const points = X.shape[0];
  return {
    result,
    ...{ subject, data, points },
    score: scoreOf(task ?? 'classes', y, predicted, points),
    oneClass: (task ?? 'classes') === 'classes' && y.every((label) => label === y[0]),
  };
}
