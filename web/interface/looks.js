/**
 * What is drawn on the plane on demand: the arrangement's cell under the pointer, the neuron whose
 * line is pointed at, points sized by their dual weight.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('../views/cells.js').Cell} Cell
 */

import { byId, make, write } from './make.js';
import { cellAt, countCells } from '../views/cells.js';
import { changed, shownNetwork } from '../app.js';
import { lineAt, neuronLines } from '../views/neurons.js';
import { linearFormula } from './formula.js';
import { plane as words } from '../strings.js';

/** How near to a neuron's line one has to point, as a share of the square's half side. */
const REACH = 0.015;
/** Longer patterns are cut. */
const LONGEST = 64;

/** @param {App} app */
export function installLooks(app) {
  const boxes = /** @type {const} */ (['cells', 'weights']).map((name) => {
    const input = make('input', { type: 'checkbox', name });
    input.addEventListener('input', () => app.set({ [name]: input.checked }));
    return make('label', { class: 'look' }, input, words.looks[name]);
  });
  const text = make('output', { id: 'cell' });
  byId('looks').append(...boxes, text);
  /** Whether what is lit up was pointed at on the canvas. */
  let mine = false;

  app.subscribe((now, before) => {
    if (changed(now, before, 'pointed', 'cells', 'outcome', 'compared')) {
      text.hidden = !now.cells;
      if (now.cells) write(text, describeCells(now));
    }
    if (!changed(now, before, 'pointed') || now.cells) return;
    const highlight = pointedNeuron(now);
    if (highlight !== null || mine) app.set({ highlight });
    mine = highlight !== null;
  });
}

/**
 * The cell that is pointed at, null where none is asked for.
 *
 * @param {Now} now
 */
export function cellOf(now) {
  const network = shownNetwork(now);
  const { cells, pointed, scene } = now;
  if (!cells || !pointed || network?.d !== 2) return null;
  return cellAt(network, pointed, scene.radius);
}

/** @param {Now} now */
function pointedNeuron(now) {
  const network = shownNetwork(now);
  const { pointed, scene } = now;
  if (!pointed || network?.d !== 2) return null;
  return lineAt(neuronLines(network, scene.radius), pointed, REACH * scene.radius);
}

/** The cell that is pointed at, else how many there are. @param {Now} now */
function describeCells(now) {
  const cell = cellOf(now);
  if (cell) return describe(cell);
  const network = shownNetwork(now);
  if (network?.d !== 2) return words.noCells;
  const { radius } = now.scene;
  const lines = neuronLines(network, radius);
  return words.countCells(countCells(lines, radius), lines.length);
}

/** @param {Cell} cell */
function describe({ pattern, pieces }) {
  const bits = pattern.map((active) => (active ? '1' : '0')).join('');
  const short = bits.length > LONGEST ? `${bits.slice(0, LONGEST)}…` : bits;
  const active = pattern.filter(Boolean).length;
  const formulas = pieces.map(({ wx, wy, w0 }) => linearFormula([wx, wy, w0]));
  return words.cell(short, active, pattern.length, formulas.join('; '));
}

/**
 * The size of each point's dual variable, in the order of the points; null where it is not asked for.
 *
 * @param {Now} now
 */
export function weightsOf({ weights, outcome, scene, compared }) {
  if (!weights || !outcome || compared) return null;
  const numbers = Array.from(outcome.result.certificate.dual);
  const c = numbers.length / Math.max(1, scene.train.length);
  if (!Number.isInteger(c)) return null;
  const sizes = new Map(
    scene.train.map((point, i) => [point, Math.hypot(...numbers.slice(c * i, c * (i + 1)))]),
  );
  return scene.points.map((point) => sizes.get(point) ?? 0);
}
