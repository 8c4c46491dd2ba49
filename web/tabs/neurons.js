/**
 * The neurons, a row each, and the function they make. A row that is pointed at or has the focus is
 * lit up on the canvas, and the other way round.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('../views/neurons.js').NetworkData} NetworkData
 */

import { changed, shownNetwork } from '../app.js';
import { formatNumber, withMinus } from '../format.js';
import { make, write } from '../interface/make.js';
import { networkFormula, neuronFormula } from '../interface/formula.js';
import { neurons as words } from '../strings-tabs.js';
import { toMatrices } from '../data/points.js';

/** Milliseconds between two tables while something is dragged. */
const PAUSE = 120;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function install(app, element) {
  const lead = make('p', { class: 'lead' });
  const formula = make('div', { class: 'formula', id: 'formula' });
  formula.tabIndex = 0;
  formula.setAttribute('role', 'group');
  formula.setAttribute('aria-label', words.formula);
  const body = make('tbody');
  const heads = words.columns.map((text) => make('th', { scope: 'col' }, text));
  const table = make('table', {}, make('thead', {}, make('tr', {}, ...heads)), body);
  element.append(lead, formula, make('div', { class: 'scroll' }, table));
  /** @type {NetworkData | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function fill() {
    timer = undefined;
    const { now } = app;
    const network = shownNetwork(now);
    shown = network;
    const order = network ? network.neurons.map(({ index }) => index) : [];
    write(lead, words.lead(order.length));
    const outputs = Array.from({ length: network?.c ?? 0 }, (_, k) => k);
    formula.replaceChildren(
      ...outputs.map((k) => make('p', {}, network ? networkFormula(network, order, k) : '')),
    );
    const active = network ? countActive(network, now) : [];
    body.replaceChildren(
      ...order.map((j, place) => (network ? rowOf(network, j, place, active[j], now) : '')),
    );
    mark(now);
  }

  /** @param {Now} now */
  function mark({ highlight }) {
    for (const row of body.rows) row.classList.toggle('lit', row.dataset.neuron === `${highlight}`);
  }

  const neuronOf = (/** @type {Event} */ event) => {
    const row = /** @type {Element} */ (event.target).closest('tr[data-neuron]');
    return row instanceof HTMLElement ? Number(row.dataset.neuron) : null;
  };
  for (const type of ['pointerover', 'focusin']) {
    body.addEventListener(type, (event) => app.set({ highlight: neuronOf(event) }));
  }
  for (const type of ['pointerleave', 'focusout']) {
    body.addEventListener(type, () => app.set({ highlight: null }));
  }
  app.subscribe((now, before) => {
    if (now.tab !== 'neurons') return;
    if (shownNetwork(now) !== shown || changed(now, before, 'tab')) {
      timer ??= setTimeout(fill, PAUSE);
    } else if (changed(now, before, 'highlight')) {
      mark(now);
    }
  });
}

/**
 * On how many of the points each neuron is active.
 *
 * @param {NetworkData} network
 * @param {Now} now
 */
function countActive({ m, d, W1, b1, gates }, { scene }) {
  const { X } = toMatrices(scene.train, scene.task, scene.classes);
  const columns = gates ? gates.length / m : 0;
  return Array.from({ length: m }, (_, j) => {
    const weights = gates
      ? gates.subarray(columns * j, columns * j + d)
      : W1.subarray(d * j, d * (j + 1));
    const offset = gates ? (columns > d ? gates[columns * j + d] : 0) : b1[j];
    let count = 0;
    for (let i = 0; i < X.shape[0]; ++i) {
      let sum = offset;
      for (let k = 0; k < d; ++k) sum += weights[k] * X.data[d * i + k];
      if (sum > 0) count += 1;
    }
    return count;
  });
}

/**
 * @param {NetworkData} network
 * @param {number} j
 * @param {number} place in the table
 * @param {number} active
 * @param {Now} now
 */
function rowOf(network, j, place, active, { scene }) {
  const { m, c, d, W1, b1, W2 } = network;
  const { inside, gate } = neuronFormula(network, j);
  const outputs = Array.from({ length: c }, (_, k) => W2[k * m + j]);
  const strength = Math.hypot(...W1.subarray(d * j, d * (j + 1)), b1[j]) * Math.hypot(...outputs);
  const name = make('button', { type: 'button', class: 'quiet' }, String(place + 1));
  name.setAttribute('aria-label', words.name(place + 1));
  const cells = [
    gate === null ? `${inside}` : words.gated(inside, gate),
    outputs.map((value) => withMinus(formatNumber(value))).join(', '),
    formatNumber(strength),
    words.active(active, scene.train.length),
  ];
  const row = make(
    'tr',
    {},
    make('th', { scope: 'row' }, name),
    ...cells.map((text) => make('td', {}, text)),
  );
  row.dataset.neuron = String(j);
  return row;
}
