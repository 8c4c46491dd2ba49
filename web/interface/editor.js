/**
 * Turns mouse, pen, finger and keyboard on the plane into intentions. What becomes of them is
 * decided elsewhere; here is only where, and with what.
 *
 * @typedef {{ x: number, y: number }} Place in the plane
 * @typedef {{
 *   radius: () => number,
 *   pointAt: (place: Place, reach: number) => number,
 *   onTap: (place: Place, reach: number, erase: boolean) => void,
 *   onDrag: (index: number, place: Place, live: boolean) => void,
 *   onErase: (place: Place) => void,
 *   onHover: (place: Place | null) => void,
 *   onCursor: (place: Place | null) => void,
 *   onGrab: (held: boolean) => void,
 *   onTool: (key: string) => void,
 * }} EditorOptions
 *   reach: how far from a point still hits it, in the plane; pointAt: index of the point there, -1
 *   where there is none; live: the drag goes on; onGrab: whether the keyboard has got hold of a point
 */

import { planeLength, planeX, planeY } from '../views/frame.js';

const REACH = { mouse: 10, touch: 20 };
/** A pointer that has moved less than this, in pixels, still only clicks. */
const STILL = 4;
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
  const locate = createLocator(element, options);
  listenToPointer(element, options, locate);
  listenToDrags(element, options, locate);
  listenToKeys(element, options);
}

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 * @returns {(event: MouseEvent) => { place: Place, reach: number }}
 */
function createLocator(element, { radius }) {
  return (event) => {
    const { left, top, width } = element.getBoundingClientRect();
    const frame = { radius: radius(), size: width };
    const touch = event instanceof PointerEvent && event.pointerType === 'touch';
    return {
      place: { x: planeX(frame, event.clientX - left), y: planeY(frame, event.clientY - top) },
      reach: planeLength(frame, touch ? REACH.touch : REACH.mouse),
    };
  };
}

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 * @param {ReturnType<typeof createLocator>} locate
 */
function listenToPointer(element, { onTap, onHover }, locate) {
  /** @param {MouseEvent} event @param {boolean} erase */
  function tap(event, erase) {
    const { place, reach } = locate(event);
    onTap(place, reach, erase);
  }

  // A click, not a pointerdown: a finger that scrolls the page adds nothing.
  element.addEventListener('click', (event) => tap(event, false));
  element.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    tap(event, true);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'touch') onHover(locate(event).place);
  });
  element.addEventListener('pointerleave', () => onHover(null));
}

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 * @param {ReturnType<typeof createLocator>} locate
 */
function listenToDrags(element, { pointAt, onDrag }, locate) {
  /** @type {{ index: number, id: number, x: number, y: number, moving: boolean } | null} */
  let held = null;
  let justDragged = false;

  element.addEventListener('pointerdown', (event) => {
    justDragged = false;
    if (event.button !== 0 || !event.isPrimary) return;
    const { place, reach } = locate(event);
    const index = pointAt(place, reach);
    if (index < 0) return;
    held = { index, id: event.pointerId, x: event.clientX, y: event.clientY, moving: false };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    if (!held || event.pointerId !== held.id) return;
    held.moving ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) >= STILL;
    if (held.moving) onDrag(held.index, locate(event).place, true);
  });
  const release = (/** @type {PointerEvent} */ event) => {
    if (!held || event.pointerId !== held.id) return;
    justDragged = held.moving;
    if (held.moving) onDrag(held.index, locate(event).place, false);
    held = null;
  };
  element.addEventListener('pointerup', release);
  element.addEventListener('pointercancel', () => (held = null));
  // A finger on a point moves the point, elsewhere the page.
  element.addEventListener(
    'touchmove',
    (event) => {
      if (held) event.preventDefault();
    },
    { passive: false },
  );
  // The click at the end of a drag is none.
  element.addEventListener(
    'click',
    (event) => {
      if (justDragged) event.stopImmediatePropagation();
      justDragged = false;
    },
    { capture: true },
  );
}

/**
 * @param {HTMLElement} element
 * @param {EditorOptions} options
 */
function listenToKeys(element, options) {
  const { radius, pointAt, onTap, onDrag, onErase, onCursor, onGrab, onTool } = options;
  let share = { x: 0, y: 0 };
  /** Index of the point that moves with the crosshair, -1 where none does. */
  let held = -1;
  const place = () => ({ x: share.x * radius(), y: share.y * radius() });
  const reach = (/** @type {number} */ steps) =>
    planeLength({ radius: radius(), size: 1 }, steps * STEP);
  /** @param {number} value */
  const clamp = (value) => Math.max(-1, Math.min(1, value));

  /** @param {KeyboardEvent} event */
  function move({ key, shiftKey }) {
    const [right, up] = ARROWS[key];
    const step = shiftKey ? LARGE_STEP : STEP;
    share = { x: clamp(share.x + step * right), y: clamp(share.y + step * up) };
    onCursor(place());
    if (held >= 0) onDrag(held, place(), true);
  }

  function grab() {
    if (held >= 0) {
      onDrag(held, place(), false);
      held = -1;
      return;
    }
    held = pointAt(place(), Infinity);
    onGrab(held >= 0);
    if (held >= 0) onDrag(held, place(), true);
  }

  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  const actions = {
    ...Object.fromEntries(Object.keys(ARROWS).map((key) => [key, move])),
    ...Object.fromEntries([...'1234567'].map((key) => [key, () => onTool(key)])),
    ...Object.fromEntries(['m', 'M'].map((key) => [key, grab])),
    ...Object.fromEntries(
      ['Enter', ' '].map((key) => [
        key,
        () => (held >= 0 ? grab() : onTap(place(), reach(1 / 4), false)),
      ]),
    ),
    ...Object.fromEntries(['Backspace', 'Delete'].map((key) => [key, () => onErase(place())])),
  };
  element.addEventListener('keydown', (event) => {
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    action(event);
    event.preventDefault();
  });
  element.addEventListener('focus', () => {
    if (element.matches(':focus-visible')) onCursor(place());
  });
  element.addEventListener('blur', () => {
    if (held >= 0) grab();
    onCursor(null);
  });
}
