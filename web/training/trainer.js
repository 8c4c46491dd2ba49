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
  /** @type {{ controller: AbortController, started: number, dropped: boolean } | null} */
  #running = null;
  /** @type {Job | null} */
  #pending = null;
  /** The training that goes on, and what it was last told to solve.
   * @type {{ session: Session, job: Job, moved: boolean } | null} */
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
    this.#timer = setTimeout(() => controller.abort(), Math.max(0, left));
  }

  /** Drops what runs and what waits. */
  stop() {
    this.#pending = null;
    clearTimeout(this.#timer);
    if (!this.#running) return;
    this.#running.dropped = true;
    this.#running.controller.abort();
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
    const running = { controller, started: performance.now(), dropped: false };
    this.#running = running;
    this.#listener.onStart();
    try {
      const session = await this.#sessionFor(job, signal);
      const onProgress = (/** @type {Progress} */ progress) => {
        if (!signal.aborted) this.#listener.onProgress(progress);
      };
      const result = await session.run({ signal, onProgress });
      if (!signal.aborted) {
        this.#last = result;
        this.#listener.onResult(result, job);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#close();
        this.#listener.onError(error);
      } else if (!running.dropped) {
        await this.#showPart(job);
      }
    }
    this.#running = null;
    this.#launch();
  }

  /**
   * What an overtaken solve has reached.
   *
   * @param {Job} job
   */
  async #showPart(job) {
    if (!this.#open || !this.#pending || !job.live) return;
    try {
      const result = await this.#open.session.result();
      this.#last = result;
      this.#listener.onPart(result, job);
    } catch {
      this.#close();
    }
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
      open.job = job;
      open.moved ||= rows.length > 0;
      const { data, options } = job;
      const { d, c } = sizesOf(data);
      const told = rows.map((i) => {
        const target = data.y.subarray(c * i, c * (i + 1));
        return open.session.setPoint(i, data.X.data.subarray(d * i, d * (i + 1)), target);
      });
      told.push(open.session.setBeta(Number(options.beta)));
      await Promise.all(told);
      // Gates are drawn for the points there were: once these rest, they are drawn again.
      const drawn = options.patterns !== 'exact';
      if (!drawn || !open.moved || job.live) return open.session;
    }
    this.#close();
    const session = await this.#createTrainer(job.data.X, job.data.Y, {
      ...job.options,
      initial: job.cold ? undefined : this.#warmStart(job),
      signal,
    });
    this.#open = { session, job, moved: false };
    return session;
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
