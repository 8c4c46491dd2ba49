/**
 * Which solvers refuse the program that is chosen, in the words of the package itself: each is asked
 * with a problem of four points.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {typeof import('convexrelu/worker').train} Train
 */

import { choicesOf, settingByName } from '../state/settings.js';
import { programOf } from '../state/program.js';

/** Milliseconds without a change before anyone is asked. */
const DELAY = 250;

const X = [
  [0, 1],
  [1, 0],
  [1, 1],
  [-1, 0.5],
];
const y = [1, -1, 1, -1];

/**
 * @param {App} app
 * @param {Train} train
 * @param {(reasons: Map<string, string>) => void} show
 */
export function installRefusals(app, train, show) {
  let asked = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {import('../state/settings.js').Values} values */
  async function ask(values) {
    const { formulation, loss, regularizer, over } = values;
    const question = [formulation, loss, regularizer, over].join();
    if (question === asked) return;
    asked = question;
    const names = choicesOf(settingByName('solver'), values) ?? [];
    const options = { ...programOf({ ...values, patterns: 2 }), maxIterations: 0 };
    const answers = await Promise.all(
      names.map(async (name) => {
        const solver = /** @type {NonNullable<typeof options.solver>} */ (name);
        try {
          await train(X, y, { ...options, solver });
          return '';
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      }),
    );
    if (question !== asked) return;
    const pairs = names.map((name, i) => /** @type {[string, string]} */ ([name, answers[i]]));
    const reasons = new Map(pairs.filter(([, why]) => why !== ''));
    const { state } = app.now;
    // A solver that cannot be used any more gives way.
    if (reasons.has(String(state.values.solver))) {
      app.setState({ ...state, values: { ...state.values, solver: names[0] } });
    }
    show(reasons);
  }

  app.onState(({ values }) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(values), DELAY);
  });
  ask(app.now.state.values);
}
