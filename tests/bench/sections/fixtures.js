/** The problems of tests/fixtures, cold and warm, each result verified. */
import { readFileSync } from 'node:fs';
import { verify } from 'convexrelu';
import { rowOf, timedTrain } from '../measure.js';
import { median, sum } from '../statistics.js';
import { formatTable } from '../table.js';

/** @typedef {import('convexrelu').TrainOptions} TrainOptions */

/**
 * @typedef {{
 *   name: string, X: number[][], y: number[], options: TrainOptions,
 *   fits: (objective: number) => boolean,
 * }} Fixture
 */

/** @param {string} name */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${name}.json`, import.meta.url), 'utf8'));

/** @returns {Fixture[]} */
function optima() {
  const problems = Object.entries(read('optima'));
  return problems.map(([name, { X, y, loss, beta, objective, lower_bound: bound }]) => ({
    ...{ name, X, y, options: { loss, beta, bias: false, patterns: 'exact', tolerance: 1e-6 } },
    fits: (value) => value >= bound && value <= objective * (1 + 1e-6),
  }));
}

/** @returns {Fixture[]} */
function programs() {
  return read('programs').map((/** @type {any} */ program) => {
    const { name, X, y, gates, formulation, loss, beta, objective } = program;
    const patterns = { kind: 'given', gates };
    return {
      name: `${name} ${formulation} ${loss}`,
      ...{ X, y, options: { formulation, loss, beta, bias: false, patterns, tolerance: 1e-6 } },
      fits: (/** @type {number} */ value) => Math.abs(value / objective - 1) < 2e-6,
    };
  });
}

/** @type {import('../measure.js').Section} */
export const fixtures = {
  about: 'tests/fixtures: optima.json (exact) and programs.json, cold and warm',
  async run(_, print) {
    for (const [file, list] of Object.entries({ optima: optima(), programs: programs() })) {
      // The first training loads the WebAssembly, which does not count.
      await timedTrain([[1]], [1], { beta: 1 });
      const cold = [];
      for (const { X, y, options } of list) cold.push((await timedTrain(X, y, options)).seconds);
      const rows = [];
      for (const [i, fixture] of list.entries()) rows.push(await rowOfFixture(fixture, cold[i]));
      print(`${file}.json\n\n${formatTable(rows)}`);
      const warm = rows.map((row) => Number(row.seconds));
      print(`${file}.json: cold ${totals(cold)}; warm ${totals(warm)}`);
    }
  },
};

/**
 * The median of five trainings, the last one verified.
 * @param {Fixture} fixture
 * @param {number} cold seconds of the first training in this process
 */
async function rowOfFixture({ name, X, y, options, fits }, cold) {
  const measured = [];
  for (let run = 0; run < 5; run++) measured.push(await timedTrain(X, y, options));
  const seconds = median(measured.map((it) => it.seconds));
  const last = measured[measured.length - 1];
  const { network, report, certificate } = last.result;
  return {
    problem: name,
    cold: cold.toFixed(4),
    ...rowOf({ ...last, seconds }),
    objective: fits(report.objective) ? 'fits' : 'off',
    verify: verify(X, y, network, certificate).valid ? 'valid' : 'invalid',
  };
}

/** @param {number[]} seconds */
function totals(seconds) {
  const ms = (/** @type {number} */ value) => `${(value * 1000).toFixed(1)} ms`;
  return `median ${ms(median(seconds))}, total ${ms(sum(seconds))}`;
}
