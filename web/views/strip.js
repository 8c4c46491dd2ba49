/**
 * Where runs ended, a row of dots for each kind: from the optimum at the left to far from it at the
 * right, logarithmically.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {{ name: string, colour: string, values: number[] }} Row
 *   values: shares of the optimum by which it was missed, Infinity where a run diverged
 * @typedef {{ theme: Theme, rows: Row[], chosen: { row: number, index: number } | null,
 *   words: { optimum: string, near: string, diverged: string },
 *   format: (share: number) => string }} StripData
 */

import { createSheet } from './resolution.js';

const NAMES = 150;
const RIGHT = 64;
const TOP = 26;
const LEAST = 1e-4;
const MOST = 10;

/** @param {HTMLCanvasElement} canvas */
export function createStrip(canvas) {
  /** @type {ReturnType<typeof createSheet<StripData>>} */
  const sheet = createSheet(canvas, (context, data, size) =>
    paintStrip(context, data, layoutOf(data, size)),
  );
  return {
    draw: sheet.draw,
    /**
     * The run whose dot is under the pointer.
     *
     * @param {MouseEvent} event
     * @returns {{ row: number, index: number } | null}
     */
    hit(event) {
      const { data } = sheet;
      if (!data) return null;
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const { toX, toY } = layoutOf(data, { width, height });
      const x = event.clientX - left;
      const y = event.clientY - top;
      let best = null;
      let nearest = 14;
      for (const [row, { values }] of data.rows.entries()) {
        for (const [index, value] of values.entries()) {
          const distance = Math.hypot(toX(value) - x, toY(row) - y);
          if (distance < nearest) [best, nearest] = [{ row, index }, distance];
        }
      }
      return best;
    },
    destroy: sheet.destroy,
  };
}

/** @param {StripData} data @param {{ width: number, height: number }} size */
function layoutOf({ rows }, { width, height }) {
  const left = Math.min(NAMES, width * 0.3);
  const right = width - RIGHT;
  const pitch = (height - TOP - 22) / Math.max(1, rows.length);
  return {
    ...{ left, right, bottom: height - 22, width },
    toX: (/** @type {number} */ value) => {
      if (value === Infinity) return right + RIGHT / 2;
      const clamped = Math.max(LEAST, Math.min(MOST, value));
      return left + (Math.log(clamped / LEAST) / Math.log(MOST / LEAST)) * (right - left);
    },
    toY: (/** @type {number} */ row) => TOP + (row + 0.5) * pitch,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {StripData} data
 * @param {ReturnType<typeof layoutOf>} layout
 */
function paintStrip(context, { theme, rows, chosen, words, format }, layout) {
  const { left, right, bottom, toX, toY } = layout;
  context.font = `12px ${theme.font}`;
  context.textBaseline = 'middle';
  const near = toX(0.01);
  context.globalAlpha = 0.1;
  context.fillStyle = theme.accent;
  context.fillRect(left, TOP, near - left, bottom - TOP);
  context.globalAlpha = 1;
  context.fillStyle = theme.accent;
  context.fillRect(left - 1, TOP - 4, 2, bottom - TOP + 4);
  context.textAlign = 'left';
  context.fillText(near - left > 130 ? `${words.optimum}, ${words.near}` : words.near, left, 10);
  context.fillStyle = theme.muted;
  context.textAlign = 'center';
  let free = left;
  for (let tick = 1e-3; tick < MOST / 2; tick *= 10) {
    const text = `+${format(tick)}`;
    const half = context.measureText(text).width / 2;
    context.fillRect(toX(tick), bottom, 1, 4);
    // Little room: every other one has to do.
    if (toX(tick) - half < free) continue;
    context.fillText(text, toX(tick), bottom + 13);
    free = toX(tick) + half + 8;
  }
  context.fillText(words.diverged, right + RIGHT / 2, bottom + 13);
  rows.forEach(({ name, colour, values }, row) => {
    context.textAlign = 'left';
    context.fillStyle = theme.ink;
    context.fillText(name, 0, toY(row), left - 8);
    context.fillStyle = theme.hairline;
    context.fillRect(left, Math.round(toY(row)), right - left, 1);
    values.forEach((value, index) => {
      const isChosen = chosen?.row === row && chosen.index === index;
      context.beginPath();
      context.arc(toX(value), toY(row), isChosen ? 7 : 5, 0, 2 * Math.PI);
      context.globalAlpha = isChosen ? 1 : 0.65;
      context.fillStyle = colour;
      context.fill();
      context.globalAlpha = 1;
      if (!isChosen) return;
      context.strokeStyle = theme.ink;
      context.lineWidth = 2;
      context.stroke();
    });
  });
}
