/**
 * Controls made from the table of settings; how each kind looks is in kinds.js.
 *
 * @typedef {import('../state/settings.js').Setting} Setting
 * @typedef {import('../state/settings.js').Values} Values
 * @typedef {import('./kinds.js').Control} Control
 * @typedef {import('./kinds.js').OnInput} OnInput
 */

import { applies, settings } from '../state/settings.js';
import { kinds } from './kinds.js';

/**
 * @param {Record<'data' | 'model' | 'more', HTMLElement>} groups
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
  /** @type {{ values: Values, drawn: boolean } | null} */
  let shown = null;
  return {
    /**
     * @param {Values} values
     * @param {boolean} drawn the points were drawn by hand: what generates points has no effect
     */
    update(values, drawn) {
      // A point that is dragged changes no setting.
      if (shown?.values === values && shown.drawn === drawn) return;
      shown = { values, drawn };
      for (const setting of settings) {
        const control = made.get(setting.name);
        if (!control) continue;
        const gallery = setting.kind === 'gallery';
        control.element.hidden = !applies(setting, values) || isSettled(setting);
        const seen = gallery && drawn ? { ...values, [setting.name]: '' } : values;
        const generates = setting.group === 'data' && setting.name !== 'testShare';
        control.update(seen, gallery || !generates || !drawn);
      }
    },
    /**
     * Greys what cannot be chosen, with the reason.
     *
     * @param {string} name of a setting of the kind 'list'
     * @param {Map<string, string>} reasons by choice
     */
    refuse: (name, reasons) => made.get(name)?.refuse?.(reasons),
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
