/**
 * The steps of the notebook "Neural Networks are Convex Regularizers", with this package. Every step
 * is a function of what came before it, so each can be taken on its own; notebook.js prints them.
 */
import { train, verify } from 'convexrelu';
import * as convex from './convex-weights.js';

/** @typedef {import('./convex-weights.js').ConvexWeights} ConvexWeights */
/** @typedef {import('./convex-weights.js').Pattern} Pattern */

/** @typedef {{ X: number[][], y: number[], Y: number[][], beta: number }} Data */
/** @typedef {{ gates: number[][], patterns: Pattern[] }} Gates */

/**
 * Standard normal numbers from a seed (Box and Muller's method on a linear congruential generator).
 *
 * @param {number} seed
 */
function createNormal(seed) {
  let state = seed;
  const uniform = () => {
    state = (48271 * state) % 2147483647;
    return state / 2147483647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Step 1. Ten points in the plane with a column of ones, labelled by ‖x‖ > 1. */
export function makeData(seed = 12345) {
  const normal = createNormal(seed);
  const points = Array.from({ length: 10 }, () => [normal(), normal()]);
  const y = points.map((point) => (convex.norm(point) > 1 ? 1 : -1));
  return { X: points.map((point) => [...point, 1]), y, Y: y.map((label) => [label]), beta: 1e-4 };
}

/**
 * Step 2. Random gates, and which patterns they make.
 *
 * @param {Data} data
 */
export function sampleGates({ X }, count = 100, seed = 54321) {
  const normal = createNormal(seed);
  const gates = Array.from({ length: count }, () => X[0].map(normal));
  return { gates, patterns: convex.distinctPatterns(X, gates) };
}

/**
 * Step 3. The convex program over these patterns. The package hands back the network; the program's
 * own variables are found again from its neurons.
 *
 * @param {Data} data
 * @param {Gates} gates
 */
export async function solve({ X, Y, beta }, { gates, patterns }) {
  const result = await train(X, Y, {
    beta,
    bias: false,
    patterns: { kind: 'given', gates },
    tolerance: 1e-9,
  });
  const weights = convex.fromNetwork(X, patterns, result.network);
  const value = convex.programValue(X, Y, patterns, weights, beta);
  const verification = verify(X, Y, result.network, result.certificate);
  return { ...result, weights, value, verification };
}

/**
 * Step 4. How far the blocks are outside their cones, at worst.
 *
 * @param {Data} data
 * @param {Gates} gates
 * @param {ConvexWeights} weights
 */
export function largestViolation({ X }, { patterns }, weights) {
  const all = [...convex.blocks(weights)];
  return Math.max(...all.map(({ i, u }) => convex.coneViolation(X, patterns[i], u)));
}

/**
 * Step 5. Gradient descent on the program without its cones, from its solution. A block at 0 moves
 * only where that pays: the smallest subgradient of ‖u‖ there is what is left of the gradient
 * beyond β.
 *
 * @param {Data} data
 * @param {Gates} gates
 * @param {ConvexWeights} start
 */
export function descend({ X, Y, beta }, { patterns }, start, steps = 100, stepSize = 1e-3) {
  const weights = { ...start, data: Float64Array.from(start.data) };
  const values = [convex.programValue(X, Y, patterns, weights, beta)];
  for (let step = 0; step < steps; step++) {
    const Z = convex.predictions(X, patterns, weights);
    for (const { sign, k, i, u } of convex.blocks(weights)) {
      const gradient = Array.from(u, () => 0);
      X.forEach((row, r) => {
        const slope = ((sign === 0 ? 2 : -2) * (Z[r][k] - Y[r][k])) / X.length;
        if (patterns[i][r]) row.forEach((x, f) => (gradient[f] += slope * x));
      });
      const [length, steepness] = [convex.norm(u), convex.norm(gradient)];
      const left = steepness > beta ? 1 - beta / steepness : 0;
      gradient.forEach((g, f) => {
        u[f] -= stepSize * (length > 0 ? g + (beta * u[f]) / length : left * g);
      });
    }
    values.push(convex.programValue(X, Y, patterns, weights, beta));
  }
  return { weights, values };
}

/**
 * Step 5 goes on: for every block, which samples' cone constraints hold.
 *
 * @param {Data} data
 * @param {Gates} gates
 * @param {ConvexWeights} weights
 */
export function coneReport({ X }, { patterns }, weights) {
  return [...convex.blocks(weights)].map(({ sign, i, u }) => ({
    block: `${sign === 0 ? 'v' : 'w'}${i}`,
    holds: X.map((row, r) => convex.coneViolation([row], [patterns[i][r]], u) <= 1e-12),
  }));
}

/**
 * Step 6. Convex weights of shape (2, classes, patterns, d) to the two layers, with and without the
 * neurons that are zero, for the labels alone and for three classes: inside the circle, outside on
 * the left, outside on the right.
 *
 * @param {Data} data
 * @param {Gates} gates
 */
export async function mapLayers(data, gates) {
  const classOf = data.y.map((label, r) => (label < 0 ? 0 : data.X[r][0] < 0 ? 1 : 2));
  const oneHot = classOf.map((label) => [0, 1, 2].map((k) => (k === label ? 1 : -1)));
  return Promise.all(
    [data.Y, oneHot].map(async (Y) => {
      const { weights } = await solve({ ...data, Y }, gates);
      const Z = convex.predictions(data.X, gates.patterns, weights);
      const layers = [false, true].map((removeZeros) => {
        const { first, second } = convex.toLayers(weights, { removeZeros });
        const difference = largestDifference(
          convex.networkPredictions(data.X, { first, second }),
          Z,
        );
        return { removeZeros, first, second, difference };
      });
      return { shape: weights.shape, layers };
    }),
  );
}

/**
 * Step 7. What the recovered network and the convex model predict, beside the targets.
 *
 * @param {Data} data
 * @param {Gates} gates
 * @param {Awaited<ReturnType<typeof solve>>} solution
 */
export function comparePredictions({ X, y }, { patterns }, { network, weights }) {
  const Z = convex.predictions(X, patterns, weights);
  const answers = network.predict(X).data;
  const rows = y.map((target, r) => ({ target, network: answers[r], convex: Z[r][0] }));
  return {
    rows,
    difference: largestDifference(
      Z,
      Array.from(answers, (z) => [z]),
    ),
  };
}

/**
 * Step 8. The neurons, strongest first.
 *
 * @param {import('convexrelu').Network} network
 */
export function neuronNorms(network) {
  return network.neurons.map(({ weights, output, strength }) => ({
    first: convex.norm(weights),
    second: output[0],
    strength,
  }));
}

/**
 * Step 9. ‖ŷ − y‖ and the largest of 1 − y ŷ.
 *
 * @param {Data} data
 * @param {import('convexrelu').Network} network
 */
export function errors({ X, y }, network) {
  const answers = Array.from(network.predict(X).data);
  return {
    error: convex.norm(answers.map((z, r) => z - y[r])),
    margin: Math.max(...answers.map((z, r) => 1 - y[r] * z)),
  };
}

/**
 * @param {number[][]} A
 * @param {number[][]} B
 */
function largestDifference(A, B) {
  return Math.max(...A.flatMap((row, r) => row.map((a, k) => Math.abs(a - B[r][k]))));
}
