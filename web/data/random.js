/**
 * Seeded random numbers, so that a seed draws the same points in every browser.
 *
 * @typedef {{ uniform: (low?: number, high?: number) => number, normal: () => number }} Random
 */

/**
 * @param {number} seed a whole number
 * @returns {Random}
 */
export function createRandom(seed) {
  let state = Math.imul(seed + 1, 0x2545f491) | 0;

  // A Weyl sequence through an avalanche of two multiplications: 32 well-mixed bits a call.
  function bits() {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  const unit = () => (bits() + 0.5) / 2 ** 32;
  return {
    uniform: (low = 0, high = 1) => low + (high - low) * unit(),
    normal: () => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit()),
  };
}
