/**
 * "How do I know?": primal and dual with the numbers of the moment, and a second opinion by `verify`,
 * which shares no code with the solver.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../training/status.js').Outcome} Outcome
 * @typedef {typeof import('convexrelu/worker').verify} Verify
 * @typedef {Awaited<ReturnType<Verify>>} Verification
 */

import { byId, make } from './make.js';
import { changed } from '../app.js';
import { doubt as words } from '../strings.js';
import { formatGap, formatNumber, formatSeconds } from '../format.js';
import { dualFormula, equation, primalFormula } from '../views/formulas.js';

/**
 * @param {App} app
 * @param {Verify} verify
 */
export function installDoubt(app, verify) {
  const panel = byId('doubt');
  const story = make('div', { class: 'story' });
  const check = make('button', { type: 'button', id: 'verify' }, words.check);
  const verdict = make('div', { id: 'verdict', role: 'status', 'aria-live': 'polite' });
  const close = make('button', { type: 'button', class: 'quiet' }, words.close);
  close.setAttribute('popovertarget', 'doubt');
  const heading = make('h2', { id: 'doubt-heading' }, words.heading);
  panel.append(make('div', { class: 'line' }, heading, close), story, check, verdict);

  const isOpen = () => panel.matches(':popover-open');
  function show() {
    const { outcome } = app.now;
    story.replaceChildren(...(outcome ? tell(outcome) : [make('p', {}, words.nothing)]));
    check.disabled = outcome === null;
    verdict.replaceChildren();
  }
  panel.addEventListener('toggle', () => isOpen() && show());
  app.subscribe((now, before) => {
    if (isOpen() && changed(now, before, 'outcome')) show();
  });

  check.addEventListener('click', async () => {
    const { outcome } = app.now;
    if (!outcome) return;
    check.disabled = true;
    const { data, result } = outcome;
    const started = performance.now();
    /** @type {(Node | string)[]} */
    let lines;
    try {
      const checked = await verify(data.X, data.Y, result.network, result.certificate);
      const seconds = (performance.now() - started) / 1000;
      lines = recount(checked, outcome, seconds);
    } catch (error) {
      lines = [make('p', {}, String(Object(error).message))];
    }
    check.disabled = false;
    if (app.now.outcome === outcome) verdict.replaceChildren(...lines);
  });
}

/** @param {Outcome} outcome */
function tell({ result: { report }, points }) {
  const { objective, lowerBound, relativeGap, beta, scope, patterns } = report;
  const { loss, formulation } = report.options;
  const chosen = { loss: String(loss), gated: formulation === 'gated-relu', n: points, beta };
  const number = (/** @type {number} */ value) => formatNumber(value, 6);
  return [
    make('p', {}, words.primal),
    primalFormula(chosen, number(objective)),
    make('p', {}, words.dual),
    dualFormula(chosen, number(lowerBound)),
    make('p', {}, words.weak),
    equation(words.gapName, number(objective), number(lowerBound), formatGap(report.gap)),
    make('p', {}, words.relative(formatGap(relativeGap))),
    make('p', {}, words.scopes[scope](patterns.total ?? patterns.used)),
  ];
}

/**
 * @param {Verification} checked
 * @param {Outcome} outcome
 * @param {number} seconds
 */
function recount({ valid, objective, lowerBound, gap, reasons }, { result }, seconds) {
  const { report } = result;
  const row = (/** @type {string} */ name, /** @type {number} */ a, /** @type {number} */ b) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, name),
      make('td', {}, formatNumber(a, 10)),
      make('td', {}, formatNumber(b, 10)),
    );
  const columns = [words.claimed, words.recomputed];
  const head = [make('td'), ...columns.map((text) => make('th', { scope: 'col' }, text))];
  return [
    make(
      'p',
      { class: valid ? 'valid' : 'invalid' },
      valid ? words.valid(formatSeconds(seconds)) : words.invalid,
    ),
    ...reasons.map((reason) => make('p', {}, reason)),
    make(
      'table',
      {},
      make('thead', {}, make('tr', {}, ...head)),
      make(
        'tbody',
        {},
        row(words.objective, report.objective, objective),
        row(words.lowerBound, report.lowerBound, lowerBound),
        row(words.gap, report.gap, gap),
      ),
    ),
  ];
}
