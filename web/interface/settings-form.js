/**
 * The rail of settings: controls from the table, thumbnails, reset.
 *
 * @typedef {import('../app.js').App} App
 */

import { changed } from '../app.js';
import { afterPicture } from './later.js';
import { byId } from './make.js';
import { createControls } from './controls.js';
import { createGallery } from './gallery.js';
import { installRefusals } from './refusals.js';
import { installTables } from './tables.js';
import { reveal } from './kinds.js';
import { defaultValues, withValue } from '../state/settings.js';

/**
 * @param {App} app
 * @param {typeof import('convexrelu/worker').train} train
 */
export function installSettings(app, train) {
  const groups = {
    data: byId('data-settings'),
    model: byId('model-settings'),
    more: byId('more-settings'),
  };
  const controls = createControls(groups, (name, value, live = false) => {
    const { state } = app.now;
    const drawing = name === 'data' ? null : state.drawing;
    app.setState({ values: withValue(state.values, name, value), drawing }, { live });
  });
  const gallery = createGallery(controls.pictures('data'));
  const form = byId('settings');
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    app.setState({ values: defaultValues(), drawing: null });
  });
  // On a phone the settings are a sheet over the lower half: the picture goes to the upper one.
  form.addEventListener('toggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
    byId('plane').scrollIntoView();
    form.querySelectorAll('.gallery input:checked').forEach(reveal);
  });
  app.onState(({ values, drawing }) => controls.update(values, drawing !== null));
  app.subscribe((now, before) => {
    if (changed(now, before, 'theme')) gallery.draw(now.theme);
  });
  afterPicture(app, () =>
    installRefusals(app, train, (reasons) => controls.refuse('solver', reasons)),
  );
  installTables(app, () => gallery.draw(app.now.theme));
}
