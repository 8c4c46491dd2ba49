/**
 * The palettes of a theme: one for a single output, one an output where there are several.
 *
 * @typedef {import('../theme.js').Theme} Theme
 */

import { classColours } from './marks.js';
import { createPalette } from './palette.js';

export function createPalettes() {
  const single = rememberLast((/** @type {Theme} */ theme) =>
    createPalette(theme.negativeSurface, theme.zeroSurface, theme.positiveSurface),
  );
  const several = rememberLast((/** @type {Theme} */ theme) =>
    classColours(theme).map((colour) =>
      createPalette(theme.zeroSurface, theme.zeroSurface, mixed(theme.zeroSurface, colour)),
    ),
  );
  return (/** @type {Theme} */ theme, /** @type {number} */ outputs) => {
    if (outputs === 1) return [single(theme)];
    const all = several(theme);
    return Array.from({ length: outputs }, (_, k) => all[k % all.length]);
  };
}

/**
 * Halfway between two colours.
 *
 * @param {string} first as #rrggbb
 * @param {string} second
 */
function mixed(first, second) {
  const channels = [1, 3, 5].map((at) => {
    const mean = [first, second].reduce((sum, c) => sum + parseInt(c.slice(at, at + 2), 16) / 2, 0);
    return Math.round(mean).toString(16).padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/**
 * The same function, computing again only for another argument than the last.
 *
 * @template A, R
 * @param {(argument: A) => R} compute
 * @returns {(argument: A) => R}
 */
function rememberLast(compute) {
  /** @type {{ argument: A, value: R } | null} */
  let last = null;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, value: compute(argument) };
    return last.value;
  };
}
