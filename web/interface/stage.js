/**
 * The plane: what is drawn on it, and what mouse, finger and keyboard do there.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Place} Place
 */

import { MAX_POINTS, moved, nearest, without } from '../data/points.js';
import { announcements, plane as words } from '../strings.js';
import { byId, write } from './make.js';
import { changed, shownNetwork } from '../app.js';
import { cellOf, weightsOf } from './looks.js';
import { chosenLabel } from './tools.js';
import { createCaption } from './caption.js';
import { createEditor } from './editor.js';
import { createPlane } from '../views/plane.js';
import { tapped, withPoints } from '../state/scene.js';

/** @param {App} app */
export function installStage(app) {
  /** @type {HTMLCanvasElement} */
  const canvas = byId('plane');
  const tools = byId('tools');
  const plane = createPlane(canvas);
  const caption = createCaption(byId('hint'), byId('readout'));

  /** @type {number[] | null} */
  let weights = null;

  app.subscribe((now, before) => {
    const network = shownNetwork(now);
    const { scene, theme, cursor, pointed, compared } = now;
    canvas.ariaLabel = words.label(scene.points.length, network?.m ?? 0);
    plane.draw({
      ...scene,
      theme,
      network,
      highlight: now.highlight,
      cell: cellOf(now),
      weights: changed(now, before, 'weights', 'outcome', 'scene', 'compared')
        ? (weights = weightsOf(now))
        : weights,
      cursor: cursor && { ...cursor, label: chosenLabel() },
    });
    caption.showReadout(pointed, network);
    if (changed(now, before, 'cursor')) caption.showHint(cursor !== null);
    const banner = byId('compared');
    banner.hidden = compared === null;
    write(byId('compared-title'), compared ? words.compared(compared.title) : '');
  });
  byId('compared-close').addEventListener('click', () => app.set({ compared: null }));

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
    app.say(
      done.added ? announcements.added(label, x, y, count) : announcements.removed(label, count),
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
    app.say(announcements.removed(label, app.now.scene.points.length));
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

  createEditor(canvas, {
    radius: () => app.now.scene.radius,
    pointAt: ({ x, y }, reach) => nearest(app.now.scene.points, x, y, reach),
    onTap: tap,
    onDrag: drag,
    onErase: eraseNearest,
    onHover: (pointed) => app.set({ pointed }),
    onCursor: (cursor) => app.set({ cursor, pointed: cursor }),
    onGrab: (held) => app.say(held ? announcements.held : announcements.nothingNear),
    onTool(key) {
      const tool = tools.querySelectorAll('input')[Number(key) - 1];
      if (tool) tool.checked = true;
      app.set({});
    },
  });
  tools.addEventListener('input', () => app.set({}));
  byId('clear').addEventListener('click', () => {
    app.setState(withPoints(app.now.state, () => []));
    app.say(announcements.cleared);
  });
  caption.showHint(false);
}
