// Random numbers that are the same for the same seed, wherever they are drawn.

import { invalidArgument, show } from './errors.js';

/**
 * @typedef {object} Random
 * @property {() => number} uniform in [0, 1), of 53 random bits
 * @property {() => number} normal of mean 0 and variance 1
 * @property {(count: number) => number} below a whole number in [0, count)
 */

/**
 * @param {unknown} seed
 * @returns {number}
 */
export function checkSeed(seed) {
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw invalidArgument(`seed must be a whole number >= 0, but is ${show(seed)}`);
}

/**
 * Xoshiro128** (Blackman & Vigna), its state filled by a mixed counter.
 *
 * @param {number} seed a whole number >= 0
 * @returns {Random}
 */
export function createRandom(seed) {
  const next = createWords(seed);
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  let spare = NaN;

  /** Marsaglia's polar method, which gives two at a time. */
  function normal() {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    let u, v, s;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    spare = v * factor;
    return u * factor;
  }

  return { uniform, normal, below: (count) => Math.floor(uniform() * count) };
}

/**
 * The numbers from 0 to count − 1 in random order (Fisher & Yates).
 *
 * @param {number} count
 * @param {Random} random
 * @returns {number[]}
 */
export function permutation(count, random) {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * @param {number} seed
 * @returns {() => number} 32 random bits at a time
 */
function createWords(seed) {
  let counter = seed ^ mix(Math.floor(seed / 2 ** 32));
  let [a, b, c, d] = Array.from({ length: 4 }, () => mix((counter += 0x9e3779b9)));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

/** @param {number} word */
function mix(word) {
  let x = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** @param {number} word @param {number} by */
function rotate(word, by) {
  return (word << by) | (word >>> (32 - by));
}
