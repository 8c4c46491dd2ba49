/** How the page follows a point that is dragged. */
import { decodeState } from '../../../web/state/hash.js';
import { sceneOf } from '../../../web/state/scene.js';
import { openSite, placeOnPlane, settled } from '../../page/support.js';
import { quantile } from '../statistics.js';
import { processorTime } from './processor.js';

/** @typedef {import('playwright').Page} Page */
/** @typedef {{ solves: number, ages: number[], lag: number, interactions: number[],
 *   delays: number[], longTasks: number[], seconds: number, moves: number, processor: number }} Record */

const SECONDS = 6;

const cases = [
  { name: 'sampled, p = 50', hash: '#v=1&data=moons&n=100&over=sampled&patterns=50' },
  { name: 'exact, moons', hash: '#v=1&data=moons&n=100' },
  { name: 'exact, circle', hash: '#v=1&data=circle&n=100' },
  { name: 'exact, xor, logistic', hash: '#v=1&data=xor&n=100&loss=logistic' },
];

/** A row for each problem of 100 points. */
export async function measureDrags() {
  const site = await openSite();
  const rows = [];
  for (const { name, hash } of cases) {
    const { page } = await site.open(hash, {}, watchDrag);
    await settled(page);
    rows.push(rowOf(name, await drag(page, hash)));
    await page.context().close();
  }
  await site.close();
  return rows;
}

/** @param {string} name @param {Record} record */
function rowOf(
  name,
  { solves, seconds, ages, lag, interactions, delays, longTasks, moves, processor },
) {
  return {
    'problem, n = 100': name,
    'moves/s': moves / seconds,
    'solves/s': solves / seconds,
    'cpu a solve (ms)': processor / solves,
    'pictures/s': ages.length / seconds,
    'age of picture (ms)': quantile(ages, 0.5),
    'age 95%': quantile(ages, 0.95),
    'last move to its picture': lag,
    'INP (ms)': Math.max(...interactions),
    'move to handler 95%': quantile(delays, 0.95),
    'tasks over 50 ms': longTasks.length,
  };
}

/**
 * Takes hold of the point nearest to the middle and leads it around for a while, as fast as a mouse
 * tells of its moves.
 *
 * @param {Page} page
 * @param {string} hash
 * @returns {Promise<Record>}
 */
async function drag(page, hash) {
  const { points, radius } = sceneOf(decodeState(hash));
  const [middle] = [...points].sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  const { x, y } = await placeOnPlane(
    page,
    (middle.x / radius + 1) / 2,
    (1 - middle.y / radius) / 2,
  );
  await page.mouse.move(x, y);
  await page.evaluate(() => /** @type {any} */ (window).begin());
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await processorTime(session);
  await page.mouse.down();
  const start = performance.now();
  let moves = 0;
  while (performance.now() < start + 1000 * SECONDS) {
    const k = (moves += 1);
    const due = start + (1000 / 60) * k;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await page.mouse.move(x + 30 * Math.sin(k / 20), y + 30 * (1 - Math.cos(k / 20)));
  }
  const processor = (await processorTime(session)) - before;
  const record = /** @type {Promise<Record>} */ (
    page.evaluate(() => /** @type {any} */ (window).end())
  );
  const measured = await record;
  await page.mouse.up();
  await settled(page);
  const interactions = /** @type {number[]} */ (
    await page.evaluate(() => /** @type {any} */ (window).interactions())
  );
  return { ...measured, moves, processor, interactions: [0, ...interactions] };
}

/**
 * Runs in the page before its own scripts. It listens to what the page tells its worker and hears
 * from it, so that of each picture it is known which move of the mouse it shows.
 */
function watchDrag() {
  const spy = /** @type {any} */ (window);
  /** Time of the last move; of the moves told to the worker, by message; of the last one known to be solved. */
  let moved = 0;
  let solved = 0;
  /** Of the answer that has still to be drawn, the time of the move it is of. @type {number | null} */
  let waiting = null;
  /** The same of the answer on show. */
  let shown = 0;
  /** @type {Map<number, { method: string, moved: number }>} */
  const told = new Map();
  /** @type {any} */
  let record = {};
  /** @type {PerformanceEventTiming[]} */
  const events = [];

  const { Worker } = window;
  window.Worker = class extends Worker {
    /** @param {[string | URL, WorkerOptions?]} parts */
    constructor(...parts) {
      super(...parts);
      this.addEventListener('message', ({ data }) => hear(data));
    }
    /**
     * @override
     * @param {any} message
     * @param {any} rest
     */
    postMessage(message, rest) {
      if (message.type === 'trainer') told.set(message.id, { method: message.method, moved });
      super.postMessage(message, rest);
    }
  };

  /** @param {any} reply */
  function hear({ id, type }) {
    const call = told.get(id);
    if (!call || type !== 'result') return;
    told.delete(id);
    // The worker answers in order: what it has confirmed before it gives a result is in it.
    if (call.method === 'setPoint') solved = call.moved;
    if (call.method !== 'run' && call.method !== 'result') return;
    record.solves += 1;
    waiting = solved;
  }

  addEventListener(
    'pointermove',
    ({ timeStamp }) => {
      moved = timeStamp;
      record.delays?.push(performance.now() - timeStamp);
    },
    { capture: true },
  );
  const { drawImage } = CanvasRenderingContext2D.prototype;
  /** @type {any} */ (CanvasRenderingContext2D.prototype).drawImage = function (
    /** @type {any[]} */ ...parts
  ) {
    if (waiting !== null && this.canvas.id === 'plane') {
      // What is of no move shows the points as they were before.
      if (waiting > 0) record.ages?.push(performance.now() - waiting);
      if (waiting !== shown) record.reached = performance.now();
      [shown, waiting] = [waiting, null];
    }
    return drawImage.apply(this, /** @type {any} */ (parts));
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) record.longTasks?.push(entry.duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    events.push(.../** @type {PerformanceEventTiming[]} */ (list.getEntries()));
  }).observe(/** @type {any} */ ({ type: 'event', durationThreshold: 16 }));

  spy.begin = () => {
    record = { solves: 0, ages: [], delays: [], longTasks: [], started: performance.now() };
    events.length = 0;
  };
  spy.end = async () => {
    const { started, ...rest } = record;
    const seconds = (performance.now() - started) / 1000;
    const counted = { ...rest, ages: [...record.ages], delays: [...record.delays] };
    const last = moved;
    const isShown = () => shown === last;
    while (!isShown()) await new Promise((go) => setTimeout(go, 5));
    const lag = record.reached - last;
    return { ...counted, solves: rest.solves, seconds, lag, longTasks: record.longTasks };
  };
  spy.interactions = () =>
    events
      .filter((event) => Number(/** @type {any} */ (event).interactionId) > 0)
      .map(({ duration }) => duration);
}
