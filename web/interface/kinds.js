/**
 * The kinds of controls, a function each in the table `kinds`. All are native HTML, so that keyboard,
 * touch and screen reader work as everywhere.
 *
 * @typedef {import('../state/settings.js').Setting} Setting
 * @typedef {import('../state/settings.js').Values} Values
 * @typedef {{
 *   element: HTMLElement, update: (values: Values, enabled: boolean) => void,
 *   refuse?: (reasons: Map<string, string>) => void,
 * }} Control  refuse: greys what cannot be chosen
 * @typedef {(name: string, value: string, live?: boolean) => void} OnInput  live: more will follow at
 *   once, as while a slider is dragged
 */

import { choiceLabel, settingEnds, settingLabels } from '../strings-settings.js';
import { controls as words } from '../strings.js';
import { choicesOf, limitsOf } from '../state/settings.js';
import { formatCount, formatSetting } from '../format.js';
import { make } from './make.js';

/** @param {Setting} setting @returns {string[]} those that do not depend on other settings */
const fixedChoices = ({ choices }) => (Array.isArray(choices) ? choices : []);

/** @type {Record<Setting['kind'], (setting: Setting, onInput: OnInput) => Control>} */
export const kinds = {
  gallery: (setting, onInput) => createRadios(setting, onInput, true),
  choice: (setting, onInput) => createRadios(setting, onInput, false),
  menu: createMenu,
  list: createList,
  toggle: createToggle,
  seed: createSeed,
  slider: createSlider,
};

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @param {boolean} pictures
 * @returns {Control}
 */
function createRadios(setting, onInput, pictures) {
  const { name } = setting;
  const options = make(
    'div',
    { class: pictures ? 'gallery' : 'segments' },
    ...fixedChoices(setting).map((choice) => {
      const input = make('input', { type: 'radio', name, value: choice });
      const face = make('span', { class: 'face' }, choiceLabel(choice));
      if (pictures) face.prepend(make('canvas', { class: 'thumbnail', 'aria-hidden': 'true' }));
      return make('label', {}, input, face);
    }),
  );
  const element = make(
    'fieldset',
    { class: 'row' },
    make('legend', { class: pictures ? 'unseen' : 'label' }, settingLabels[name]),
    options,
  );
  options.addEventListener('input', (event) => {
    onInput(name, /** @type {HTMLInputElement} */ (event.target).value);
  });
  return {
    element,
    update(values, enabled) {
      for (const input of options.querySelectorAll('input')) {
        const chosen = input.value === values[name];
        // A link may choose what is further down than the gallery shows.
        if (chosen && !input.checked && pictures) requestAnimationFrame(() => reveal(input));
        input.checked = chosen;
        input.disabled = !enabled;
      }
    },
  };
}

/** Scrolls the gallery, and nothing but it, as far as a choice needs. @param {Element} input */
export function reveal({ parentElement: label }) {
  const gallery = label?.parentElement;
  if (!label || !gallery) return;
  const lowest = label.offsetTop + label.offsetHeight - gallery.clientHeight;
  gallery.scrollTop = Math.min(label.offsetTop, Math.max(lowest, gallery.scrollTop));
}

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @returns {Control}
 */
function createMenu(setting, onInput) {
  const { name } = setting;
  const select = make('select', { name });
  let offered = '';
  select.addEventListener('input', () => onInput(name, select.value));
  return {
    element: make(
      'label',
      { class: 'row line' },
      make('span', { class: 'label' }, settingLabels[name]),
      select,
    ),
    update(values, enabled) {
      const choices = choicesOf(setting, values) ?? [];
      // Written only where they have changed: a menu that is open stays open.
      if (offered !== choices.join()) {
        offered = choices.join();
        select.replaceChildren(
          ...choices.map((choice) => make('option', { value: choice }, choiceLabel(choice))),
        );
      }
      select.value = String(values[name]);
      select.disabled = !enabled;
    },
  };
}

/**
 * One below the other, for names that need room and choices that may be refused.
 *
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @returns {Control}
 */
