/**
 * The path: the optimum for one β after the other, computed once. The marker is drawn along it, and
 * the network on the canvas follows.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {Awaited<ReturnType<typeof trainPath>>['results'][number]} Result
 * @typedef {{ key: string, betas: number[], results: Result[], errors: number[] | null }} Path
 *   key: of the problem it belongs to; errors: share of the test points that are on the wrong side
 */

import { trainPath } from 'convexrelu/worker';
import { make, write } from '../interface/make.js';
import { changed } from '../app.js';
import { createPlot } from '../views/plot.js';
import { followNeurons } from '../training/tracks.js';
import { formatNumber, formatPercent, formatSetting } from '../format.js';
import { path as words } from '../strings.js';
import { programOf } from '../state/program.js';
import { toMatrices } from '../data/points.js';

const COUNT = 36;
/** The smallest β of a path is this much smaller than the largest. */
const RATIO = 1e-4;
const SECONDS_EACH = 4;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function install(app, element) {
  const view = createView(element);
  /** @type {Path | null} */
  let path = null;
  /** @type {{ key: string, controller: AbortController } | null} */
  let running = null;

  /** What a path depends on: everything but β. @param {Now} now */
  const keyOf = ({ state, scene }) =>
    JSON.stringify([{ ...state.values, beta: 0 }, scene.points, scene.test ?? []]);

  /** @param {Now} now @param {string} key */
  async function compute({ state, scene, outcome }, key) {
    running?.controller.abort();
    const controller = new AbortController();
    running = { key, controller };
    const { X, y } = toMatrices(scene.points);
    const betas = betasFor(outcome?.result.report.betaMax ?? 1);
    const options = { ...programOf(state.values), beta: undefined, timeLimit: SECONDS_EACH };
    try {
      const { results } = await trainPath(X, y, {
        ...options,
        betas,
        signal: controller.signal,
        onProgress: ({ index }) => write(view.status, words.progress(index + 1, betas.length)),
      });
      path = { key, betas, results, errors: errorsOf(results, scene.test ?? []) };
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
 * From βmax down, rounded as the setting is, so that links lead to the same places.
 *
 * @param {number} betaMax
 */
function betasFor(betaMax) {
  const first = Math.min(1, betaMax > 0 && betaMax < Infinity ? betaMax * 1.005 : 1);
  const last = Math.max(1e-6, first * RATIO);
  const betas = Array.from({ length: COUNT }, (_, k) =>
    Number((first * (last / first) ** (k / (COUNT - 1))).toPrecision(3)),
  );
  return [...new Set(betas)];
}

/** @param {number[]} betas @param {number} beta */
function nearestIndex(betas, beta) {
  const distance = (/** @type {number} */ other) => Math.abs(Math.log(other / beta));
  return betas.reduce((best, other, k) => (distance(other) < distance(betas[best]) ? k : best), 0);
}

/**
 * @param {Result[]} results
 * @param {import('../data/points.js').Point[]} test
 */
function errorsOf(results, test) {
  if (test.length === 0) return null;
  const { X, y } = toMatrices(test);
  return results.map(({ network }) => {
    const { data } = network.predict(X);
    return y.reduce((wrong, label, i) => wrong + Number(label * data[i] <= 0), 0) / y.length;
  });
}

/** @param {HTMLElement} element */
function createView(element) {
  const status = make('p', { role: 'status', class: 'tab-status' }, words.waiting);
  const canvas = make('canvas', { class: 'plot', id: 'path-plot', role: 'img' });
  canvas.setAttribute('aria-label', words.label);
  const slider = make('input', { type: 'range', min: '0', step: '1', 'aria-label': words.slider });
  const body = make('tbody');
  const table = make(
    'table',
    {},
    make(
      'thead',
      {},
      make('tr', {}, ...words.columns.map((text) => make('th', { scope: 'col' }, text))),
    ),
    body,
  );
  element.append(
    make('p', { class: 'lead' }, words.lead),
    status,
    canvas,
    make('div', { class: 'scrub' }, slider),
    make('details', {}, make('summary', {}, words.table), table),
  );
  const plot = createPlot(canvas);

  return {
    status,
    /** @param {(beta: number, live: boolean) => void} listener */
    onMove(listener) {
      const tell = (/** @type {PointerEvent} */ event, /** @type {boolean} */ live) => {
        const beta = plot.valueAt(event);
        if (beta !== null) listener(beta, live);
      };
      canvas.addEventListener('pointerdown', (event) => {
        canvas.setPointerCapture(event.pointerId);
        tell(event, true);
      });
      canvas.addEventListener('pointermove', (event) => {
        if (canvas.hasPointerCapture(event.pointerId)) tell(event, true);
      });
      canvas.addEventListener('pointerup', (event) => tell(event, false));
    },
    /** @param {(index: number, live: boolean) => void} listener */
    onStep(listener) {
      // To the right β grows, as on the plot, and the path's indices fall.
      const index = () => Number(slider.max) - slider.valueAsNumber;
      slider.addEventListener('input', () => listener(index(), true));
      slider.addEventListener('change', () => listener(index(), false));
    },
    /** @param {Path} path */
    fill({ betas, results, errors }) {
      slider.max = String(betas.length - 1);
      body.replaceChildren(
        ...results.map(({ report }, k) => {
          const cells = [
            ...[formatSetting(betas[k]), String(report.neurons), formatNumber(report.objective)],
            errors ? formatPercent(errors[k]) : '–',
          ];
          return make('tr', {}, ...cells.map((text) => make('td', {}, text)));
        }),
      );
    },
    /** @param {Path | null} path @param {Now} now */
    draw(path, { state, theme }) {
      const beta = Number(state.values.beta);
      slider.disabled = path === null;
      const betas = path?.betas ?? [1e-4, 1];
      const at = nearestIndex(betas, beta);
      slider.value = String(betas.length - 1 - at);
      slider.setAttribute(
        'aria-valuetext',
        words.place(formatSetting(beta), path?.results[at].report.neurons ?? null),
      );
      slider.style.setProperty('--share', String((betas.length - 1 - at) / (betas.length - 1)));
      const tracks = path ? followNeurons(path.results.map(({ network }) => network)) : [];
      const tallest = Math.max(1e-9, ...tracks.flatMap(({ strengths }) => strengths));
      plot.draw({
        theme,
        x: {
          min: Math.min(...betas),
          max: Math.max(...betas),
          log: true,
          label: words.axis,
          format: formatSetting,
        },
        y: {
          min: 0,
          max: 1.05 * tallest,
          log: false,
          label: words.strength,
          format: (value) => formatNumber(value, 2),
        },
        lines: [
          ...tracks.map(({ steps, strengths, sign }) => ({
            xs: steps.map((k) => betas[k]),
            ys: strengths,
            colour: sign < 0 ? theme.negative : theme.positive,
          })),
          ...(path?.errors
            ? [
                {
                  xs: betas,
                  ys: path.errors.map((error) => error * tallest),
                  colour: theme.ink,
                  dash: [5, 4],
                },
              ]
            : []),
        ],
        names: path?.errors
          ? [{ text: words.testError(formatPercent(path.errors[at])), colour: theme.ink }]
          : [],
        marker: path ? Math.max(Math.min(...betas), Math.min(Math.max(...betas), beta)) : null,
        waiting: words.waiting,
      });
    },
  };
}
