/**
 * One solve at a time, always of the newest request. Where a request differs from the one before by
 * some points or by β only, the package's trainer goes on from its solution. While requests arrive
 * faster than solves end (something is being dragged), what a solve has reached after GRACE
 * milliseconds is shown, with the gap that is left, and it goes on with the newest request; and again
 * after as long, until it ends. So the picture follows, however long a solve takes.
 *
 * @typedef {typeof import('convexrelu/worker').createTrainer} CreateTrainer
 * @typedef {Awaited<ReturnType<CreateTrainer>>} Session
 * @typedef {Awaited<ReturnType<Session['run']>>} Result
 * @typedef {NonNullable<Parameters<CreateTrainer>[2]>} Options
 * @typedef {Parameters<NonNullable<Options['onProgress']>>[0]} Progress
 * @typedef {ReturnType<typeof import('../data/points.js').toMatrices>} Data
 * @typedef {{ data: Data, options: Options, cold: boolean, live?: boolean, subject: string,
 *   task?: import('../data/points.js').Task }} Job
 *   cold: without starting from the last result; live: more of the kind follow at once; subject:
 *   whose picture it is, see Runner
 * @typedef {{ controller: AbortController, since: number, pause: number, job: Job,
 *   told: Job | null }} Running
 *   since: when its picture was shown last; pause: until the next one; job: what it is known to solve;
 *   told: what it was told to solve, but has not confirmed
 * @typedef {{ session: Session, job: Job, moved: boolean }} Open
 *   a training that goes on, what it was last told to solve, and whether points have moved in it
 * @typedef {{
 *   onStart: () => void, onProgress: (progress: Progress) => void,
 *   onPart: (result: Result, job: Job) => void,
 *   onResult: (result: Result, job: Job) => void, onError: (error: unknown) => void,
 * }} Listener  onPart: a result that is not finished, shown while the next is on its way
 */

import { changedRows, sizesOf } from './changes.js';

/** Milliseconds after which what a solve has reached is shown, while something is being dragged. */
const GRACE = 60;
/** The longest pause between two such pictures, once nothing moves any more. */
const LONGEST_PAUSE = 1000;

export class Trainer {
  /** @type {Running | null} */
  #running = null;
  /** @type {Job | null} */
  #pending = null;
  /** @type {Open | null} */
  #open = null;
  /** @type {Result | null} */
  #last = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #createTrainer;
  #listener;

  /**
   * @param {CreateTrainer} createTrainer
   * @param {Listener} listener
   */
  constructor(createTrainer, listener) {
    this.#createTrainer = createTrainer;
    this.#listener = listener;
  }

  /** @param {Job} job */
  request(job) {
    this.#pending = job;
    if (!this.#running) {
      this.#launch();
      return;
    }
    this.#running.pause = GRACE;
    this.#wait(this.#running);
  }

