/**
 * What a click adds: a class each, with keys in their order. They follow the task.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {{ value: string, label: string, mark: string }} Tool
 */

import { byId, make } from './make.js';
import { classNameOf, labelsOf } from './class-names.js';
import { editing as words } from '../strings-tools.js';

/** @type {Tool} */
const erase = { value: 'erase', label: words.erase, mark: '' };

/** @param {App['now']['scene']} scene @returns {Tool[]} */
function toolsOf(scene) {
  const labels = scene.task === 'line' ? [1] : labelsOf(scene);
  const markOf = (/** @type {number} */ label) =>
    scene.task === 'many' ? `class-${label}` : label < 0 ? 'disc' : 'diamond';
  const tools = labels.map((label) => ({
    ...{ value: String(label), label: classNameOf(scene, label), mark: markOf(label) },
  }));
  return [...tools, erase];
}

/** @param {App} app */
export function installTools(app) {
  const element = byId('tools');
  let shown = '';
  app.onState(() => {
    const { scene } = app.now;
    const wanted = toolsOf(scene)
      .map(({ label }) => label)
      .join();
    if (wanted === shown || scene.pending) return;
    shown = wanted;
    const faces = toolsOf(scene).map(({ value, label, mark }, i) => {
      const input = make('input', { type: 'radio', name: 'tool', value });
      input.checked = i === 0;
      const face = make('span', { class: 'face', title: label }, make('span', {}, label));
      if (mark) face.prepend(make('i', { class: `mark ${mark}` }));
      return make('label', {}, input, face);
    });
    element.replaceChildren(...element.querySelectorAll('legend'), ...faces);
  });
}

/**
 * The class of the chosen tool, null where it erases.
 *
 * @returns {number | null}
 */
export function chosenLabel() {
  const checked = byId('tools').querySelector('input:checked');
  const value = checked instanceof HTMLInputElement ? checked.value : '1';
  return value === erase.value ? null : Number(value);
}
