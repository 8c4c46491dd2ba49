/**
 * What there is to show of training: the phase of the run, the network on show, and the curves.
 *
 * @typedef {import('./status.js').Outcome} Outcome
 * @typedef {import('./status.js').Run} Run
 * @typedef {import('./trainer.js').Train} Train
 * @typedef {import('./trainer.js').Job} Job
 * @typedef {import('./trainer.js').Result} Result
 * @typedef {import('../views/chart.js').History} History
 */

import { Curves } from './curves.js';
import { Trainer } from './trainer.js';

/** A solve shorter than this, in milliseconds, shows only its result, so that nothing flickers. */
const QUIET = 150;

/**
 * @param {Train} train
 * @param {() => void} changed
 */
export function createRunner(train, changed) {
  /** @type {Run} */
  let run = { phase: 'starting' };
  /** @type {Outcome | null} */
  let outcome = null;
  /** @type {History} */
  let shownCurves = new Curves();
  let liveCurves = new Curves();
  let quietUntil = 0;

  /** @param {Run} next */
  function show(next) {
    run = next;
    changed();
  }

  const trainer = new Trainer(train, {
    onStart() {
      if (run.phase !== 'running') quietUntil = performance.now() + QUIET;
      run = { phase: 'running', progress: null, outcome };
      liveCurves = new Curves();
      setTimeout(changed, QUIET);
    },
    onProgress(progress) {
      liveCurves.add(progress);
      shownCurves = liveCurves;
      show({ phase: 'running', progress, outcome });
    },
    onResult(result, job) {
      outcome = outcomeOf(result, job);
      shownCurves = result.report.history;
      show({ phase: 'finished', outcome });
    },
    onError: fail,
  });

  /** @param {unknown} error */
  function fail(error) {
    show({ phase: 'failed', message: error instanceof Error ? error.message : String(error) });
  }

  return {
    /** @param {Job} job */
    request: (job) => trainer.request(job),
    fail,
    stop() {
      if (run.phase !== 'running') return;
      trainer.stop();
      quietUntil = 0;
      show({ ...run, phase: 'stopped' });
    },
    /** There is nothing to train on. */
    clear() {
      trainer.stop();
      outcome = null;
      shownCurves = new Curves();
      show({ phase: 'empty' });
    },
    run: () => run,
    outcome: () => outcome,
    curves: () => shownCurves,
    /** Whether the last words may stay for now: a solve has only just begun. */
    quiet: () => run.phase === 'running' && performance.now() < quietUntil,
  };
}

/**
 * @param {Result} result
 * @param {Job} job
 * @returns {Outcome}
 */
function outcomeOf(result, { data: { X, y } }) {
  const predicted = result.network.predict(X).data;
  return {
    result,
    correct: y.reduce((count, label, i) => count + (label * predicted[i] > 0 ? 1 : 0), 0),
    points: y.length,
    oneClass: y.every((label) => label === y[0]),
  };
}
