/**
 * A data set as a small picture.
 *
 * @typedef {{ task: import('../data/points.js').Task, radius: number, points: import('../data/points.js').Point[],
 *   theme: import('../theme.js').Theme }} ThumbnailData
 */

import { contextOf, observeResolution } from './resolution.js';
import { drawMarks, facesOf, rangeOf } from './marks.js';
import { pixelX, pixelY } from './frame.js';

/** @param {HTMLCanvasElement} canvas */
export function createThumbnail(canvas) {
  const context = contextOf(canvas);
  /** @type {ThumbnailData | null} */
  let data = null;
  let scale = 0;

  function paint() {
    if (!data || scale === 0) return;
    const { radius, points, theme, task } = data;
    const faceOf = facesOf(task, theme, rangeOf(points));
    const frame = { radius, size: canvas.width };
    const marks = points.map(({ x, y, label }) => ({
      ...faceOf(label),
      ...{ x: pixelX(frame, x), y: pixelY(frame, y) },
    }));
    context.clearRect(0, 0, canvas.width, canvas.height);
    drawMarks(context, theme, marks, { size: 1.6 * scale, rim: 0 });
  }

  const stop = observeResolution(canvas, (resolution) => {
    scale = resolution.scale;
    paint();
  });
  return {
    /** @param {ThumbnailData} next */
    draw(next) {
      data = next;
      paint();
    },
    destroy: stop,
  };
}
