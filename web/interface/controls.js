/**
 * Controls made from the table of settings. A kind of control is a function in `kinds`; each is
 * native HTML, so that keyboard, touch and screen reader work as everywhere.
 *
 * @typedef {import('../state/settings.js').Setting} Setting
 * @typedef {import('../state/settings.js').Values} Values
 * @typedef {{ element: HTMLElement, update: (values: Values, enabled: boolean) => void }} Control
 * @typedef {(name: string, value: string, live?: boolean) => void} OnInput  live: more will follow at
 *   once, as while a slider is dragged
 */

import { choiceLabel, controls as words, settingEnds, settingLabels } from '../strings.js';
import { applies, limitsOf, settings } from '../state/settings.js';
import { formatCount, formatSetting } from '../format.js';
import { make } from './make.js';

/**
 * @param {Record<'data' | 'model', HTMLElement>} groups
 * @param {OnInput} onInput
 */
export function createControls(groups, onInput) {
  /** @type {Map<string, Control>} */
  const made = new Map();
  for (const setting of settings) {
    const control = kinds[setting.kind](setting, onInput);
    control.element.dataset.setting = setting.name;
    groups[setting.group].append(control.element);
    made.set(setting.name, control);
  }
  return {
    /**
     * @param {Values} values
     * @param {boolean} drawn the points were drawn by hand: what generates points has no effect
     */
    update(values, drawn) {
      for (const setting of settings) {
        const control = made.get(setting.name);
        if (!control) continue;
        const gallery = setting.kind === 'gallery';
        control.element.hidden = !applies(setting, values) || isSettled(setting);
        const shown = gallery && drawn ? { ...values, [setting.name]: '' } : values;
        control.update(shown, gallery || setting.group !== 'data' || !drawn);
      }
    },
    /**
     * The canvases of a gallery, in the order of its choices.
     *
     * @param {string} name
     * @returns {HTMLCanvasElement[]}
     */
    pictures: (name) => [...(made.get(name)?.element.querySelectorAll('canvas') ?? [])],
  };
}

/**
 * A menu of the package's with a single row leaves nothing to choose.
 *
 * @param {Setting} setting
 */
function isSettled({ source, choices }) {
  return source !== undefined && (choices?.length ?? 0) <= 1;
}

/** @type {Record<Setting['kind'], (setting: Setting, onInput: OnInput) => Control>} */
const kinds = {
  gallery: (setting, onInput) => createRadios(setting, onInput, true),
  choice: (setting, onInput) => createRadios(setting, onInput, false),
  menu: createMenu,
  seed: createSeed,
  slider: createSlider,
};

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @param {boolean} pictures
 * @returns {Control}
 */
function createRadios({ name, choices = [] }, onInput, pictures) {
  const options = make(
    'div',
    { class: pictures ? 'gallery' : 'segments' },
    ...choices.map((choice) => {
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
        input.checked = input.value === values[name];
        input.disabled = !enabled;
      }
    },
  };
}

/**
 * @param {Setting} setting
 * @param {OnInput} onInput
 * @returns {Control}
 */
function createMenu({ name, choices = [] }, onInput) {
  const options = choices.map((choice) => make('option', { value: choice }, choiceLabel(choice)));
  const select = make('select', { name }, ...options);
  select.addEventListener('input', () => onInput(name, select.value));
  return {
    element: make(
      'label',
      { class: 'row line' },
      make('span', { class: 'label' }, settingLabels[name]),
      select,
    ),
    update(values, enabled) {
      select.value = String(values[name]);
      select.disabled = !enabled;
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
