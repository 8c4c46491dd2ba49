/**
 * Thumbnails of the data sets, drawn by their own generators. Those of measured data appear once
 * their tables are here.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('../state/scene.js').Scene} Scene
 */

import { createThumbnail } from '../views/thumbnail.js';
import { datasets } from '../data/datasets.js';
import { defaultValues, withValue } from '../state/settings.js';
import { generateScene } from '../state/scene.js';

/** Enough to recognise the shape. */
const POINTS = 64;

/** @param {HTMLCanvasElement[]} canvases one a data set, in their order */
export function createGallery(canvases) {
  const pictures = datasets.map(({ name, task }, i) => ({
    view: createThumbnail(canvases[i]),
    values: {
      ...withValue(defaultValues(), 'data', name),
      n: task === 'surface' ? 3 * POINTS : POINTS,
    },
    scene: /** @type {Scene | null} */ (null),
  }));
  return {
    /** @param {Theme} theme */
    draw(theme) {
      for (const picture of pictures) {
        if (!picture.scene || picture.scene.pending) picture.scene = generateScene(picture.values);
        picture.view.draw({ ...picture.scene, theme });
      }
    },
  };
}
