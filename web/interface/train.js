/**
 * Trains whenever the state changes, and tells the app what there is to show of it.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').How} How
 * @typedef {import('../training/trainer.js').Job} Job
 * @typedef {import('../training/trainer.js').CreateTrainer} CreateTrainer
 */

import { Runner } from '../training/runner.js';
import { byId, write } from './make.js';
import { crash as words } from '../strings.js';
import { programOf } from '../state/program.js';
import { toMatrices } from '../data/points.js';

/** So many crashes on end are not answered by another start. */
const MOST_CRASHES = 2;

/**
 * @param {App} app
 * @param {CreateTrainer} createTrainer
 */
export function installTraining(app, createTrainer) {
  const runner = new Runner(createTrainer, publish);

  function publish() {
    const { run, told, outcome, curves } = runner;
    app.set({ run, told, outcome, curves });
  }

  /** @param {How} how @returns {Job} */
  function jobOf({ cold = false, live = false }) {
    const { state, scene } = app.now;
    return {
      ...{
        cold,
        live,
        data: toMatrices(scene.train, scene.task, scene.classes),
        options: programOf(state.values, scene.task),
        task: scene.task,
      },
      subject: state.drawing ? 'drawing' : String(state.values.data),
    };
  }

  app.onState((_, how) => {
    if (app.now.scene.pending) return;
    if (how.known) runner.present(how.known, jobOf(how));
    else if (app.now.scene.points.length > 0) runner.request(jobOf(how));
    else runner.clear();
    publish();
  });
  restartCrashed(app, () => runner.request(jobOf({ cold: true })));
  return {
    stop: () => runner.stop(),
    /** @param {unknown} error */
    fail: (error) => runner.fail(error),
  };
}

/**
 * A worker that has crashed is replaced, and the training begins again; a problem that crashes it
 * again and again is left alone.
 *
 * @param {App} app
 * @param {() => void} restart
 */
function restartCrashed(app, restart) {
  const notice = byId('notice');
  let crashes = 0;
  app.onState(() => {
    crashes = 0;
    write(notice, '');
  });
  app.subscribe(({ run }, before) => {
    if (run === before?.run || run.phase !== 'failed' || !run.crashed) return;
    crashes += 1;
    const again = crashes <= MOST_CRASHES;
    write(notice, again ? words.restarted : words.gaveUp);
    if (again) restart();
  });
}
