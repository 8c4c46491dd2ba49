/** The menu of appearances. */

import { byId } from './make.js';
import { chooseAppearance } from './theme-choice.js';

export function installAppearance() {
  const menu = /** @type {HTMLSelectElement} */ (byId('appearance'));
  menu.value = document.documentElement.dataset.theme ?? 'system';
  menu.addEventListener('input', () => chooseAppearance(menu.value));
}
