/**
 * What the race shows: its settings, curves, strip plot, verdicts and the table of runs.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('../training/race.js').Runner} Run
 * @typedef {import('../training/race.js').Optimizer} Optimizer
 * @typedef {import('../training/race.js').Underway} Underway
 * @typedef {{ runs: Run[], underway: Underway | null, chosen: Run | null, theme: Theme,
 *   optimum: { objective: number, seconds: number } | null }} RaceData
 *   underway: the run that has not ended yet
 * @typedef {ReturnType<typeof createPlot>} Plot
 * @typedef {{ onStart: () => void, onShow: (run: Run) => void, onAsk: () => void }} Listener
 */

import { createPlot } from '../views/plot.js';
import { createStrip } from '../views/strip.js';
import { excess, optimizers, within } from '../training/race.js';
import { formatNumber, formatPercent, formatSeconds, formatSetting } from '../format.js';
import { make, write } from '../interface/make.js';
import { race as words } from '../strings-tabs.js';

/** Rates at which each does well on the data sets of the page without diverging. */
const RATES = { adam: 0.01, momentum: 0.03, gd: 0.03 };
const NEAR = 0.01;

/** @param {HTMLElement} element */
export function createRaceView(element) {
  const parts = build(element);
  const { status, button, question, answer, offer, body } = parts;
  const plot = createPlot(parts.curves);
  const strip = createStrip(parts.dots);
  /** Runs of each optimizer, as the strip shows them. @type {Run[][]} */
  let rows = [];
  /** @type {Listener | null} */
  let listener = null;

  button.addEventListener('click', () => listener?.onStart());
  question.addEventListener('click', () => listener?.onAsk());
  parts.dots.addEventListener('click', (event) => {
    const hit = strip.hit(event);
    if (hit) listener?.onShow(rows[hit.row][hit.index]);
  });

  /** @param {RaceData} data */
  function draw(data) {
    const { runs, chosen, theme, optimum } = data;
    rows = optimizers.map((name) => runs.filter(({ optimizer }) => optimizer === name));
    const colours = coloursOf(theme);
    const best = optimum?.objective ?? 0;
    drawCurves(plot, data);
    const [row, index] = find(rows, chosen);
    strip.draw({
      theme,
      words: words.strip,
      format: formatPercent,
      chosen: row < 0 ? null : { row, index },
      rows: optimizers.map((name, k) => ({
        name: words.optimizers[name],
        colour: colours[name],
        values: optimum ? rows[k].map((run) => excess(run, best)) : [],
      })),
    });
    parts.verdicts.replaceChildren(...verdictsOf(rows, best));
    if (body.children.length > runs.length) body.replaceChildren();
    for (const run of runs.slice(body.children.length)) {
      body.append(rowOf(run, best, () => listener?.onShow(run)));
    }
  }

  return {
    draw,
    /** Only the curves, as often as they grow. @param {RaceData} data */
    drawCurves: (data) => drawCurves(plot, data),
    settings: parts.fields.read,
    /** @param {Listener} next */
    listen: (next) => (listener = next),
    /** @param {string} sentence */
    say: (sentence) => write(status, sentence),
    /** @param {boolean} running */
    setRunning: (running) => write(button, running ? words.stop : words.start),
    /** @param {string | null} text @param {string} [reply] */
    offer(text, reply = '') {
      offer.hidden = text === null;
      write(question, text ?? '');
      question.disabled = text === words.asking;
      write(answer, reply);
    },
  };
}

/** @param {HTMLElement} element */
function build(element) {
  const fields = createFields();
  const status = make('p', { role: 'status', class: 'tab-status' }, words.ready);
  const button = make('button', { type: 'button', id: 'race-start' }, words.start);
  const curves = make('canvas', { class: 'plot', id: 'race-plot', role: 'img' });
  curves.setAttribute('aria-label', words.curvesLabel);
  const dots = make('canvas', { class: 'strip', id: 'race-strip', role: 'img' });
  dots.setAttribute('aria-label', words.stripLabel);
  const verdicts = make('ul', { class: 'verdicts', id: 'race-verdicts' });
  const question = make('button', { type: 'button', id: 'race-ask' });
  const answer = make('p', { role: 'status', id: 'race-answer' });
  const offer = make('div', { class: 'offer' }, question, answer);
  offer.hidden = true;
  const body = make('tbody');
  const heads = words.columns.map((text) => make('th', { scope: 'col' }, text));
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...heads)), body);
  element.append(
    make('p', { class: 'lead' }, words.lead),
    make('div', { class: 'fields' }, ...fields.elements, button),
    status,
    curves,
    verdicts,
    dots,
    offer,
    make('details', {}, make('summary', {}, words.table), make('div', { class: 'scroll' }, table)),
  );
  return { fields, status, button, curves, dots, verdicts, question, answer, offer, body };
}

