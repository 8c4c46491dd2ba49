/**
 * What a click adds: a class each, with keys in their order. They follow the task.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {{ value: string, label: string, mark: string }} Tool
 */

import { byId, make } from './make.js';
import { editing as words } from '../strings-tools.js';
import { page } from '../strings.js';

/** @type {Tool} */
const erase = { value: 'erase', label: words.erase, mark: '' };

/** @param {App['now']['scene']} scene @returns {Tool[]} */
function toolsOf({ task, classes }) {
  if (task === 'line') return [{ value: '1', label: words.point, mark: 'diamond' }, erase];
  if (task === 'many') {
    const numbers = Array.from({ length: classes }, (_, k) => k);
    return [
      ...numbers.map((k) => ({
        value: String(k),
        label: words.classNumber(k + 1),
        mark: `class-${k}`,
      })),
      erase,
    ];
  }
  const surface = task === 'surface';
  return [
    { value: '-1', label: surface ? words.low : page.blue, mark: 'disc' },
    { value: '1', label: surface ? words.high : page.orange, mark: 'diamond' },
    erase,
  ];
}

/** @param {App} app */
export function installTools(app) {
  const element = byId('tools');
  let shown = 'classes 2';
  app.onState(() => {
    const { scene } = app.now;
    const wanted = `${scene.task} ${scene.classes}`;
    if (wanted === shown || scene.pending) return;
    shown = wanted;
    const faces = toolsOf(scene).map(({ value, label, mark }, i) => {
      const input = make('input', { type: 'radio', name: 'tool', value });
      input.checked = i === 0;
      const face = make('span', { class: 'face' }, label);
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