  /** Drops what runs and what waits. */
  stop() {
    this.#pending = null;
    clearTimeout(this.#timer);
    this.#running?.controller.abort();
  }

  /** @param {Running} running */
  #wait(running) {
    clearTimeout(this.#timer);
    const left = running.since + running.pause - performance.now();
    this.#timer = setTimeout(() => this.#follow(running), Math.max(0, left));
  }

  /**
   * A solve takes long. Where what is asked next goes on from it, the solve is told of the change while
   * it runs; else it is aborted.
   *
   * @param {Running} running
   */
  #follow(running) {
    if (this.#running !== running) return;
    const open = this.#open;
    const job = this.#pending;
    const rows = open && job && this.#rowsToTell(open, job);
    if (job && (!rows || !open)) {
      running.controller.abort();
      return;
    }
    running.since = performance.now();
    // Not yet confirmed is what it was told last: the picture would be older than that on show.
    if (!open || running.told) {
      this.#wait(running);
      return;
    }
    // Something is still being dragged where there is more to tell.
    running.pause = job ? GRACE : Math.min(LONGEST_PAUSE, 2 * running.pause);
    this.#pending = null;
    running.told = job;
    this.#showReached(running, open, rows ?? []);
  }

  /**
   * @param {Running} running
   * @param {Open} open
   * @param {number[]} rows of the points to tell of
   */
  async #showReached(running, open, rows) {
    const { job, told, controller } = running;
    try {
      // In this order: the result is of the problem before.
      const reached = open.session.result();
      const confirmed = told ? tell(open, told, rows) : Promise.resolve();
      // Its failure is waited for below, perhaps never where the other comes first.
      confirmed.catch(() => undefined);
      const part = await reached;
      if (this.#running === running && !controller.signal.aborted) {
        this.#last = part;
        this.#listener.onPart(part, job);
      }
      await confirmed;
      if (told) running.job = told;
      running.told = null;
    } catch {
      // Why it failed is what the solve itself will say.
      controller.abort();
    }
    if (this.#running === running && !controller.signal.aborted) this.#wait(running);
  }

  #launch() {
    clearTimeout(this.#timer);
    const job = this.#pending;
    this.#pending = null;
    if (job) this.#solve(job);
  }

  /** @param {Job} job */
  async #solve(job) {
    const controller = new AbortController();
    const { signal } = controller;
    /** @type {Running} */
    const running = { controller, since: performance.now(), pause: GRACE, job, told: null };
    this.#running = running;
    if (job.live) this.#wait(running);
    this.#listener.onStart();
    try {
      const { session, told } = await this.#sessionFor(job, signal);
      const onProgress = (/** @type {Progress} */ progress) => {
        if (!signal.aborted) this.#listener.onProgress(progress);
      };
      // Sent together: the worker takes them in their order.
      const [result] = await Promise.all([session.run({ signal, onProgress }), told]);
      if (!signal.aborted) {
        this.#last = result;
        this.#listener.onResult(result, running.job);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#close();
        this.#listener.onError(error);
      }
    }
    // It ended before it heard of the change.
    if (!signal.aborted) this.#pending ??= running.told;
    this.#running = null;
    this.#launch();
  }

  /**
   * The session that is open, told what has changed, or a new one.
   *
   * @param {Job} job
   * @param {AbortSignal} signal
   */
  async #sessionFor(job, signal) {
    const open = this.#open;
    const rows = open && this.#rowsToTell(open, job);
    if (open && rows) return { session: open.session, told: tell(open, job, rows) };
    this.#close();
    const session = await this.#createTrainer(job.data.X, job.data.Y, {
      ...job.options,
      initial: job.cold ? undefined : this.#warmStart(job),
      signal,
    });
    this.#open = { session, job, moved: false };
    return { session, told: Promise.resolve() };
  }

  /**
   * The points of which an open training has to be told; null where it cannot go on.
   *
   * @param {Open} open
   * @param {Job} job
   */
  #rowsToTell(open, job) {
    const rows = changedRows(open.job, job);
    // Gates are drawn for the points there were: once these rest, they are drawn again.
    const drawn = job.options.patterns !== 'exact';
    return rows && (!drawn || (!open.moved && rows.length === 0) || job.live) ? rows : null;
  }

  #close() {
    // What becomes of a trainer that is no longer of use concerns nobody.
    this.#open?.session.dispose().catch(() => undefined);
    this.#open = null;
  }

  /**
   * The last result, where it is of the same kind of network on the same number of features. The
   * cones' multipliers stay behind: a start does not need them, and they are most of its bytes.
   *
   * @param {Job} job
   */
  #warmStart({ data, options }) {
    if (!this.#last) return undefined;
    const { network, certificate } = this.#last;
    const fits =
      network.formulation === options.formulation &&
      network.d === data.X.shape[1] &&
      network.c * data.X.shape[0] === data.y.length;
    return fits ? { network, certificate: { ...certificate, cones: undefined } } : undefined;
  }
}

/**
 * @param {Open} open
 * @param {Job} job
 * @param {number[]} rows of the points that have changed
 */
async function tell(open, job, rows) {
  const { session } = open;
  const { data, options } = job;
  const { d, c } = sizesOf(data);
  const changes = rows.map((i) => {
    const target = data.y.subarray(c * i, c * (i + 1));
    return session.setPoint(i, data.X.data.subarray(d * i, d * (i + 1)), target);
  });
  const beta = Number(options.beta);
  if (beta !== open.job.options.beta) changes.push(session.setBeta(beta));
  open.job = job;
  open.moved ||= rows.length > 0;
  await Promise.all(changes);
}
