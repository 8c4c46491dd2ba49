/**
 * Networks and their linear pieces as formulas, with their numbers.
 *
 * @typedef {import('../views/neurons.js').NetworkData} NetworkData
 */

import { formatNumber } from '../format.js';

const NAMES = ['x', 'y'];

/**
 * Terms as a sum, with the signs between them.
 *
 * @param {{ factor: number, rest: string }[]} terms
 */
function sumOf(terms) {
  const shown = terms.filter(({ factor }) => factor !== 0);
  if (shown.length === 0) return '0';
  return shown
    .map(({ factor, rest }, k) => {
      const size = formatNumber(Math.abs(factor));
      const sign = factor < 0 ? (k > 0 ? ' − ' : '−') : k > 0 ? ' + ' : '';
      return `${sign}${rest ? `${size} ${rest}` : size}`;
    })
    .join('');
}

/**
 * w·x + b of some weights, as in 1.2 x − 0.4 y + 0.1.
 *
 * @param {ArrayLike<number>} weights the last is the bias
 */
export function linearFormula(weights) {
  const count = weights.length - 1;
  return sumOf(Array.from(weights, (factor, k) => ({ factor, rest: k < count ? NAMES[k] : '' })));
}

/**
 * What a neuron sees, and the gate that switches it, null where it switches itself.
 *
 * @param {NetworkData} network
 * @param {number} j
 */
export function neuronFormula({ m, d, W1, b1, gates }, j) {
  const inside = linearFormula([...W1.subarray(d * j, d * (j + 1)), b1[j]]);
  if (!gates) return { inside, gate: null };
  const columns = gates.length / m;
  const row = [...gates.subarray(columns * j, columns * (j + 1))];
  return { inside, gate: linearFormula(columns > d ? row : [...row, 0]) };
}

/**
 * The whole function of an output: f(x, y) = 0.5 (1.2 x − 0.4 y + 0.1)₊ − …
 *
 * @param {NetworkData} network
 * @param {number[]} order of the neurons
 * @param {number} [output]
 */
export function networkFormula(network, order, output = 0) {
  const { m, d, c, W2 } = network;
  const terms = order.map((j) => {
    const { inside, gate } = neuronFormula(network, j);
    const rest = gate === null ? `(${inside})₊` : `(${inside}) [${gate} ≥ 0]`;
    return { factor: W2[output * m + j], rest };
  });
  const index = c > 1 ? `₍${output + 1}₎` : '';
  return `f${index}(${NAMES.slice(0, d).join(', ')}) = ${sumOf(terms)}`;
}