function createList(setting, onInput) {
  const { name } = setting;
  const rows = fixedChoices(setting).map((choice) => {
    const input = make('input', { type: 'radio', name, value: choice });
    const reason = make('span', { class: 'unseen', id: `why-${choice}` });
    const element = make('label', {}, input, make('span', {}, choiceLabel(choice)), reason);
    return { choice, input, element, reason };
  });
  const options = make('div', { class: 'list' }, ...rows.map(({ element }) => element));
  // A tooltip needs a mouse: the reasons are also here, for fingers and keys.
  const reasonsList = make('dl');
  const why = make('details', { class: 'why' }, make('summary', {}, words.refused), reasonsList);
  why.hidden = true;
  options.addEventListener('input', (event) => {
    onInput(name, /** @type {HTMLInputElement} */ (event.target).value);
  });
  return {
    element: make(
      'fieldset',
      { class: 'row' },
      make('legend', { class: 'label' }, settingLabels[name]),
      options,
      why,
    ),
    update(values) {
      for (const { choice, input } of rows) input.checked = choice === values[name];
    },
    refuse(reasons) {
      why.hidden = reasons.size === 0;
      reasonsList.replaceChildren(
        ...[...reasons].flatMap(([choice, text]) => [
          make('dt', {}, choiceLabel(choice)),
          // Without the name once more.
          make('dd', {}, text.replace(/^[^:]*: /, '')),
        ]),
      );
      for (const { choice, input, element, reason } of rows) {
        const why = reasons.get(choice) ?? '';
        // What is chosen stays within reach, so that the choice can be seen and left.
        input.disabled = why !== '' && !input.checked;
        element.title = why;
        reason.textContent = why;
        element.classList.toggle('refused', why !== '');
      }
    },
  };
}

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @returns {Control}
 */
function createToggle({ name }, onInput) {
  const input = make('input', { type: 'checkbox', name });
  input.addEventListener('input', () => onInput(name, String(input.checked)));
  return {
    element: make(
      'label',
      { class: 'row line toggle' },
      make('span', { class: 'label' }, settingLabels[name]),
      input,
    ),
    update(values, enabled) {
      input.checked = values[name] === true;
      input.disabled = !enabled;
    },
  };
}

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @returns {Control}
 */
function createSeed({ name, min = 0, max }, onInput) {
  const label = settingLabels[name];
  const input = make('input', { type: 'number', name, min: `${min}`, max: `${max}`, step: '1' });
  const next = make('button', { type: 'button', 'aria-label': words.next }, words.nextShort);
  input.addEventListener('change', () => onInput(name, input.value));
  next.addEventListener('click', () => {
    onInput(name, String(input.valueAsNumber >= Number(max) ? min : input.valueAsNumber + 1));
  });
  return {
    element: make('div', { class: 'row line seed' }, make('label', {}, label, input), next),
    update(values, enabled) {
      input.value = String(values[name]);
      input.disabled = !enabled;
      next.disabled = !enabled;
    },
  };
}

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @returns {Control}
 */
function createSlider(setting, onInput) {
  const { name, log = false, step = 1, whole = false } = setting;
  const toPosition = (/** @type {number} */ value) => (log ? Math.log10(value) : value);
  const toValue = (/** @type {number} */ position) => (log ? 10 ** position : position);
  const input = make('input', {
    type: 'range',
    name,
    step: `${step}`,
    'aria-label': settingLabels[name],
  });
  const output = make('output', { class: 'value' });
  const ends = (setting.ends ? settingEnds[name] : []).map((text) => make('span', {}, text));
  const tell = (/** @type {boolean} */ live) =>
    onInput(name, String(toValue(input.valueAsNumber)), live);
  input.addEventListener('input', () => tell(true));
  input.addEventListener('change', () => tell(false));
  return {
    element: make(
      'label',
      { class: 'row slider' },
      make('span', { class: 'label' }, settingLabels[name]),
      output,
      input,
      make('span', { class: 'ends', 'aria-hidden': 'true' }, ...ends),
    ),
    update(values, enabled) {
      const { min, max } = limitsOf(setting, values);
      const value = Number(values[name]);
      const text = whole ? formatCount(value) : formatSetting(value);
      const share = (toPosition(value) - toPosition(min)) / (toPosition(max) - toPosition(min));
      input.min = String(toPosition(min));
      input.max = String(toPosition(max));
      input.value = String(toPosition(value));
      input.setAttribute('aria-valuetext', text);
      input.style.setProperty('--share', String(share));
      input.disabled = !enabled;
      output.textContent = text;
    },
  };
}
