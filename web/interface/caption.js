/**
 * The line under the plane: how to edit the points, and what the network predicts where one points.
 *
 * @typedef {{ x: number, y: number }} Place
 * @typedef {import('../views/surface.js').Predictor} Predictor
 */

import { formatCoordinate, formatNumber, withMinus } from '../format.js';
import { plane as words } from '../strings.js';

/**
 * @param {HTMLElement} hint
 * @param {HTMLElement} readout
 */
export function createCaption(hint, readout) {
  return {
    /** @param {boolean} byKeys the keyboard's crosshair is shown */
    showHint(byKeys) {
      const touch = matchMedia('(hover: none)').matches;
      const pointing = touch ? words.hintTouch : words.hintPointer;
      hint.textContent = byKeys ? words.hintKeys : pointing;
    },
    /**
     * @param {Place | null} place
     * @param {Predictor | null} network
     */
    showReadout(place, network) {
      readout.textContent = place ? describePlace(place, network) : '';
    },
  };
}

/**
 * @param {Place} place
 * @param {Predictor | null} network
 */
function describePlace({ x, y }, network) {
  const [across, up] = [x, y].map(formatCoordinate);
  if (!network) return words.place(across, up);
  const X = { data: Float64Array.of(x, y), shape: /** @type {[number, number]} */ ([1, 2]) };
  return words.readout(across, up, withMinus(formatNumber(network.predict(X).data[0])));
}
