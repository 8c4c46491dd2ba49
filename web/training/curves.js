/** The most steps kept: long solves are thinned, so that drawing them stays cheap. */
const LONGEST = 2000;

/** Objective and lower bound of a solve while it runs, from its progress reports. */
export class Curves {
  /** @type {number[]} */
  iterations = [];
  /** @type {number[]} */
  objective = [];
  /** @type {number[]} */
  lowerBound = [];

  /** @param {{ iterations: number, objective: number, lowerBound: number }} progress */
  add(progress) {
    this.iterations.push(progress.iterations);
    this.objective.push(progress.objective);
    this.lowerBound.push(progress.lowerBound);
    if (this.iterations.length > LONGEST) this.#thin();
  }

  #thin() {
    const kept = (/** @type {number[]} */ values) => values.filter((_, k) => k % 2 === 0);
    this.iterations = kept(this.iterations);
    this.objective = kept(this.objective);
    this.lowerBound = kept(this.lowerBound);
  }
}
