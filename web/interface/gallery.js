/**
 * Thumbnails of the data sets, drawn by their own generators.
 *
 * @typedef {import('../theme.js').Theme} Theme
 */

import { createThumbnail } from '../views/thumbnail.js';
import { datasets } from '../data/datasets.js';
import { defaultValues, withValue } from '../state/settings.js';
import { generateScene } from '../state/scene.js';

/** Enough to recognise the shape. */
const POINTS = 64;

/** @param {HTMLCanvasElement[]} canvases one a data set, in their order */
export function createGallery(canvases) {
  const pictures = datasets.map(({ name }, i) => ({
    view: createThumbnail(canvases[i]),
    scene: generateScene({ ...withValue(defaultValues(), 'data', name), n: POINTS }),
  }));
  return {
    /** @param {Theme} theme */
    draw(theme) {
      for (const { view, scene } of pictures) view.draw({ ...scene, theme });
    },
  };
}
