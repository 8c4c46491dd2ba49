/**
 * One's own table: read, its columns chosen, its points taken.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../data/csv.js').Sheet} Sheet
 * @typedef {import('../data/csv.js').Choice} Choice
 * @typedef {import('../state/hash.js').Drawing} Drawing
 */

import { Unusable, isTarget, readTable, suggest, toPoints, toSheet } from '../data/csv.js';
import { breathe } from '../slices.js';
import { importing as words } from '../strings-tools.js';
import { make, write } from './make.js';
import { radiusFor, toDrawing } from '../state/scene.js';

/** Half the side of the smallest square; the largest that a link can name. */
const RADIUS = { smallest: 1e-6, standardized: 2.9, largest: 1e9 };

/** @param {App} app */
export function createImportDialog(app) {
  const parts = createParts();
  const { dialog, file, text, target, features, standardize, found, problem, use } = parts;
  /** @type {Sheet | null} */
  let sheet = null;
  /** What the choice amounts to. @type {Drawing | null} */
  let drawing = null;
  const read = createReader(parts, (next) => {
    sheet = next;
    show();
  });
  document.body.append(dialog);

  /** @returns {Choice} */
  const chosen = () => ({
    target: target.value,
    features: features.map((menu) => menu.value).filter((name) => name !== ''),
    standardize: standardize.checked,
  });

  /** What the choice amounts to, or why it cannot be used. */
  function show() {
    const shown = sheet;
    parts.choices.hidden = shown === null;
    drawing = shown && attempt(problem, () => drawingOf(shown, chosen()));
    use.disabled = drawing === null;
    const text = shown && drawing && words.found(shown.rows, shown.dropped);
    write(found, text && drawing ? `${text} ${words.tasks[drawing.task]}` : '');
  }

  file.addEventListener('change', () => file.files?.[0] && readFile(file.files[0]));
  text.addEventListener('input', () => read(text.value));
  for (const field of [target, ...features, standardize]) field.addEventListener('input', show);
  parts.cancel.addEventListener('click', () => dialog.close());
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!drawing) return;
    app.setState({ ...app.now.state, drawing });
    dialog.close();
    app.say(words.taken(drawing.points.length));
  });

  const readFile = (/** @type {File} */ given) =>
    given.text().then(read, () => write(problem, words.unreadable));

  return {
    /** @param {{ file?: File, text?: string }} given */
    open(given) {
      if (!dialog.open) dialog.showModal();
      if (given.file) readFile(given.file);
      if (given.text === undefined) return;
      text.value = given.text;
      read(given.text);
    },
  };
}

/**
 * Reads what is given, a step at a time, for thousands of rows take a while.
 *
 * @param {ReturnType<typeof createParts>} parts
 * @param {(sheet: Sheet | null) => void} onRead first null, then the sheet if it can be used
 */
function createReader(parts, onRead) {
  const { problem } = parts;
  let newest = 0;

  return async (/** @type {string} */ text) => {
    const mine = ++newest;
    onRead(null);
    const table = attempt(problem, () => readTable(text));
    await breathe();
    if (mine !== newest || !table) return;
    const sheet = attempt(problem, () => {
      const next = toSheet(table);
      offer(parts, next, suggest(next));
      return next;
    });
    await breathe();
    if (mine === newest && sheet) onRead(sheet);
  };
}

/**
 * @template T
 * @param {HTMLElement} problem where it says why something cannot be used
 * @param {() => T} act
 * @returns {T | null} null where it cannot
 */
function attempt(problem, act) {
  write(problem, '');
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    write(problem, words.unusable[error.reason](error.details));
    return null;
  }
}

/**
 * @param {ReturnType<typeof createParts>} parts
 * @param {Sheet} sheet
 * @param {Choice} choice
 */
function offer({ target, features }, { columns }, choice) {
  const names = (/** @type {Sheet['columns']} */ some) => some.map(({ name }) => name);
  const numeric = names(columns.filter(({ numbers }) => numbers));
  fill(target, names(columns.filter(isTarget)), choice.target);
  fill(features[0], numeric, choice.features[0]);
  fill(features[1], ['', ...numeric], choice.features[1] ?? '');
}

/**
 * The drawing that a choice gives.
 *
 * @param {Sheet} sheet
 * @param {Choice} choice
 */
function drawingOf(sheet, choice) {
  const { task, classes, names, points, axes } = toPoints(sheet, choice);
  const radius = radiusFor(points, choice.standardize ? RADIUS.standardized : RADIUS.smallest);
  const largest = points.reduce((most, { label }) => Math.max(most, Math.abs(label)), radius);
  if (!(largest <= RADIUS.largest)) throw new Unusable('tooLarge');
  return toDrawing({ task, classes, names, radius, axes, points });
}

/** @param {HTMLSelectElement} menu @param {string[]} names @param {string} chosen */
function fill(menu, names, chosen) {
  const options = names.map((name) => make('option', { value: name }, name || words.none));
  menu.replaceChildren(...options);
  menu.value = chosen;
}

/** The elements of the dialog. */
function createParts() {
  const file = make('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv' });
  const text = make('textarea', { rows: '5', spellcheck: 'false', id: 'import-text' });
  const target = make('select', { id: 'import-target' });
  const features = [make('select', { id: 'import-x' }), make('select', { id: 'import-y' })];
  const standardize = make('input', { type: 'checkbox' });
  standardize.checked = true;
  const found = make('p', { 'aria-live': 'polite' });
  const problem = make('p', { class: 'problem', role: 'alert' });
  const use = make('button', { type: 'submit', class: 'primary' }, words.use);
  const cancel = make('button', { type: 'button' }, words.cancel);
  const line = (/** @type {string} */ label, /** @type {HTMLElement} */ field) =>
    make('label', { class: 'row line' }, make('span', {}, label), field);
  const choices = make(
    'div',
    {},
    line(words.target, target),
    line(words.featureX, features[0]),
    line(words.featureY, features[1]),
    line(words.standardize, standardize),
  );
  const form = make(
    'form',
    {},
    make('h2', { id: 'import-title' }, words.title),
    make('p', { class: 'muted' }, words.privacy),
    make('label', { class: 'row' }, make('span', {}, words.file), file),
    make('p', { class: 'muted' }, words.drop),
    make('label', { class: 'row' }, make('span', {}, words.paste), text),
    problem,
    choices,
    found,
    make('div', { class: 'actions' }, use, cancel),
  );
  const dialog = make('dialog', { id: 'import-dialog', 'aria-labelledby': 'import-title' }, form);
  return {
    dialog,
    form,
    file,
    text,
    target,
    features,
    standardize,
    choices,
    found,
    problem,
    use,
    cancel,
  };
}
