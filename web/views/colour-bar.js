/**
 * What the colours of a surface mean.
 *
 * @typedef {import('../theme.js').Theme} Theme
 */

import { colourAt, createPalette } from './palette.js';
import { formatNumber, withMinus } from '../format.js';

const STEPS = 48;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {number} range of the colours, from −range to range
 * @param {import('./resolution.js').Resolution} resolution
 */
export function drawColourBar(context, theme, range, { width, height, scale }) {
  const palette = createPalette(theme.negativeSurface, theme.zeroSurface, theme.positiveSurface);
  const long = Math.min(160 * scale, width / 3);
  const thick = 8 * scale;
  const left = width - long - 16 * scale;
  const top = height - 40 * scale;
  const pad = 12 * scale;
  context.globalAlpha = 0.88;
  context.fillStyle = theme.paper;
  context.beginPath();
  context.roundRect(left - pad, top - pad, long + 2 * pad, 46 * scale, 6 * scale);
  context.fill();
  context.globalAlpha = 1;
  for (let k = 0; k < STEPS; ++k) {
    context.fillStyle = colourAt(palette, (2 * (k + 0.5)) / STEPS - 1, 1);
    context.fillRect(left + (k * long) / STEPS, top, long / STEPS + 1, thick);
  }
  context.font = `${11 * scale}px ${theme.font}`;
  context.fillStyle = theme.ink;
  context.textBaseline = 'top';
  for (const [share, value, align] of /** @type {[number, number, CanvasTextAlign][]} */ ([
    [0, -range, 'left'],
    [0.5, 0, 'center'],
    [1, range, 'right'],
  ])) {
    context.textAlign = align;
    context.fillText(
      withMinus(formatNumber(value, 2)),
      left + share * long,
      top + thick + 5 * scale,
    );
  }
}
