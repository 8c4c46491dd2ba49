// Networks that users give, whoever trained them.

import { invalidArgument } from './errors.js';
import { Network } from './network.js';

/**
 * @param {unknown} network or what its toJSON gave
 * @param {{ d: number, c?: number }} sizes columns of X and of Y
 * @returns {Network} a copy
 */
export function readNetwork(network, sizes) {
  const given =
    typeof network === 'string' || 'format' in Object(network)
      ? Network.fromJSON(network)
      : new Network(/** @type {Network} */ (network));
  for (const [name, of] of /** @type {const} */ ([
    ['d', 'X'],
    ['c', 'Y'],
  ])) {
    const size = sizes[name] ?? given[name];
    // prettier-ignore
    if (given[name] === size) continue;
    throw invalidArgument(
      `network must have ${name} = ${size}, the columns of ${of}, but has ${name} = ${given[name]}`,
    );
  }
  return given;
}

/** @param {Network} given */
export function checkSingleOutputs({ c, m, W2 }) {
  for (let j = 0; j < m; j++) {
    const outputs = Array.from(Array(c).keys()).filter((k) => W2[k * m + j] !== 0);
    if (outputs.length < 2) continue;
    throw invalidArgument(
      'network must have neurons that feed one output each, as those of train do, but neuron ' +
        `${j} feeds the outputs ${outputs.join(', ')}; a copy of it for each would do`,
    );
  }
}
