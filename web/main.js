/**
 * The page: state on one side, training and views on the other. Only this file knows them all.
 *
 * @typedef {import('./state/hash.js').State} State
 * @typedef {import('./training/trainer.js').Job} Job
 * @typedef {{ x: number, y: number }} Place
 */

import { info, train } from 'convexrelu/worker';
import { MAX_POINTS, nearest, toMatrices, without } from './data/points.js';
import { actions, announcements, chart as chartWords, plane as planeWords } from './strings.js';
import { createCaption } from './interface/caption.js';
import { createChart } from './views/chart.js';
import { createControls } from './interface/controls.js';
import { createEditor } from './interface/editor.js';
import { createGallery } from './interface/gallery.js';
import { createPanel } from './interface/panel.js';
import { createPlane } from './views/plane.js';
import { Runner } from './training/runner.js';
import { decodeState, encodeState } from './state/hash.js';
import { defaultValues, offerChoices, overAll, withValue } from './state/settings.js';
import { describe } from './training/status.js';
import { formatSetting } from './format.js';
import { onThemeChange, readTheme } from './theme.js';
import { sceneOf, tapped, withPoints } from './state/scene.js';

/** Milliseconds without a change before the address follows. */
const HASH_DELAY = 300;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** @type {HTMLCanvasElement} */
const planeCanvas = byId('plane');
/** @type {HTMLButtonElement} */
const runButton = byId('run');
const form = byId('settings');
const statusElement = byId('status');
const tools = byId('tools');

const plane = createPlane(planeCanvas);
const chart = createChart(byId('chart'));
const panel = createPanel({
  status: statusElement,
  headline: byId('headline'),
  detail: byId('detail'),
  note: byId('note'),
  numbers: byId('numbers'),
  spokenStatus: byId('spoken-status'),
  spokenAction: byId('spoken-action'),
});
const caption = createCaption(byId('hint'), byId('readout'));
const runner = new Runner(train, scheduleDraw);

/** @type {State} */
let state = { values: defaultValues(), drawing: null };
let scene = sceneOf(state);
let theme = readTheme(document.documentElement);
/** The keyboard's crosshair. @type {Place | null} */
let cursor = null;
/** Where mouse or crosshair is. @type {Place | null} */
let pointed = null;
/** @type {ReturnType<typeof createControls> | null} */
let controls = null;
let frame = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hashTimer;

/**
 * The one way in which anything changes.
 *
 * @param {State} next
 * @param {{ cold?: boolean }} [how] cold: without starting from the last network
 */
function setState(next, { cold = false } = {}) {
  state = next;
  scene = sceneOf(state);
  controls?.update(state.values, state.drawing !== null);
  clearTimeout(hashTimer);
  hashTimer = setTimeout(writeHash, HASH_DELAY);
  if (scene.points.length > 0) runner.request(jobOf(cold));
  else runner.clear();
  markBusy();
  scheduleDraw();
}

/**
 * @param {boolean} cold
 * @returns {Job}
 */
function jobOf(cold) {
  const { formulation, loss, beta, patterns, seed } = state.values;
  // As many as the slider says: patterns found by pricing would come on top.
  const sampled = { kind: 'sampled', count: patterns, seed, priced: false };
  const options = {
    formulation,
    loss,
    beta,
    bias: true,
    patterns: overAll(state.values) ? 'exact' : sampled,
  };
  return {
    cold,
    data: toMatrices(scene.points),
    options: /** @type {Job['options']} */ (options),
    subject: state.drawing ? 'drawing' : String(state.values.data),
  };
}

function writeHash() {
  const text = encodeState(state);
  const { pathname, search } = location;
  history.replaceState(null, '', text ? `#${text}` : pathname + search);
}

function readHash() {
  const next = decodeState(location.hash);
  if (encodeState(next) !== encodeState(state)) setState(next);
}

function scheduleDraw() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(draw);
}

/** Says at once, also to a screen reader, that what is on show is about to change. */
function markBusy() {
  statusElement.ariaBusy = String(runner.run.phase === 'running');
}

