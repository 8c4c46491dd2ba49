/**
 * Turns mouse, pen, finger and keyboard on the plane into intentions. What becomes of them is
 * decided elsewhere; here is only where, and with what.
 *
 * @typedef {{ x: number, y: number }} Place in the plane
 * @typedef {{
 *   radius: () => number,
 *   onTap: (place: Place, reach: number, erase: boolean) => void,
 *   onErase: (place: Place) => void,
 *   onHover: (place: Place | null) => void,
 *   onCursor: (place: Place | null) => void,
 *   onTool: (key: string) => void,
 * }} EditorOptions reach: how far from a point still hits it, in the plane
 */

import { planeLength, planeX, planeY } from '../views/frame.js';

const REACH = { mouse: 10, touch: 20 };
const STEP = 1 / 40;
const LARGE_STEP = 1 / 8;

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 */
export function createEditor(element, options) {
  listenToPointer(element, options);
  listenToKeys(element, options);
}

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 */
function listenToPointer(element, { radius, onTap, onHover }) {
  /** @param {MouseEvent} event */
  function placeOf({ clientX, clientY }) {
    const { left, top, width } = element.getBoundingClientRect();
    const frame = { radius: radius(), size: width };
    return { frame, x: planeX(frame, clientX - left), y: planeY(frame, clientY - top) };
  }

  /** @param {MouseEvent} event @param {boolean} erase */
  function tap(event, erase) {
    const { frame, x, y } = placeOf(event);
    const touch = event instanceof PointerEvent && event.pointerType === 'touch';
    onTap({ x, y }, planeLength(frame, touch ? REACH.touch : REACH.mouse), erase);
  }

  // A click, not a pointerdown: a finger that scrolls the page adds nothing.
  element.addEventListener('click', (event) => tap(event, false));
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    tap(event, true);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'touch') onHover(placeOf(event));
  });
  element.addEventListener('pointerleave', () => onHover(null));
}

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 */
function listenToKeys(element, { radius, onTap, onErase, onCursor, onTool }) {
  let share = { x: 0, y: 0 };
  const place = () => ({ x: share.x * radius(), y: share.y * radius() });
  /** @param {number} value */
  const clamp = (value) => Math.max(-1, Math.min(1, value));

  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? LARGE_STEP : STEP;
      share = { x: clamp(share.x + step * arrow[0]), y: clamp(share.y + step * arrow[1]) };
      onCursor(place());
    } else if (event.key === 'Enter' || event.key === ' ') {
      onTap(place(), planeLength({ radius: radius(), size: 1 }, STEP / 4), false);
    } else if (event.key === 'Backspace' || event.key === 'Delete') {
      onErase(place());
    } else if ('123'.includes(event.key)) {
      onTool(event.key);
    } else {
      return;
    }
    event.preventDefault();
  });
  element.addEventListener('focus', () => {
    if (element.matches(':focus-visible')) onCursor(place());
  });
  element.addEventListener('blur', () => onCursor(null));
}
