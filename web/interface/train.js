/**
 * Trains whenever the state changes, and tells the app what there is to show of it.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').How} How
 * @typedef {import('../training/trainer.js').Job} Job
 * @typedef {import('../training/trainer.js').CreateTrainer} CreateTrainer
 */

import { Runner } from '../training/runner.js';
import { programOf } from '../state/program.js';
import { toMatrices } from '../data/points.js';

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
  return {
    stop: () => runner.stop(),
    /** @param {unknown} error */
    fail: (error) => runner.fail(error),
  };
}
