/**
 * The plane: what is drawn on it, and what mouse, finger and keyboard do there.
 *
 * @typedef {import('../app.js').App} App
 */

import { announcements, plane as words } from '../strings.js';
import { byId, write } from './make.js';
import { changed, shownNetwork } from '../app.js';
import { cellOf, weightsOf } from './looks.js';
import { chosenLabel } from './tools.js';
import { createCaption } from './caption.js';
import { createEditor } from './editor.js';
import { createEdits } from './edits.js';
import { createPlane } from '../views/plane.js';
import { nearest } from '../data/points.js';
import { withPoints } from '../state/scene.js';

/** @param {App} app */
export function installStage(app) {
  /** @type {HTMLCanvasElement} */
  const canvas = byId('plane');
  const plane = createPlane(canvas);
  const caption = createCaption(byId('hint'), byId('readout'));

  /** @type {number[] | null} */
  let weights = null;

  app.subscribe((now, before) => {
    const network = shownNetwork(now);
    const { scene, theme, cursor, pointed, compared } = now;
    const label = words.label(scene.points.length, network?.m ?? 0);
    if (canvas.ariaLabel !== label) canvas.ariaLabel = label;
    plane.draw({
      ...scene,
      theme,
      network,
      highlight: now.highlight,
      arrangement: now.cells,
      cell: cellOf(now),
      weights: changed(now, before, 'weights', 'outcome', 'scene', 'compared')
        ? (weights = weightsOf(now))
        : weights,
      cursor: cursor && { ...cursor, label: chosenLabel() },
    });
    caption.showReadout(pointed, network);
    if (changed(now, before, 'cursor')) caption.showHint(cursor !== null);
    if (!changed(now, before, 'compared')) return;
    byId('compared').hidden = compared === null;
    write(byId('compared-title'), compared ? words.compared(compared.title) : '');
  });
  byId('compared-close').addEventListener('click', () => app.set({ compared: null }));

  listen(app, canvas);
  caption.showHint(false);
}

/**
 * @param {App} app
 * @param {HTMLCanvasElement} canvas
 */
function listen(app, canvas) {
  const tools = byId('tools');
  const { tap, drag, eraseNearest } = createEdits(app);
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
}
