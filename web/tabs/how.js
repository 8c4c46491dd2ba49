/** How to read the picture, and how the proof works. */

import { how as words } from '../strings-tabs.js';
import { make } from '../interface/make.js';

/**
 * @param {import('../app.js').App} _app
 * @param {HTMLElement} element
 */
export function install(_app, element) {
  const groups = [
    { title: words.proof, texts: [words.proofPatterns, words.proofConvex, words.proofNetwork] },
    { title: words.guide, texts: [words.guideSurface, words.guideNeurons, words.guideProof] },
  ];
  element.classList.add('guide');
  element.append(
    ...groups.flatMap(({ title, texts }) => [
      make('h2', {}, title),
      ...texts.map((text) => make('p', {}, text)),
    ]),
  );
}
