/**
 * What the page says about a run, in words and numbers: a function of the run alone.
 *
 * @typedef {import('./trainer.js').Result} Result
 * @typedef {Omit<import('./trainer.js').Progress, 'done' | 'status'>} Progress
 * @typedef {import('./trainer.js').Data} Data
 * @typedef {{ result: Result, subject: string, data: Data, points: number,
 *   score: import('./scores.js').Score,
 *   oneClass: boolean }} Outcome  data: what the network was trained on
 * @typedef {{ phase: 'starting' } | { phase: 'empty' }
 *   | { phase: 'running', progress: Progress | null }
 *   | { phase: 'stopped', progress: Progress | null, picture: boolean }
 *   | { phase: 'finished', outcome: Outcome }
 *   | { phase: 'failed', message: string, crashed?: boolean }} Run
 *   picture: whether an earlier network is still on show
 * @typedef {{ headline: string, detail: string[], remark: string, note: string,
 *   tone: 'busy' | 'global' | 'proven' | 'open' | 'failed', numbers: Record<string, string> }} Status
 */

import {
  formatCount,
  formatGap,
  formatNumber,
  formatPercent,
  formatSeconds,
  withMinus,
} from '../format.js';
import * as strings from '../strings.js';

const words = strings.status;

/**
 * @param {Run} run
 * @returns {Status}
 */
export function describe(run) {
  if (run.phase === 'starting') return plain(words.starting, words.startingDetail, 'busy');
  if (run.phase === 'empty') return plain(words.empty, words.emptyDetail, 'open');
  if (run.phase === 'failed') return plain(words.failed, run.message, 'failed');
  if (run.phase === 'finished') return describeOutcome(run.outcome);
  return run.phase === 'running' ? describeProgress(run.progress) : describeStop(run);
}

/**
 * @param {string} headline
 * @param {string} detail
 * @param {Status['tone']} tone
 * @returns {Status}
 */
function plain(headline, detail, tone) {
  return { headline, detail: [detail], remark: '', note: '', tone, numbers: numbersOf(null, null) };
}

/**
 * @param {Outcome} outcome
 * @returns {Status}
 */
function describeOutcome(outcome) {
  const { report } = outcome.result;
  const optimal = report.status === 'optimal';
  const numbers = numbersOf(report, outcome);
  return {
    headline: optimal
      ? optimalWords(report)
      : words.unfinished(formatPercent(report.relativeGap), words.why[report.status] ?? ''),
    detail: words.numbers({
      covered: optimal && report.scope === 'global' ? report.patterns.total : null,
      objective: numbers.objective,
      gap: numbers.gap,
      neurons: report.neurons,
      score: words.scores[outcome.score.kind](numbers.score),
      seconds: numbers.seconds,
    }),
    remark: optimal ? words.remarks[report.scope] : words.remarks.open,
    note: noteOf(outcome),
    tone: optimal ? (report.scope === 'global' ? 'global' : 'proven') : 'open',
    numbers,
  };
}

/** @param {Result['report']} report */
function optimalWords({ scope, patterns }) {
  if (scope === 'global') return words.optimalGlobal;
  return patterns.kind === 'sampled'
    ? words.optimalSampled(patterns.used)
    : words.optimalPatterns(patterns.used);
}

/** @param {Outcome} outcome */
function noteOf({ result, points, oneClass }) {
  if (points === 1) return words.onePoint;
  if (oneClass) return words.oneClass;
  return result.report.neurons === 0 ? words.noNeurons : '';
}

/**
 * @param {Progress | null} progress
 * @returns {Status}
 */
function describeProgress(progress) {
  if (!progress) return plain(words.training, words.trainingDetail, 'busy');
  return {
    headline: words.runningGap(formatPercent(progress.relativeGap)),
    detail: [words.runningDetail(formatSeconds(progress.seconds), progress.iterations)],
    remark: '',
    note: '',
    tone: 'busy',
    numbers: numbersOf(progress, null),
  };
}

/**
 * @param {{ progress: Progress | null, picture: boolean }} run
 * @returns {Status}
 */
function describeStop({ progress, picture }) {
  const seconds = formatSeconds(progress?.seconds ?? 0);
  return {
    headline: progress ? words.stopped(formatPercent(progress.relativeGap)) : words.stoppedEarly,
    detail: [picture ? words.stoppedDetail(seconds) : words.stoppedEmpty(seconds)],
    remark: '',
    note: '',
    tone: 'open',
    numbers: numbersOf(progress, null),
  };
}

/**
 * @param {{ objective: number, lowerBound: number, gap: number, neurons: number, seconds: number } | null} state
 * @param {Outcome | null} outcome
 * @returns {Record<string, string>}
 */
function numbersOf(state, outcome) {
  return {
    objective: formatNumber(state?.objective),
    lowerBound: formatNumber(state?.lowerBound),
    gap: formatGap(state?.gap),
    neurons: state ? formatCount(state.neurons) : formatNumber(null),
    score: outcome ? formatScore(outcome.score) : formatNumber(null),
    seconds: formatSeconds(state?.seconds),
  };
}

/** @param {Outcome['score']} score */
function formatScore({ kind, value }) {
  return kind === 'accuracy' ? formatPercent(value) : withMinus(formatNumber(value));
}
