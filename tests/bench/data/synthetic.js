/**
 * Problems drawn from a seed, the same everywhere: points in the plane, and points in more
 * dimensions with a smooth target. No column of ones: train with its default `bias: true`.
 */
import { createRandom } from '../../support/data.js';
import { standardized, standardizedColumns } from './standardize.js';

/**
 * @typedef {{ X: number[][], Y: number[] }} Data
 * @typedef {'squared' | 'hinge' | 'logistic'} LossName
 * @typedef {{ uniform: () => number, normal: () => number, sign: () => number }} Random
 *   uniform over [-1, 1)
 */

/** @type {LossName[]} */
export const losses = ['squared', 'hinge', 'logistic'];

/**
 * @param {number} seed
 * @returns {Random}
 */
export function drawFrom(seed) {
  const uniform = createRandom(seed);
  const normal = () => {
    const radius = Math.sqrt(-2 * Math.log((1 - uniform()) / 2));
    return radius * Math.cos(Math.PI * uniform());
  };
  return { uniform, normal, sign: () => (uniform() < 0 ? -1 : 1) };
}

/**
 * A point and its target.
 * @type {Record<string, (random: Random, i: number) => [number[], number]>}
 */
const planar = {
  // The reference notebook's: standard normal, labelled by the unit circle.
  circle: ({ normal }) => {
    const x = [normal(), normal()];
    return [x, Math.hypot(...x) > 1 ? 1 : -1];
  },
  xor: ({ uniform }) => {
    const x = [uniform(), uniform()];
    return [x, x[0] * x[1] > 0 ? 1 : -1];
  },
  moons: ({ uniform, normal }, i) => {
    const angle = (Math.PI / 2) * (1 + uniform());
    const side = i % 2 === 0 ? 1 : -1;
    const x = side * (Math.cos(angle) - 0.5) + 0.2 * normal();
    return [[x, side * (Math.sin(angle) - 0.25) + 0.2 * normal()], side];
  },
  random: ({ normal, sign }) => [[normal(), normal()], sign()],
  smooth: ({ uniform }) => {
    const [a, b] = [uniform(), uniform()];
    return [[a, b], Math.sin(3 * a) + b * b + 0.5 * a * b];
  },
};

/** Names for `planarProblem`. */
export const planarNames = Object.keys(planar);

/**
 * @param {string} name of planarNames
 * @param {number} n
 * @param {LossName} loss hinge and logistic get the target's sign against its median
 * @param {number} [seed]
 * @returns {Data}
 */
export function planarProblem(name, n, loss, seed = 7) {
  const random = drawFrom(seed);
  const points = Array.from({ length: n }, (_, i) => planar[name](random, i));
  const targets = points.map(([, y]) => y);
  const labels = name === 'smooth' && loss !== 'squared' ? signs(targets) : targets;
  return { X: points.map(([x]) => x), Y: labels };
}

/**
 * Normal points in `d` dimensions: rank d + 1 with the bias. 'smooth' is a wave plus products of
 * neighbouring coordinates, standardised; its sign against the median for hinge and logistic.
 * @param {'smooth' | 'random'} name
 * @param {number} n
 * @param {number} d
 * @param {LossName} loss
 * @param {number} [seed]
 * @returns {Data}
 */
export function spatialProblem(name, n, d, loss, seed = 7) {
  const random = drawFrom(seed);
  const X = Array.from({ length: n }, () => Array.from({ length: d }, random.normal));
  const target = (/** @type {number[]} */ x) =>
    x.slice(1).reduce((sum, value, k) => sum + value * x[k], Math.sin(2 * x[0]));
  const Y = name === 'random' ? X.map(random.sign) : X.map(target);
  const labels = loss === 'squared' ? standardized(Y) : signs(Y);
  return { X: standardizedColumns(X), Y: labels };
}

/**
 * +1 above the median, −1 up to it; labels ±1 stay what they are.
 * @param {number[]} values
 */
function signs(values) {
  if (values.every((value) => Math.abs(value) === 1)) return values;
  const sorted = values.toSorted((a, b) => a - b);
  const median = (sorted[(values.length - 1) >> 1] + sorted[values.length >> 1]) / 2;
  return values.map((value) => (value > median ? 1 : -1));
}
