/**
 * The path: the optimum for one β after the other, computed once. The marker is drawn along it, and
 * the network on the canvas follows.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {Awaited<ReturnType<typeof trainPath>>['results'][number]} Result
 * @typedef {{ key: string, betas: number[], results: Result[], errors: number[] | null }} Path
 *   key: of the problem it belongs to; errors: share of the test points that are on the wrong side, or
 *   of their variance that is not explained
 */

import { trainPath } from 'convexrelu/worker';
import { betasFor, nearestIndex } from '../training/betas.js';
import { write } from '../interface/make.js';
import { changed } from '../app.js';
import { createPathView } from './path-view.js';
import { path as words } from '../strings-tabs.js';
import { scoreOf } from '../training/scores.js';
import { programOf } from '../state/program.js';
import { toMatrices } from '../data/points.js';

const SECONDS_EACH = 4;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function install(app, element) {
  const view = createPathView(element);
  /** @type {Path | null} */
  let path = null;
  /** @type {{ key: string, controller: AbortController } | null} */
  let running = null;

  /** What a path depends on: everything but β. @param {Now} now */
  const keyOf = ({ state, scene }) =>
    JSON.stringify([{ ...state.values, beta: 0 }, scene.train, scene.test, scene.task]);

  /** @param {Now} now @param {string} key */
  async function compute(now, key) {
    running?.controller.abort();
    const controller = new AbortController();
    running = { key, controller };
    try {
      const tell = (/** @type {number} */ done, /** @type {number} */ count) =>
        write(view.status, words.progress(done, count));
      path = { key, ...(await computePath(now, controller.signal, tell)) };
      const { results } = path;
      write(view.status, words.done(results.filter(({ report }) => report.neurons > 0).length));
      view.fill(path);
      draw(app.now);
    } catch (error) {
      if (!controller.signal.aborted) write(view.status, String(Object(error).message));
    }
    if (running?.controller === controller) running = null;
  }

  /** @param {Now} now */
  function follow(now) {
    if (now.tab !== 'path' || now.scene.points.length === 0) return;
    const key = keyOf(now);
    if (path?.key !== key) {
      if (running?.key === key || now.run.phase !== 'finished') return;
      compute(now, key);
    }
  }

  /** @param {Now} now */
  function draw(now) {
    view.draw(path?.key === keyOf(now) ? path : null, now);
  }

  /** @param {number} index @param {boolean} live */
  function goTo(index, live) {
    if (!path || path.key !== keyOf(app.now)) return;
    const { state } = app.now;
    const values = { ...state.values, beta: path.betas[index] };
    app.setState({ ...state, values }, { live, known: path.results[index] });
  }

  view.onMove((beta, live) => {
    if (path) goTo(nearestIndex(path.betas, beta), live);
  });
  view.onStep((index, live) => goTo(index, live));
  app.subscribe((now, before) => {
    if (changed(now, before, 'state', 'scene', 'run', 'tab')) follow(now);
    if (now.tab === 'path' && changed(now, before, 'state', 'theme', 'tab')) draw(now);
  });
}

/**
 * @param {Now} now
 * @param {AbortSignal} signal
 * @param {(done: number, count: number) => void} tell
 * @returns {Promise<Omit<Path, 'key'>>}
 */
async function computePath({ state, scene, outcome }, signal, tell) {
  const { X, Y } = toMatrices(scene.train, scene.task, scene.classes);
  const betas = betasFor(outcome?.result.report.betaMax ?? 1);
  const { results } = await trainPath(X, Y, {
    ...{ ...programOf(state.values, scene.task), beta: undefined, timeLimit: SECONDS_EACH },
    ...{ betas, signal, onProgress: ({ index }) => tell(index + 1, betas.length) },
  });
  return { betas, results, errors: errorsOf(results, scene) };
}

/**
 * @param {Result[]} results
 * @param {Now['scene']} scene
 */
function errorsOf(results, { test, task, classes }) {
  if (test.length === 0) return null;
  const { X, y } = toMatrices(test, task, classes);
  return results.map(({ network }) => {
    const { value } = scoreOf(task, y, network.predict(X).data, test.length);
    return Math.min(1, Math.max(0, 1 - value));
  });
}
