/** The menu of appearances. */

import { appearance as words } from '../strings-tools.js';
import { chooseAppearance } from './theme-choice.js';
import { make } from './make.js';

/** @param {HTMLElement} element */
export function installAppearance(element) {
  const menu = make(
    'select',
    { id: 'appearance' },
    ...Object.entries(words.choices).map(([value, word]) => make('option', { value }, word)),
  );
  menu.value = document.documentElement.dataset.theme ?? 'system';
  menu.addEventListener('input', () => chooseAppearance(menu.value));
  element.append(make('label', {}, make('span', { class: 'unseen' }, words.title), menu));
}
