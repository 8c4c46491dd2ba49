/**
 * The column of the proof: badge, chart of the gap, numbers, the button that trains and stops.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 */

import { actions, chart as chartWords, status as statusWords } from '../strings.js';
import { byId, write } from './make.js';
import { changed } from '../app.js';
import { createChart } from '../views/chart.js';
import { createPanel } from './panel.js';
import { describe } from '../training/status.js';
import { formatSetting } from '../format.js';

/**
 * @param {App} app
 * @param {{ stop: () => void }} training
 */
export function installProof(app, training) {
  const status = byId('status');
  /** @type {HTMLButtonElement} */
  const button = byId('run');
  const chart = createChart(byId('chart'));
  const panel = createPanel({
    status,
    headline: byId('headline'),
    detail: byId('detail'),
    remark: byId('remark'),
    note: byId('note'),
    numbers: byId('numbers'),
    spokenStatus: byId('spoken-status'),
  });

  const scoreName = byId('numbers').querySelector('[data-number="score"]')?.previousElementSibling;

  // Says at once, also to a screen reader, that what is on show is about to change.
  const markBusy = () => (status.ariaBusy = String(app.now.run.phase === 'running'));
  app.onState(markBusy);
  app.subscribe((now, before) => {
    markBusy();
    if (changed(now, before, 'run', 'told', 'curves', 'theme')) show(now);
  });

  /** @param {Now} now */
  function show({ told, curves, theme, scene }) {
    const words = describe(told);
    panel.show(words);
    const numeric = scene.task === 'line' || scene.task === 'surface';
    if (scoreName) write(scoreName, statusWords.scoreNames[numeric ? 'explained' : 'accuracy']);
    write(button, told.phase === 'running' ? actions.stop : actions.train);
    button.disabled = told.phase === 'starting' || told.phase === 'empty';
    if (!curves) return;
    chart.draw({
      history: curves,
      finished: words.tone === 'proven' || words.tone === 'global',
      theme,
      words: chartWords,
      format: formatSetting,
    });
  }

  button.addEventListener('click', () => {
    if (app.now.run.phase === 'running') training.stop();
    else app.setState(app.now.state, { cold: true });
  });
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') training.stop();
  });
}
