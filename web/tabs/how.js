/** How to read the picture, and how the proof works. */

import { how as words } from '../strings-tabs.js';
import { make } from '../interface/make.js';

/**
 * @param {import('../app.js').App} _app
 * @param {HTMLElement} element
 */
export function install(_app, element) {
  const paragraphs = [words.guideSurface, words.guideNeurons, words.guideProof];
  element.classList.add('guide');
  element.append(make('h2', {}, words.guide), ...paragraphs.map((text) => make('p', {}, text)));
}
