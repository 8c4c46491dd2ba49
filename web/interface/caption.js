/**
 * The line under the plane: how to edit the points, and what the network predicts where one points.
 *
 * @typedef {{ x: number, y: number }} Place
 */

import { formatCoordinate, formatNumber, withMinus } from '../format.js';
import { plane as words } from '../strings.js';
import { write } from './make.js';

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
     * @param {import('../app.js').Result['network'] | null} network
     */
    showReadout(place, network) {
      write(readout, place ? describePlace(place, network) : '');
    },
  };
}

/**
 * @param {Place} place
 * @param {import('../app.js').Result['network'] | null} network
 */
function describePlace({ x, y }, network) {
  const [across, up] = [x, y].map(formatCoordinate);
  if (!network) return words.place(across, up);
  const row = network.d === 1 ? [x] : [x, y];
  const { data } = network.predict([row]);
  const value = Array.from(data, (output) => withMinus(formatNumber(output))).join(', ');
  return words.readout(network.d === 1 ? across : `${across}, ${up}`, value);
}