function draw() {
  drawPlane();
  markBusy();
  if (runner.quiet) return;
  const run = runner.run;
  const status = describe(run);
  panel.show(status);
  runButton.textContent = run.phase === 'running' ? actions.stop : actions.train;
  runButton.disabled = run.phase === 'starting' || run.phase === 'empty';
  chart.draw({
    history: runner.curves,
    finished: status.tone === 'proven',
    theme,
    words: chartWords,
    format: formatSetting,
  });
}

function drawPlane() {
  const neurons = runner.outcome?.result.report.neurons ?? 0;
  planeCanvas.ariaLabel = planeWords.label(scene.points.length, neurons);
  plane.draw({
    ...scene,
    theme,
    network: runner.outcome?.result.network ?? null,
    cursor: cursor && { ...cursor, label: toolLabel() },
  });
  showReadout();
}

/** The class that a click adds, 0 where it only removes. */
function toolLabel() {
  const checked = tools.querySelector('input:checked');
  const { value } = /** @type {HTMLInputElement} */ (checked);
  return value === 'erase' ? 0 : value === '1' ? 1 : -1;
}

/** @param {string} key 1, 2 or 3: the tools in their order */
function chooseTool(key) {
  tools.querySelectorAll('input')[Number(key) - 1].checked = true;
  drawPlane();
}

/**
 * @param {Place} place
 * @param {number} reach
 * @param {boolean} erase
 */
function tap(place, reach, erase) {
  const full = scene.points.length >= MAX_POINTS;
  const done = tapped(state, {
    ...place,
    reach,
    label: erase || toolLabel() === 0 ? null : toolLabel(),
  });
  if (!done) {
    panel.say(full ? announcements.full(MAX_POINTS) : announcements.nothingNear);
    return;
  }
  setState(done.state);
  const { label, x, y } = done.point;
  const count = scene.points.length;
  panel.say(
    done.added ? announcements.added(label, x, y, count) : announcements.removed(label, count),
  );
}

/** @param {Place} place */
function eraseNearest({ x, y }) {
  const index = nearest(scene.points, x, y);
  if (index < 0) {
    panel.say(announcements.nothingNear);
    return;
  }
  const { label } = scene.points[index];
  setState(withPoints(state, (points) => without(points, index)));
  panel.say(announcements.removed(label, scene.points.length));
}

/** @param {Place | null} place */
function point(place) {
  pointed = place;
  showReadout();
}

function showReadout() {
  caption.showReadout(pointed, runner.outcome?.result.network ?? null);
}

/** @param {Place | null} place */
function moveCursor(place) {
  cursor = place;
  pointed = place;
  caption.showHint(cursor !== null);
  drawPlane();
}

/** @param {string} name @param {string} value */
function changeSetting(name, value) {
  const drawing = name === 'data' ? null : state.drawing;
  setState({ values: withValue(state.values, name, value), drawing });
}

function listen() {
  createEditor(planeCanvas, {
    radius: () => scene.radius,
    onTap: tap,
    onErase: eraseNearest,
    onHover: point,
    onCursor: moveCursor,
    onTool: chooseTool,
  });
  runButton.addEventListener('click', () => {
    if (runner.run.phase === 'running') runner.stop();
    else setState(state, { cold: true });
  });
  byId('clear').addEventListener('click', () => {
    setState(withPoints(state, () => []));
    panel.say(announcements.cleared);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    setState({ values: defaultValues(), drawing: null });
  });
  tools.addEventListener('input', drawPlane);
  addEventListener('hashchange', readHash);
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') runner.stop();
  });
}

async function start() {
  listen();
  caption.showHint(false);
  draw();
  try {
    offerChoices(await info());
  } catch (error) {
    runner.fail(error);
  }
  const groups = { data: byId('data-settings'), model: byId('model-settings') };
  controls = createControls(groups, changeSetting);
  const gallery = createGallery(controls.pictures('data'));
  gallery.draw(theme);
  onThemeChange(() => {
    theme = readTheme(document.documentElement);
    gallery.draw(theme);
    draw();
  });
  setState(decodeState(location.hash));
}

start();
