/**
 * One's own table: read, its columns chosen, its points taken.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../data/csv.js').Sheet} Sheet
 * @typedef {import('../data/csv.js').Choice} Choice
 */

import { Unusable, isTarget, readSheet, suggest, toPoints } from '../data/csv.js';
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
  document.body.append(dialog);

  /** @param {string} given */
  function read(given) {
    sheet = null;
    attempt(problem, () => {
      const next = readSheet(given);
      offer(parts, next, suggest(next));
      sheet = next;
    });
    show();
  }

  /** @returns {Choice} */
  const chosen = () => ({
    target: target.value,
    features: features.map((menu) => menu.value).filter((name) => name !== ''),
    standardize: standardize.checked,
  });

  /** What the choice amounts to, or why it cannot be used. */
  function show() {
    parts.choices.hidden = sheet === null;
    use.disabled = true;
    write(found, '');
    if (!sheet) return;
    const shown = sheet;
    attempt(problem, () => {
      const made = drawingOf(shown, chosen());
      write(found, `${words.found(shown.rows, shown.dropped)} ${words.tasks[made.task]}`);
      use.disabled = false;
    });
  }

  file.addEventListener('change', () => file.files?.[0] && readFile(file.files[0]));
  text.addEventListener('input', () => read(text.value));
  for (const field of [target, ...features, standardize]) field.addEventListener('input', show);
  parts.cancel.addEventListener('click', () => dialog.close());
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    const drawing = drawingOf(/** @type {Sheet} */ (sheet), chosen());
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
 * @param {HTMLElement} problem where it says why something cannot be used
 * @param {() => void} act
 */
function attempt(problem, act) {
  write(problem, '');
  try {
    act();
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    write(problem, words.unusable[error.reason](error.details));
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
