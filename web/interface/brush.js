/**
 * Painting: while the brush is larger than a point, a stroke of mouse, pen or finger sets points all
 * along, or wipes them, and Enter dabs where the crosshair is.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {{ x: number, y: number }} Place
 */

import { byId } from './make.js';
import { chosenLabel } from './tools.js';
import { createRandom } from '../data/random.js';
import { dab, isNext, wipe } from '../data/paint.js';
import { editing as words } from '../strings-tools.js';
import { planeX, planeY } from '../views/frame.js';
import { withPoints } from '../state/scene.js';

/**
 * @param {App} app
 * @param {() => number} size radius of the brush in the plane
 * @returns {(place: Place, live: boolean) => void} one dab
 */
function createPainter(app, size) {
  let strokes = 0;
  return (place, live) => {
    const chosen = chosenLabel();
    const { radius } = app.now.scene;
    const change = (/** @type {import('../data/points.js').Point[]} */ points) =>
      chosen === null
        ? wipe(points, place, size())
        : dab(points, place, {
            ...{ size: size(), label: chosen, within: radius },
            random: createRandom((strokes += 1)),
          });
    app.setState(withPoints(app.now.state, change), { live });
  };
}

/** @param {App} app */
export function installBrush(app) {
  const canvas = byId('plane');
  /** @type {HTMLSelectElement} */
  const menu = byId('brush');
  /** @type {{ id: number, last: Place | null } | null} */
  let stroke = null;

  /** Radius of the brush in the plane, 0 where it is a point. */
  const size = () => (Number(menu.value) * app.now.scene.radius) / 100;
  const paint = createPainter(app, size);

  /** @param {PointerEvent} event @returns {Place} */
  function placeOf({ clientX, clientY }) {
    const { left, top, width } = canvas.getBoundingClientRect();
    const frame = { radius: app.now.scene.radius, size: width };
    return { x: planeX(frame, clientX - left), y: planeY(frame, clientY - top) };
  }

  /** @param {PointerEvent} event */
  function advance(event) {
    if (!stroke || stroke.id !== event.pointerId) return;
    event.stopImmediatePropagation();
    const place = placeOf(event);
    if (!isNext(stroke.last, place, size())) return;
    stroke.last = place;
    paint(place, true);
  }

  function end(/** @type {PointerEvent} */ event) {
    if (!stroke || stroke.id !== event.pointerId) return;
    event.stopImmediatePropagation();
    stroke = null;
    app.setState(app.now.state);
    app.say(words.painted(app.now.scene.points.length));
  }

  const first = { capture: true };
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (size() === 0 || event.button !== 0 || !event.isPrimary) return;
      stroke = { id: event.pointerId, last: null };
      canvas.setPointerCapture(event.pointerId);
      canvas.focus({ preventScroll: true });
      advance(event);
    },
    first,
  );
  canvas.addEventListener('pointermove', advance, first);
  canvas.addEventListener('pointerup', end, first);
  canvas.addEventListener('pointercancel', end, first);
  canvas.addEventListener(
    'click',
    (event) => size() > 0 && event.stopImmediatePropagation(),
    first,
  );
  listenToKeys(app, canvas, size, paint);
  // A finger paints, where it otherwise would scroll.
  menu.addEventListener('input', () => canvas.classList.toggle('painting', size() > 0));
}

/**
 * @param {App} app
 * @param {HTMLElement} canvas
 * @param {() => number} size
 * @param {(place: Place, live: boolean) => void} paint
 */
function listenToKeys(app, canvas, size, paint) {
  canvas.addEventListener(
    'keydown',
    (event) => {
      if (size() === 0 || !['Enter', ' '].includes(event.key) || !app.now.cursor) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      paint(app.now.cursor, false);
      app.say(words.painted(app.now.scene.points.length));
    },
    { capture: true },
  );
}
