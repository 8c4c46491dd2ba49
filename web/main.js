/** The page: makes the app and installs its parts, of which only this file knows all. */

import { createTrainer, train, verify } from 'convexrelu/worker';
import { tables } from 'virtual:tables';
import { byId, write } from './interface/make.js';
import { afterPicture } from './interface/later.js';
import { applyFrame, readFrame } from './interface/frame.js';
import { createApp } from './app.js';
import { decodeState } from './state/hash.js';
import { installAppearance } from './interface/appearance.js';
import { installAddress } from './interface/address.js';
import { installDoubt } from './interface/doubt.js';
import { installBrush } from './interface/brush.js';
import { installImport } from './interface/import.js';
import { installLooks } from './interface/looks.js';
import { installProof } from './interface/proof.js';
import { installSettings } from './interface/settings-form.js';
import { installStage } from './interface/stage.js';
import { installTabs } from './interface/tabs.js';
import { installTools } from './interface/tools.js';
import { installTraining } from './interface/train.js';
import { installUndo } from './interface/undo.js';
import { offerChoices } from './state/settings.js';
import { keepOffline } from './interface/offline.js';
import { onThemeChange, readTheme } from './theme.js';
import { restoreAppearance } from './interface/theme-choice.js';

const tabs = [
  { name: 'path', load: () => import('./tabs/path.js') },
  { name: 'race', load: () => import('./tabs/race.js') },
  { name: 'neurons', load: () => import('./tabs/neurons.js') },
  { name: 'points', load: () => import('./tabs/points.js') },
  { name: 'how', load: () => import('./tabs/how.js') },
];

const root = document.documentElement;
restoreAppearance();
const frame = readFrame(location.search);
// Before anything is shown, and once more when there are controls to hide.
applyFrame(frame);
const app = createApp({
  theme: readTheme(root),
  say: (sentence) => write(byId('spoken-action'), sentence),
});

/** @param {(name: string) => void} openTab */
async function installExtras(openTab) {
  const [{ installTakeaway }, { installLessons }] = await Promise.all([
    import('./interface/takeaway.js'),
    import('./interface/lesson.js'),
  ]);
  installTakeaway(app, byId('takeaway'));
  installLessons(app, byId('lesson'), { openTab, first: frame.lesson });
  keepOffline();
}

/**
 * The package, in a worker wherever there can be one: a sandboxed frame has no origin, and so none.
 * There it works in slices between the frames of the page.
 */
async function loadPackage() {
  // By their names, so that the site has nothing of the package but what it uses.
  const inWorker = { createTrainer, train, verify };
  if (origin !== 'null') return inWorker;
  // The same functions; only what returns at once there is awaited here as well.
  return /** @type {typeof inWorker} */ (/** @type {unknown} */ (await import('convexrelu')));
}

/** Makes the page. */
export async function start() {
  const { createTrainer, train, verify } = await loadPackage();
  offerChoices(tables);
  installAppearance();
  const training = installTraining(app, createTrainer);
  installStage(app);
  installLooks(app);
  installProof(app, training);
  installDoubt(app, verify);
  installTools(app);
  installSettings(app, train);
  applyFrame(frame);
  installBrush(app);
  installUndo(app);
  installImport(app);
  installAddress(app);
  const { open: openTab } = installTabs(app, tabs, 'how');
  if (!frame.embed) afterPicture(app, () => installExtras(openTab));
  onThemeChange(() => app.set({ theme: readTheme(root) }));
  app.setState(decodeState(location.hash));
}
