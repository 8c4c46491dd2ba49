/**
 * The points of the plane as marks.
 *
 * @typedef {import('./plane.js').PlaneData} PlaneData
 * @typedef {import('./resolution.js').Resolution} Resolution
 * @typedef {import('./marks.js').Mark} Mark
 */

import { createStamps } from './stamps.js';
import { drawMarks, facesOf, rangeOf } from './marks.js';
import { pixelX, pixelY } from './frame.js';

/** More marks than this are copied, not drawn one by one. */
const MOST_TRACED = 400;

/** What marks follow from. @type {(keyof PlaneData)[]} */
const SOURCES = ['points', 'test', 'theme', 'task', 'radius', 'weights'];

/** @param {() => void} changed called when thousands of points have another picture */
export function createPoints(changed) {
  const stamps = createStamps(changed);
  /** @type {{ data: PlaneData, resolution: Resolution, marks: Mark[] } | null} */
  let last = null;

  return {
    /**
     * @param {CanvasRenderingContext2D} context
     * @param {PlaneData} data
     * @param {Resolution} resolution
     */
    paint(context, data, resolution) {
      const { width, height, scale } = resolution;
      const isSame =
        last?.resolution === resolution && SOURCES.every((key) => last?.data[key] === data[key]);
      const marks = isSame && last ? last.marks : marksOf(data, resolution);
      last = { data, resolution, marks };
      const shape = { size: markSize(marks.length, width / scale) * scale, rim: 1.5 * scale };
      if (marks.length > MOST_TRACED) {
        const look = { theme: data.theme, width, height, ...shape };
        const image = stamps.imageOf(look, marks);
        if (image.width > 0) context.drawImage(image, 0, 0, width, height);
        return;
      }
      stamps.clear();
      drawMarks(context, data.theme, marks, shape);
    },
    destroy: stamps.clear,
  };
}

/**
 * @param {PlaneData} data
 * @param {Resolution} resolution
 * @returns {Mark[]}
 */
function marksOf({ theme, radius, points, test: chosen, weights, task }, { width }) {
  const test = new Set(chosen);
  const faceOf = facesOf(task, theme, rangeOf(points));
  const frame = { radius, size: width };
  const heaviest = weights ? Math.max(...Array.from(weights, Math.abs), Number.MIN_VALUE) : 1;
  return points.map((point, i) => ({
    ...faceOf(point.label),
    ...{ x: pixelX(frame, point.x), y: pixelY(frame, point.y), hollow: test.has(point) },
    // Areas are as the weights are; what weighs nothing stays visible.
    share: weights ? 0.35 + 1.4 * Math.sqrt(Math.abs(weights[i] ?? 0) / heaviest) : 1,
  }));
}

/**
 * Smaller where there are many, or little room.
 *
 * @param {number} count of points
 * @param {number} width in CSS pixels
 */
function markSize(count, width) {
  const room = Math.max(0.75, Math.min(1, width / 560));
  return room * Math.max(3, Math.min(6, 7.5 - 0.9 * Math.log2(1 + count / 16)));
}
