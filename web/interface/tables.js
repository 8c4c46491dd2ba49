/**
 * Loads the tables of measured data: the one that is asked for at once, the others after the first
 * training, for their thumbnails.
 *
 * @typedef {import('../app.js').App} App
 */

import { datasets } from '../data/datasets.js';
import { afterPicture } from './later.js';
import { isLoaded, loadTable } from '../data/measured.js';

/**
 * @param {App} app
 * @param {() => void} onLoaded all tables are here
 */
export function installTables(app, onLoaded) {
  app.onState(async () => {
    if (!app.now.scene.pending) return;
    try {
      await loadTable(String(app.now.state.values.data));
      if (app.now.scene.pending) app.setState(app.now.state);
    } catch {
      // Without a network there may be no table: the points stay away, which the status says.
    }
  });
  afterPicture(app, async () => {
    const missing = datasets.map(({ name }) => name).filter((name) => !isLoaded(name));
    const all = await Promise.allSettled(missing.map(loadTable));
    if (all.every(({ status }) => status === 'fulfilled')) onLoaded();
  });
}
