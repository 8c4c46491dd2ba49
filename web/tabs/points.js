/**
 * The points as a table that can be edited: a page of rows at a time, with what the network predicts.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('../data/points.js').Point} Point
 */

import { MAX_POINTS, toMatrices, without } from '../data/points.js';
import { changed, shownNetwork } from '../app.js';
import { classNameOf, labelsOf } from '../interface/class-names.js';
import { pointsTable as words } from '../strings-tools.js';
import { formatNumber, withMinus } from '../format.js';
import { make, write } from '../interface/make.js';
import { withPoints } from '../state/scene.js';

const ROWS = 25;

/**
 * @param {App} app
 * @param {HTMLElement} element
 */
export function install(app, element) {
  const body = make('tbody');
  const head = make('tr');
  const table = make(
    'table',
    { class: 'points-table' },
    make('caption', {}, words.caption),
    make('thead', {}, head),
    body,
  );
  const previous = make('button', { type: 'button' }, words.previous);
  const next = make('button', { type: 'button' }, words.next);
  const add = make('button', { type: 'button' }, words.add);
  const range = make('span');
  element.append(table, make('div', { class: 'pager' }, previous, next, range, add));
  let first = 0;

  /** @param {(points: Point[]) => Point[]} change */
  const edit = (change) => app.setState(withPoints(app.now.state, change));

  const turn = (/** @type {number} */ by) => {
    first += by;
    show(app.now);
  };
  previous.addEventListener('click', () => turn(-ROWS));
  next.addEventListener('click', () => turn(ROWS));
  add.addEventListener('click', () => {
    const { points, task } = app.now.scene;
    if (points.length >= MAX_POINTS) return;
    edit((all) => [...all, { x: 0, y: 0, label: task === 'many' ? 0 : 1 }]);
    first = Math.floor(points.length / ROWS) * ROWS;
    show(app.now);
    /** @type {HTMLElement | null} */ (body.querySelector('tr:last-child input'))?.focus();
  });
  body.addEventListener('change', (event) => change(event, app, edit));
  body.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button');
    if (!button) return;
    edit((all) => without(all, Number(button.dataset.point)));
    add.focus();
  });

  /** @param {Now} now */
  function show(now) {
    const { points } = now.scene;
    first = Math.max(0, Math.min(first, Math.floor((points.length - 1) / ROWS) * ROWS));
    const last = Math.min(points.length, first + ROWS);
    const typing = body.contains(document.activeElement) ? document.activeElement : null;
    const at = typing?.getAttribute('data-cell');
    head.replaceChildren(...columnsOf(now).map((name) => make('th', { scope: 'col' }, name)));
    body.replaceChildren(...rowsOf(now, first, last));
    if (at) /** @type {HTMLElement | null} */ (body.querySelector(`[data-cell="${at}"]`))?.focus();
    write(range, points.length ? words.range(first + 1, last, points.length) : words.none);
    previous.disabled = first === 0;
    next.disabled = last >= points.length;
  }

  app.subscribe((now, before) => {
    if (now.tab !== 'points') return;
    if (changed(now, before, 'scene', 'outcome', 'compared', 'tab')) show(now);
  });
}

/**
 * Takes what was typed into a cell, where it is a number.
 *
 * @param {Event} event
 * @param {App} app
 * @param {(change: (points: Point[]) => Point[]) => void} edit
 */
function change(event, app, edit) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  const [key, index] = (field.dataset.cell ?? '').split(' ');
  const { radius, points } = app.now.scene;
  const point = points[Number(index)];
  // A row of points that are gone is still there until the next frame.
  if (!point) return;
  const value = field.value.trim() === '' ? NaN : Number(field.value);
  if (!Number.isFinite(value)) {
    app.say(words.notNumber);
    field.value = shortened(point, key);
    return;
  }
  const limit = key === 'label' ? Infinity : radius;
  const inside = Math.max(-limit, Math.min(limit, value));
  edit((all) => all.map((it, i) => (i === Number(index) ? { ...it, [key]: inside } : it)));
}

/** @param {Now} now */
function columnsOf({ scene: { task } }) {
  const { number, x, y, label, value, prediction } = words.columns;
  /** @type {Record<string, string[]>} */
  const middle = { line: [], surface: [value], classes: [label], many: [label] };
  return [number, x, y, ...middle[task], prediction, words.remove];
}

/** @param {Now} now @param {number} first @param {number} last */
function rowsOf(now, first, last) {
  const { task, classes, points } = now.scene;
  const shown = points.slice(first, last);
  const network = shownNetwork(now);
  const { X } = toMatrices(shown, task, classes);
  const fits = network && shown.length > 0 && network.d === X.shape[1];
  const predicted = fits ? network.predict(X).data : [];
  const c = network?.c ?? 1;
  return shown.map((point, i) => {
    const index = first + i;
    const cells = ['x', 'y'].map((key) => numberCell(key, index, point));
    if (task === 'surface') cells.push(numberCell('label', index, point));
    if (task === 'classes' || task === 'many') cells.push(classCell(index, point, now.scene));
    const outputs = Array.from(predicted.slice(c * i, c * i + c), (v) =>
      withMinus(formatNumber(v)),
    );
    const remove = make(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': words.removeRow(index + 1) },
      words.remove,
    );
    remove.dataset.point = String(index);
    return make(
      'tr',
      {},
      make('td', {}, String(index + 1)),
      ...cells.map((cell) => make('td', {}, cell)),
      make('td', {}, outputs.join(', ') || '–'),
      make('td', {}, remove),
    );
  });
}

/** @param {Point} point @param {string} key x, y or label */
const shortened = (point, key) =>
  String(Number(point[/** @type {keyof Point} */ (key)].toPrecision(5)));

/**
 * @param {string} key x, y or label
 * @param {number} index
 * @param {Point} point
 * @returns {HTMLElement}
 */
function numberCell(key, index, point) {
  const label = words.cell(key === 'label' ? words.columns.value : key, index + 1);
  return make('input', {
    ...{ type: 'text', inputmode: 'decimal', 'aria-label': label, 'data-cell': `${key} ${index}` },
    value: shortened(point, key),
  });
}

/**
 * @param {number} index
 * @param {Point} point
 * @param {Now['scene']} scene
 * @returns {HTMLElement}
 */
function classCell(index, { label }, scene) {
  const options = labelsOf(scene).map((value) =>
    make('option', { value: String(value) }, classNameOf(scene, value)),
  );
  const select = make(
    'select',
    { 'aria-label': words.cell(words.columns.label, index + 1), 'data-cell': `label ${index}` },
    ...options,
  );
  select.value = String(label);
  return select;
}
