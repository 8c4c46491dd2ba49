/**
 * One solve at a time, always of the newest request. Where a request differs from the one before by
 * some points or by β only, the package's trainer goes on from its solution. While requests arrive
 * faster than solves end (something is being dragged), a solve may still use GRACE milliseconds;
 * after that what it has reached is shown, with the gap that is left, and the newest request's turn
 * comes. So the picture follows, however long a solve takes.
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
 * @typedef {{ controller: AbortController, started: number, job: Job, told: Job | null }} Running
 *   job: what it is known to solve; told: what it was told to solve, but has not confirmed
 * @typedef {{ session: Session, job: Job, moved: boolean }} Open
 *   a training that goes on, what it was last told to solve, and whether points have moved in it
 * @typedef {{
 *   onStart: () => void, onProgress: (progress: Progress) => void,
 *   onPart: (result: Result, job: Job) => void,
 *   onResult: (result: Result, job: Job) => void, onError: (error: unknown) => void,
 * }} Listener  onPart: a result that is not finished, shown while the next is on its way
 */

const GRACE = 150;
/** More points than this are not handed over one by one. */
const FEW = 64;

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
    const { controller, started } = this.#running;
    clearTimeout(this.#timer);
    const left = GRACE - (performance.now() - started);
    this.#timer = setTimeout(() => this.#overtake(controller), Math.max(0, left));
  }

  /** Drops what runs and what waits. */
  stop() {
    this.#pending = null;
    clearTimeout(this.#timer);
    this.#running?.controller.abort();
  }

  /**
   * A solve has kept the next waiting for long. Where that goes on from it, what has been reached is
   * shown, and the solve is told of the change while it runs; else it is aborted.
   *
   * @param {AbortController} controller
   */
  async #overtake(controller) {
    const running = this.#running;
    const open = this.#open;
    const job = this.#pending;
    if (!running || running.controller !== controller || !job) return;
    const rows = open && job.live ? changedRows(open.job, job) : null;
    if (!open || !rows || running.told) {
      controller.abort();
      return;
    }
    this.#pending = null;
    running.started = performance.now();
    running.told = job;
    const before = running.job;
    try {
      // In this order: the result is of the problem before.
      const reached = open.session.result();
      const told = tell(open, job, rows);
      const part = await reached;
      if (this.#running === running && !controller.signal.aborted) {
        this.#last = part;
        this.#listener.onPart(part, before);
      }
      await told;
      running.job = job;
      running.told = null;
    } catch {
      // Why it failed is what the solve itself will say.
      controller.abort();
    }
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
    const running = { controller, started: performance.now(), job, told: null };
    this.#running = running;
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
    const rows = open && changedRows(open.job, job);
    if (open && rows) {
      // Gates are drawn for the points there were: once these rest, they are drawn again.
      const drawn = job.options.patterns !== 'exact';
      if (!drawn || (!open.moved && rows.length === 0) || job.live) {
        return { session: open.session, told: tell(open, job, rows) };
      }
    }
    this.#close();
    const session = await this.#createTrainer(job.data.X, job.data.Y, {
      ...job.options,
      initial: job.cold ? undefined : this.#warmStart(job),
      signal,
    });
    this.#open = { session, job, moved: false };
    return { session, told: Promise.resolve() };
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

/**
 * The points in which a job differs from the one before; null where more than a few points and β do.
 *
 * @param {Job} before
 * @param {Job} after
 * @returns {number[] | null}
 */
function changedRows(before, after) {
  if (after.cold || !alike(before.options, after.options)) return null;
  const { n, d, c } = sizesOf(after.data);
  const old = sizesOf(before.data);
  if (n !== old.n || d !== old.d || c !== old.c) return null;
  const rows = [];
  for (let i = 0; i < n; ++i) {
    const same =
      equal(before.data.X.data, after.data.X.data, d * i, d) &&
      equal(before.data.y, after.data.y, c * i, c);
    if (!same) rows.push(i);
    if (rows.length > FEW) return null;
  }
  return rows;
}

/** Points, features and outputs. @param {Data} data */
function sizesOf({ X, y }) {
  const [n, d] = X.shape;
  return { n, d, c: y.length / n };
}

/**
 * Whether two arrays have the same numbers from a place on.
 *
 * @param {Float64Array} first
 * @param {Float64Array} second
 * @param {number} from
 * @param {number} count
 */
function equal(first, second, from, count) {
  for (let k = from; k < from + count; ++k) if (first[k] !== second[k]) return false;
  return true;
}

/**
 * Whether two jobs' options differ in β at most.
 *
 * @param {Options} first
 * @param {Options} second
 */
function alike(first, second) {
  const rest = (/** @type {Options} */ options) => JSON.stringify({ ...options, beta: 0 });
  return rest(first) === rest(second);
}
