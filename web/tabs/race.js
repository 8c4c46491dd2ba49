/**
 * The race: gradient descent from many starts against the certified optimum, on the same objective.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('../training/race.js').Runner} Run
 * @typedef {import('../training/race.js').Optimizer} Optimizer
 */

import { certify, descend } from 'convexrelu/worker';
import { changed } from '../app.js';
import { createRaceView } from './race-view.js';
import { excess, optimizers, race } from '../training/race.js';
import { formatNumber, formatPercent } from '../format.js';
import { programOf } from '../state/program.js';
import { race as words } from '../strings-tabs.js';

const CERTIFY_SECONDS = 20;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function install(app, element) {
  const view = createRaceView(element);
  /** @type {Run[]} */
  let runs = [];
  /** The problem that was raced on. @type {Now['outcome']} */
  let outcome = null;
  /** @type {AbortController | null} */
  let controller = null;
  /** @type {Run | null} */
  let chosen = null;

  function draw() {
    view.draw({ runs, chosen, optimum: outcome?.result.report ?? null, theme: app.now.theme });
  }

  function stop() {
    controller?.abort();
    controller = null;
    view.setRunning(false);
  }

  async function start() {
    stop();
    outcome = app.now.outcome;
    if (!outcome) return;
    const why = refusal(outcome);
    if (why) {
      view.say(why);
      return;
    }
    runs = [];
    chosen = null;
    const own = new AbortController();
    controller = own;
    view.setRunning(true);
    const { report } = outcome.result;
    const settings = { ...view.settings(), loss: String(report.options.loss), beta: report.beta };
    const total = optimizers.length * settings.seeds;
    try {
      await race(descend, outcome.data, settings, {
        signal: own.signal,
        onRun(run) {
          runs.push(run);
          view.say(words.progress(runs.length, total));
          draw();
        },
      });
      view.say(words.verdict(runs.length));
    } catch (error) {
      if (!own.signal.aborted) view.say(String(Object(error).message));
    }
    if (controller === own) stop();
  }

  /** @param {Run} run */
  function show(run) {
    if (!outcome) return;
    chosen = run;
    const share = formatPercent(excess(run, outcome.result.report.objective));
    const title = words.title(words.optimizers[run.optimizer], run.seed, share);
    app.set({ compared: { network: run.network, title }, highlight: null });
    view.offer(words.question);
    draw();
  }

  async function ask() {
    const run = chosen;
    const asked = outcome;
    if (!run || !asked) return;
    view.offer(words.asking);
    const text = await answerOf(run, asked, app.now);
    if (chosen === run && outcome === asked) view.offer(words.question, text);
  }

  function reset() {
    stop();
    [runs, chosen, outcome] = [[], null, null];
    view.offer(null);
    view.say(words.ready);
    draw();
  }

  view.listen({ onStart: () => (controller ? stop() : start()), onShow: show, onAsk: ask });
  app.onState(reset);
  app.subscribe((now, before) => {
    if (changed(now, before, 'theme', 'tab') && now.tab === 'race') draw();
    if (before?.compared && !now.compared && chosen) {
      chosen = null;
      view.offer(null);
      draw();
    }
  });
}

/**
 * Why there can be no race, an empty text where there can.
 *
 * @param {NonNullable<Now['outcome']>} outcome
 */
function refusal({ result: { network } }) {
  if (network.c > 1) return words.oneOutput;
  return network.formulation === 'relu' ? '' : words.reluOnly;
}

/**
 * How far a run's network is from the optimum at most, in words.
 *
 * @param {Run} run
 * @param {NonNullable<Now['outcome']>} outcome
 * @param {Now} now
 */
async function answerOf({ network }, { data }, { state, scene }) {
  try {
    const { objective, lowerBound, relativeGap, scope } = await certify(data.X, data.Y, network, {
      ...programOf(state.values, scene.task),
      timeLimit: CERTIFY_SECONDS,
    });
    const [cost, bound] = [objective, lowerBound].map((value) => formatNumber(value));
    return words.answer(cost, bound, formatPercent(relativeGap), scope);
  } catch (error) {
    return String(Object(error).message);
  }
}
