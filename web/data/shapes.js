/**
 * What the data sets draw: n points from a seeded source of random numbers.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./random.js').Random} Random
 * @typedef {{ n: number, noise: number }} Amount
 * @typedef {(amount: Amount, random: Random) => Point[]} Generator
 */

/**
 * @param {number} n
 * @param {(i: number) => Point} draw
 */
function repeat(n, draw) {
  return Array.from({ length: n }, (_, i) => draw(i));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} label
 * @param {number} noise
 * @param {Random} random
 * @returns {Point}
 */
function jittered(x, y, label, noise, random) {
  return { x: x + noise * random.normal(), y: y + noise * random.normal(), label };
}

/**
 * The reference notebook's data: standard normal points, labelled by ‖x‖ > 1.
 *
 * @type {Generator}
 */
export const circle = ({ n, noise }, random) =>
  repeat(n, () => {
    const x = random.normal();
    const y = random.normal();
    return jittered(x, y, Math.hypot(x, y) > 1 ? 1 : -1, noise, random);
  });

/** @type {Generator} */
export const xor = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const right = i % 2 === 0;
    const upper = i % 4 < 2;
    const x = random.uniform(0.15, 1.2) * (right ? 1 : -1);
    const y = random.uniform(0.15, 1.2) * (upper ? 1 : -1);
    return jittered(x, y, right === upper ? 1 : -1, noise, random);
  });

/** @type {Generator} */
export const moons = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const angle = random.uniform(0, Math.PI);
    const side = i % 2 === 0 ? 1 : -1;
    const x = side * (Math.cos(angle) - 0.5);
    const y = side * (Math.sin(angle) - 0.25);
    return jittered(x, y, side, noise, random);
  });

/** @type {Generator} */
export const spirals = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const side = i % 2 === 0 ? 1 : -1;
    // The root spreads points evenly along the arm.
    const turn = Math.sqrt(random.uniform(0.02, 1));
    const angle = 1.35 * 2 * Math.PI * turn;
    const x = side * 1.3 * turn * Math.cos(angle);
    const y = side * 1.3 * turn * Math.sin(angle);
    return jittered(x, y, side, noise, random);
  });

/** @type {Generator} */
export const gaussians = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const side = i % 2 === 0 ? 1 : -1;
    return jittered(side * 0.9, side * 0.7, side, noise, random);
  });

/** @type {Generator} */
export const checkerboard = ({ n, noise }, random) =>
  repeat(n, (i) => {
    // Squares in turn, so that few points still show the board.
    const column = i % 3;
    const row = Math.floor(i / 3) % 3;
    const x = column - 1 + random.uniform(-0.4, 0.4);
    const y = row - 1 + random.uniform(-0.4, 0.4);
    return jittered(x, y, (column + row) % 2 === 0 ? 1 : -1, noise, random);
  });

/** @type {Generator} */
export const rings = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const outer = i % 2 === 0;
    const angle = random.uniform(0, 2 * Math.PI);
    const radius = outer ? 1.25 : 0.55;
    const label = outer ? 1 : -1;
    return jittered(radius * Math.cos(angle), radius * Math.sin(angle), label, noise, random);
  });

/**
 * Labels without any rule: what a network can only learn by heart.
 *
 * @type {Generator}
 */
export const randomLabels = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const x = random.uniform(-1.2, 1.2);
    const y = random.uniform(-1.2, 1.2);
    // The first two make sure that there are two classes.
    const label = i < 2 ? 2 * i - 1 : random.uniform() < 0.5 ? -1 : 1;
    return jittered(x, y, label, noise, random);
  });

/** Three clusters, for one network a class. @type {Generator} */
export const petals = ({ n, noise }, random) =>
  repeat(n, (i) => {
    const label = i % 3;
    const angle = (2 * Math.PI * label) / 3 + Math.PI / 2;
    return jittered(1.1 * Math.cos(angle), 1.1 * Math.sin(angle), label, noise, random);
  });

/**
 * Points of a function of one variable, evenly spread from side to side, noise in their heights.
 *
 * @param {(x: number) => number} f
 * @returns {Generator}
 */
export function curve(f) {
  return ({ n, noise }, random) =>
    repeat(n, (i) => {
      const x = n > 1 ? -1.5 + (3 * i) / (n - 1) : 0;
      return { x, y: f(x) + noise * random.normal(), label: 1 };
    });
}

/**
 * Points of a function over the plane; the label is its value.
 *
 * @param {(x: number, y: number) => number} f
 * @returns {Generator}
 */
export function surface(f) {
  return ({ n, noise }, random) =>
    repeat(n, () => {
      const x = random.uniform(-1.4, 1.4);
      const y = random.uniform(-1.4, 1.4);
      return { x, y, label: f(x, y) + noise * random.normal() };
    });
}
