/**
 * What the path shows: the plot with its marker, a slider that does the same, and a table.
 *
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('./path.js').Path} Path
 * @typedef {import('../views/plot.js').PlotData} PlotData
 */

import { createPlot } from '../views/plot.js';
import { followNeurons } from '../training/tracks.js';
import { formatNumber, formatPercent, formatSetting } from '../format.js';
import { make } from '../interface/make.js';
import { nearestIndex } from '../training/betas.js';
import { path as words } from '../strings-tabs.js';

/** What is drawn before there is a path. */
const NO_BETAS = [1e-4, 1];

/** @param {HTMLElement} element */
export function createPathView(element) {
  const { status, canvas, slider, body } = build(element);
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
    fill(path) {
      slider.max = String(path.betas.length - 1);
      body.replaceChildren(...rowsOf(path));
    },
    /** @param {Path | null} path @param {Now} now */
    draw(path, { state, theme }) {
      const beta = Number(state.values.beta);
      const betas = path?.betas ?? NO_BETAS;
      const at = nearestIndex(betas, beta);
      const place = betas.length - 1 - at;
      const neurons = path?.results[at].report.neurons ?? null;
      slider.disabled = path === null;
      slider.value = String(place);
      slider.setAttribute('aria-valuetext', words.place(formatSetting(beta), neurons));
      slider.style.setProperty('--share', String(place / (betas.length - 1)));
      plot.draw(plotOf(path, beta, theme));
    },
  };
}

/** @param {HTMLElement} element */
function build(element) {
  const status = make('p', { role: 'status', class: 'tab-status' }, words.waiting);
  const canvas = make('canvas', { class: 'plot', id: 'path-plot', role: 'img' });
  canvas.setAttribute('aria-label', words.label);
  const slider = make('input', { type: 'range', min: '0', step: '1', 'aria-label': words.slider });
  const body = make('tbody');
  const heads = words.columns.map((text) => make('th', { scope: 'col' }, text));
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...heads)), body);
  element.append(
    make('p', { class: 'lead' }, words.lead),
    status,
    canvas,
    make('div', { class: 'scrub' }, slider),
    make('details', {}, make('summary', {}, words.table), table),
  );
  return { status, canvas, slider, body };
}

/** @param {Path} path */
function rowsOf({ betas, results, errors }) {
  return results.map(({ report }, k) => {
    const cells = [
      ...[formatSetting(betas[k]), String(report.neurons), formatNumber(report.objective)],
      errors ? formatPercent(errors[k]) : '–',
    ];
    return make('tr', {}, ...cells.map((text) => make('td', {}, text)));
  });
}

/**
 * @param {Path | null} path
 * @param {number} beta
 * @param {Now['theme']} theme
 * @returns {PlotData}
 */
function plotOf(path, beta, theme) {
  const betas = path?.betas ?? NO_BETAS;
  const [min, max] = [Math.min(...betas), Math.max(...betas)];
  const tracks = path ? followNeurons(path.results.map(({ network }) => network)) : [];
  const tallest = Math.max(1e-9, ...tracks.flatMap(({ strengths }) => strengths));
  const lines = tracks.map(({ steps, strengths, sign }) => ({
    ...{ xs: steps.map((k) => betas[k]), ys: strengths },
    colour: sign < 0 ? theme.negative : theme.positive,
  }));
  const errors = path?.errors ?? null;
  // Of the share of errors the top is 100 %.
  const scaled = errors?.map((error) => error * tallest) ?? [];
  const error = formatPercent(errors?.[nearestIndex(betas, beta)]);
  return {
    theme,
    x: { min, max, log: true, label: words.axis, format: formatSetting },
    y: {
      ...{ min: 0, max: 1.05 * tallest, log: false, label: words.strength },
      format: (value) => formatNumber(value, 2),
    },
    lines: errors
      ? [...lines, { xs: betas, ys: scaled, colour: theme.ink, dash: [5, 4], width: 2 }]
      : lines,
    names: errors ? [{ text: words.testError(error), colour: theme.ink }] : [],
    marker: path && Math.max(min, Math.min(max, beta)),
    waiting: words.waiting,
  };
}
