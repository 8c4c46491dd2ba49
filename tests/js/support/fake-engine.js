/** An engine without WebAssembly, for tests of what surrounds it: it only counts slices. */
import { createEngine } from '../../../wasm/engine.js';

/** The smallest module there is: its magic number and version. */
export const emptyWasm = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

const option = (/** @type {string} */ name, /** @type {string} */ type) => ({
  name,
  type,
  doc: '',
  rule: `a ${type}`,
});

export const fakeInfo = {
  version: '0.0.0',
  formulations: [],
  losses: [],
  regularizers: [],
  solvers: [],
  samplers: [],
  options: [
    option('formulation', 'string'),
    option('beta', 'number'),
    option('patterns', 'patterns'),
  ],
  defaults: { formulation: 'relu', beta: 1, patterns: 'auto' },
  samplingOptions: [option('count', 'number')],
  patternDefaults: { kind: 'sampled', count: 9 },
};

const network = { formulation: 'relu', d: 1, c: 1, m: 1, W1: [1], b1: [0], W2: [1] };

/**
 * @param {object} [settings]
 * @param {number} [settings.slices] until a training is done
 * @param {{ code: string, message: string }} [settings.startError]
 * @param {() => void} [settings.onAdvance] runs inside each slice
 */
export function createFakeEngine({ slices = 3, startError, onAdvance } = {}) {
  /** @type {{ started: unknown[][], advanced: number[], alive: number }} */
  const log = { started: [], advanced: [], alive: 0 };

  class Session {
    left = slices;

    constructor() {
      log.alive++;
    }

    start(/** @type {unknown[]} */ ...args) {
      log.started.push(args);
      return startError ? { error: startError } : { value: undefined };
    }

    advance(/** @type {number} */ seconds) {
      log.advanced.push(seconds);
      onAdvance?.();
      this.left--;
      return { value: { done: this.left <= 0, iterations: slices - this.left } };
    }

    result() {
      return { value: { network, report: { status: 'optimal' }, certificate: { dual: [0] } } };
    }

    delete() {
      log.alive--;
    }
  }

  const describe = () => ({ value: structuredClone(fakeInfo) });
  const create = async () => /** @type {any} */ ({ describe, createSession: () => new Session() });
  const engine = createEngine(() => WebAssembly.compile(emptyWasm), { create });
  return { engine, log };
}
