/**
 * Thumbnails of the data sets, drawn by their own generators. Those of measured data appear once
 * their tables are here.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('../state/scene.js').Scene} Scene
 * @typedef {{ view: ReturnType<typeof createThumbnail>, scene: Scene | null,
 *   values: import('../state/settings.js').Values }} Picture
 */

import { createThumbnail } from '../views/thumbnail.js';
import { datasets } from '../data/datasets.js';
import { defaultValues, withValue } from '../state/settings.js';
import { generateScene } from '../state/scene.js';
import { inSlices } from '../slices.js';

/** Enough to recognise the shape. */
const POINTS = 64;

/** @param {HTMLCanvasElement[]} canvases one a data set, in their order */
export function createGallery(canvases) {
  /** @type {Picture[]} */
  const pictures = datasets.map(({ name, task }, i) => ({
    view: createThumbnail(canvases[i]),
    values: {
      ...withValue(defaultValues(), 'data', name),
      n: task === 'surface' ? 3 * POINTS : POINTS,
    },
    scene: null,
  }));
  let stop = () => {};

  /** @param {Picture} picture @param {Theme} theme */
  function drawOne(picture, theme) {
    if (!picture.scene || picture.scene.pending) picture.scene = generateScene(picture.values);
    picture.view.draw({ ...picture.scene, theme });
  }

  return {
    /** One after the other, so that the first picture need not wait for all of them. @param {Theme} theme */
    draw(theme) {
      stop();
      let next = 0;
      stop = inSlices(() => {
        drawOne(pictures[next++], theme);
        return next < pictures.length;
      });
    },
  };
}