/** @param {Run[][]} rows @param {number} best */
function verdictsOf(rows, best) {
  return optimizers.flatMap((name, k) => {
    if (rows[k].length === 0) return [];
    const count = within(rows[k], best, NEAR);
    return [make('li', {}, words.count(words.optimizers[name], count, rows[k].length))];
  });
}

/** @param {Run} run @param {number} best @param {() => void} onShow */
function rowOf(run, best, onShow) {
  const show = make('button', { type: 'button' }, words.show);
  show.setAttribute('aria-label', words.showLabel(words.optimizers[run.optimizer], run.seed));
  show.addEventListener('click', onShow);
  const share = excess(run, best);
  const cells = [
    ...[words.optimizers[run.optimizer], String(run.seed), formatNumber(run.final)],
    share === Infinity ? words.strip.diverged : `+${formatPercent(share)}`,
    formatSeconds(run.seconds[run.seconds.length - 1]),
  ];
  return make('tr', {}, ...cells.map((text) => make('td', {}, text)), make('td', {}, show));
}

/** @param {Theme} theme @returns {Record<Optimizer, string>} */
const coloursOf = (theme) => ({ adam: theme.positive, momentum: theme.negative, gd: theme.muted });

/** @param {Run[][]} rows @param {Run | null} run */
function find(rows, run) {
  const row = rows.findIndex((list) => run !== null && list.includes(run));
  return [row, row < 0 || !run ? -1 : rows[row].indexOf(run)];
}

/**
 * @param {Plot} target
 * @param {RaceData} data
 */
function drawCurves(target, { runs, underway, chosen, theme, optimum }) {
  const colours = coloursOf(theme);
  const best = optimum?.objective ?? 1;
  const curves = underway ? [...runs, underway] : runs;
  const finite = curves.flatMap(({ objective }) => objective).filter(Number.isFinite);
  const ends = curves.map(({ seconds }) => seconds[seconds.length - 1] ?? 0);
  const longest = Math.max(0.01, ...ends);
  const highest = finite.reduce((most, value) => Math.max(most, value), best);
  target.draw({
    theme,
    x: { min: longest / 1e3, max: longest, log: true, label: words.time, format: formatSeconds },
    y: {
      ...{ min: best * 0.6, max: Math.max(best * 4, Math.min(highest, best * 1e4)) },
      ...{ log: true, label: words.objective, format: formatSetting },
    },
    lines: curves.map((run) => ({
      ...{ xs: run.seconds.slice(1), ys: run.objective.slice(1), colour: colours[run.optimizer] },
      width: run === chosen ? 3 : run === underway ? 2 : 1.25,
      alpha: run === underway ? 1 : chosen && run !== chosen ? 0.2 : 0.6,
    })),
    names: optimizers.map((name) => ({ text: words.optimizers[name], colour: colours[name] })),
    rules: optimum
      ? [{ y: best, colour: theme.accent, label: words.rule(formatSeconds(optimum.seconds)) }]
      : [],
    waiting: words.waiting,
  });
}

/** The settings of the race, native controls. */
function createFields() {
  const number = (/** @type {Record<string, string>} */ attributes) =>
    make('input', { type: 'number', ...attributes });
  const seeds = number({ value: '10', min: '1', max: '50', name: 'race-seeds' });
  const width = number({ value: '50', min: '1', max: '500', name: 'race-width' });
  const epochs = number({ value: '2000', min: '1', max: '20000', name: 'race-epochs' });
  const rates = optimizers.map((name) =>
    number({ value: String(RATES[name]), min: '0', step: 'any', name: `race-rate-${name}` }),
  );
  const field = (/** @type {string} */ text, /** @type {HTMLElement} */ input) =>
    make('label', { class: 'field' }, text, input);
  const read = (/** @type {HTMLInputElement} */ input, /** @type {number} */ otherwise) => {
    const value = input.valueAsNumber;
    const valid = input.checkValidity() && value > 0;
    if (!valid) input.value = String(otherwise);
    return valid ? value : otherwise;
  };
  return {
    elements: [
      field(words.seeds, seeds),
      field(words.width, width),
      field(words.epochs, epochs),
      ...optimizers.map((name, k) => field(words.rate(words.optimizers[name]), rates[k])),
    ],
    read: () => ({
      seeds: read(seeds, 10),
      width: read(width, 50),
      epochs: read(epochs, 2000),
      rates: /** @type {Record<Optimizer, number>} */ (
        Object.fromEntries(optimizers.map((name, k) => [name, read(rates[k], RATES[name])]))
      ),
    }),
  };
}
