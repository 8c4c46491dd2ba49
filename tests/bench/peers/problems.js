/** The problems on which everybody is measured: the same data and the same gates for all. */
import { readFileSync } from 'node:fs';
import { train } from 'convexrelu';
import { allGates } from '../../support/enumerate.js';
import { breastCancer } from '../data/real.js';
import { drawFrom, spatialProblem } from '../data/synthetic.js';

/**
 * X is without its column of ones, which everybody appends; a gate has d + 1 numbers.
 * @typedef {object} PeerProblem
 * @property {string} name
 * @property {'relu' | 'gated-relu'} formulation
 * @property {number[][]} X
 * @property {number[]} Y
 * @property {number[][]} gates of different patterns
 * @property {boolean} [complete] the gates have all patterns that there are
 * @property {number} beta
 * @property {number} optimum of the program over these gates, certified
 */

/** @typedef {{ X: number[][], Y: number[] }} Data */

const certified = 1e-9;

/**
 * @param {boolean} quick
 * @param {Data | undefined} diabetes scikit-learn's, where it can be had
 * @returns {Promise<PeerProblem[]>}
 */
export async function peerProblems(quick, diabetes) {
  const circle = circleTen();
  const toy = spatialProblem('smooth', 100, 2, 'squared');
  const list = [
    ...both(
      {
        ...{ name: 'circle 10, all 92 patterns', ...circle },
        ...{ gates: allGates(ones(circle.X)), complete: true },
      },
      [1e-4],
    ),
    ...both({ name: 'toy 100×3', ...toy, gates: drawGates(toy, 50) }, [0.002]),
  ];
  if (!quick) {
    const cancer = breastCancer();
    const gates = drawGates(cancer, 100);
    list.push(...both({ name: 'breast cancer', ...cancer, gates }, [0.02, 0.002]));
    if (diabetes) {
      list.push(
        ...both({ name: 'diabetes', ...diabetes, gates: drawGates(diabetes, 100) }, [0.02]),
      );
    }
  }
  const problems = [];
  for (const problem of list) problems.push({ ...problem, optimum: await optimumOf(problem) });
  return problems;
}

/**
 * @param {Omit<PeerProblem, 'formulation' | 'beta' | 'optimum'>} problem
 * @param {number[]} betas
 * @returns {Omit<PeerProblem, 'optimum'>[]}
 */
function both(problem, betas) {
  return betas.flatMap((beta) => [
    { ...problem, beta, formulation: 'gated-relu' },
    { ...problem, beta, formulation: 'relu' },
  ]);
}

/** The reference notebook's ten points, as in tests/fixtures. */
function circleTen() {
  const path = new URL('../../fixtures/optima.json', import.meta.url);
  const { X, y } = JSON.parse(readFileSync(path, 'utf8'))['circle10-squared'];
  return { X: X.map((/** @type {number[]} */ row) => row.slice(0, -1)), Y: y };
}

/** @param {number[][]} X */
const ones = (X) => X.map((row) => [...row, 1]);

/**
 * Normal gates, of those with equal patterns one.
 * @param {Data} data
 * @param {number} count
 */
export function drawGates({ X }, count) {
  const { normal } = drawFrom(11);
  const rows = ones(X);
  const gates = new Map();
  for (let g = 0; g < count; g++) {
    const gate = Array.from({ length: rows[0].length }, normal);
    const sides = rows.map((x) => (x.reduce((sum, v, k) => sum + v * gate[k], 0) >= 0 ? 1 : 0));
    if (!gates.has(sides.join(''))) gates.set(sides.join(''), gate);
  }
  return [...gates.values()];
}

/** @param {Omit<PeerProblem, 'optimum'>} problem */
async function optimumOf({ X, Y, gates, formulation, beta }) {
  const patterns = { kind: /** @type {const} */ ('given'), gates };
  const { report } = await train(X, Y, { formulation, beta, patterns, tolerance: certified });
  if (report.relativeGap > 100 * certified) {
    throw new Error(`the optimum is only known to ${report.relativeGap}`);
  }
  return report.objective;
}
