/**
 * What becomes of the intentions on the plane: points added, removed, moved, and spoken of.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Place} Place
 */

import { MAX_POINTS, moved, nearest, without } from '../data/points.js';
import { announcements } from '../strings.js';
import { chosenLabel } from './tools.js';
import { classNameOf } from './class-names.js';
import { tapped, withPoints } from '../state/scene.js';

/** @param {App} app */
export function createEdits(app) {
  /** @param {Place} place @param {number} reach @param {boolean} erase */
  function tap(place, reach, erase) {
    const full = app.now.scene.points.length >= MAX_POINTS;
    const done = tapped(app.now.state, {
      ...place,
      reach,
      label: erase ? null : chosenLabel(),
    });
    if (!done) {
      app.say(full ? announcements.full(MAX_POINTS) : announcements.nothingNear);
      return;
    }
    app.setState(done.state);
    const { label, x, y } = done.point;
    const count = app.now.scene.points.length;
    const name = classNameOf(app.now.scene, label);
    app.say(
      done.added ? announcements.added(name, x, y, count) : announcements.removed(name, count),
    );
  }

  /** @param {Place} place */
  function eraseNearest({ x, y }) {
    const { points } = app.now.scene;
    const index = nearest(points, x, y);
    if (index < 0) {
      app.say(announcements.nothingNear);
      return;
    }
    const { label } = points[index];
    app.setState(withPoints(app.now.state, (all) => without(all, index)));
    const name = classNameOf(app.now.scene, label);
    app.say(announcements.removed(name, app.now.scene.points.length));
  }

  /** @param {number} index @param {Place} place @param {boolean} live the drag goes on */
  function drag(index, place, live) {
    const { radius } = app.now.scene;
    const inside = (/** @type {number} */ value) => Math.max(-radius, Math.min(radius, value));
    const to = { x: inside(place.x), y: inside(place.y) };
    app.setState(
      withPoints(app.now.state, (all) => moved(all, index, to)),
      { live },
    );
    if (!live) app.say(announcements.moved(to.x, to.y));
  }

  return { tap, drag, eraseNearest };
}
