/**
 * The race: gradient descent from many starts against the certified optimum, on the same objective.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('../training/race.js').Runner} Run
 * @typedef {ReturnType<typeof createRaceView>} View
 */

import { certify, descendMany } from 'convexrelu/worker';
import { changed } from '../app.js';
import { createRaceView } from './race-view.js';
import { excess, optimizers, race } from '../training/race.js';
import { formatNumber, formatPercent } from '../format.js';
import { programOf } from '../state/program.js';
import { race as words } from '../strings-tabs.js';

const CERTIFY_SECONDS = 20;
/** Milliseconds between two pictures of a run under way: drawing would take its time. */
const PAUSE = 120;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function install(app, element) {
  const tab = new RaceTab(app, createRaceView(element));
  app.onState(() => tab.reset());
  app.subscribe((now, before) => {
    if (changed(now, before, 'theme', 'tab') && now.tab === 'race') tab.draw();
    if (before?.compared && !now.compared) tab.letGo();
  });
}

class RaceTab {
  #app;
  /** @type {View} */
  #view;
  /** @type {Run[]} */
  #runs = [];
  /** The problem that was raced on. @type {Now['outcome']} */
  #outcome = null;
  /** @type {AbortController | null} */
  #controller = null;
  /** The run whose network is on the canvas. @type {Run | null} */
  #chosen = null;
  /** @type {import('../training/race.js').Underway | null} */
  #underway = null;
  #drawn = 0;

  /** @param {App} app @param {View} view */
  constructor(app, view) {
    this.#app = app;
    this.#view = view;
    view.listen({
      onStart: () => (this.#controller ? this.#halt() : this.#start()),
      onShow: (run) => this.#show(run),
      onAsk: () => this.#ask(),
    });
  }

  draw() {
    this.#view.draw(this.#data());
  }

  #data() {
    const optimum = this.#outcome?.result.report ?? null;
    const { theme } = this.#app.now;
    return { runs: this.#runs, underway: this.#underway, chosen: this.#chosen, optimum, theme };
  }

  #follow() {
    if (performance.now() < this.#drawn + PAUSE || this.#app.now.tab !== 'race') return;
    this.#view.drawCurves(this.#data());
    this.#drawn = performance.now();
  }

  /** The problem is another one. */
  reset() {
    this.#stop();
    this.#runs = [];
    this.#outcome = null;
    this.#chosen = null;
    this.#view.offer(null);
    this.#view.say(words.ready);
    this.draw();
  }

  /** The optimum is on the canvas again. */
  letGo() {
    if (!this.#chosen) return;
    this.#chosen = null;
    this.#view.offer(null);
    this.draw();
  }

  #stop() {
    this.#controller?.abort();
    this.#controller = null;
    this.#underway = null;
    this.#view.setRunning(false);
  }

  /** Asked to stop: what has ended stays. */
  #halt() {
    this.#stop();
    this.#view.say(this.#runs.length > 0 ? words.verdict(this.#runs.length) : words.ready);
    this.draw();
  }

  async #start() {
    const { outcome } = this.#app.now;
    if (!outcome) return;
    const why = refusal(outcome);
    if (why) {
      this.#view.say(why);
      return;
    }
    this.reset();
    this.#outcome = outcome;
    const controller = new AbortController();
    this.#controller = controller;
    this.#view.setRunning(true);
    try {
      await this.#race(outcome, controller.signal);
      this.#view.say(words.verdict(this.#runs.length));
    } catch (error) {
      if (!controller.signal.aborted) this.#view.say(String(Object(error).message));
    }
    if (this.#controller === controller) this.#stop();
  }

  /** @param {NonNullable<Now['outcome']>} outcome @param {AbortSignal} signal */
  async #race({ data, result: { report } }, signal) {
    const { loss, bias } = report.options;
    const problem = { loss, beta: report.beta, bias };
    const settings = { ...this.#view.settings(), ...problem };
    const total = optimizers.length * settings.seeds;
    this.#view.say(words.progress(0, total));
    await race(descendMany, data, settings, {
      signal,
      onStep: (run) => {
        this.#underway = run;
        this.#follow();
      },
      onRun: (run) => {
        this.#underway = null;
        this.#runs.push(run);
        this.#view.say(words.progress(this.#runs.length, total));
        this.draw();
      },
    });
  }

  /** @param {Run} run */
  #show(run) {
    if (!this.#outcome) return;
    this.#chosen = run;
    const share = formatPercent(excess(run, this.#outcome.result.report.objective));
    const title = words.title(words.optimizers[run.optimizer], run.seed, share);
    this.#app.set({ compared: { network: run.network, title }, highlight: null });
    this.#view.offer(words.question);
    this.draw();
  }

  async #ask() {
    const run = this.#chosen;
    const outcome = this.#outcome;
    if (!run || !outcome) return;
    this.#view.offer(words.asking);
    const text = await answerOf(run, outcome, this.#app.now);
    const isStill = this.#chosen === run && this.#outcome === outcome;
    if (isStill) this.#view.offer(words.question, text);
  }
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
