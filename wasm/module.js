// An instance of the WebAssembly, as objects with methods: the other side of bindings.cpp.

import { decode, encode } from './message.js';

/** @typedef {import('./engine.js').Answer} Answer */
/** @typedef {import('./engine.js').Decomposition} Decomposition */
/** @typedef {import('./engine.js').EngineModule} EngineModule */
/** @typedef {import('./engine.js').Session} Session */
/** @typedef {import('./engine.js').WasmModule} WasmModule */

/** The clocks of WASI count nanoseconds. */
const NANOSECONDS = 1e6;

/**
 * @param {WasmModule} compiled
 * @returns {Promise<EngineModule>}
 */
export async function createModule(compiled) {
  const core = new Core(await instantiate(compiled));
  return {
    describe: () => core.ask('describe'),
    simplify(X, n, d, network, options) {
      core.send({ X, n, d, network, options });
      return core.ask('simplify');
    },
    createSession: () => new CoreSession(core),
    createDecomposition: () => new CoreDecomposition(core),
  };
}

/** Calls, with what they take and answer as messages in the WebAssembly's memory. */
class Core {
  /** @param {any} functions and the memory: what the WebAssembly exports */
  constructor(functions) {
    this.functions = functions;
  }

  /**
   * @param {string} name
   * @param {number[]} numbers
   * @returns {Answer}
   */
  ask(name, ...numbers) {
    const at = this.functions[name](...numbers) >>> 0;
    return decode(this.functions.memory.buffer, at);
  }

  /** Writes down what the next call reads. @param {Record<string, unknown>} message */
  send(message) {
    const parts = encode(message);
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    let at = this.functions.reserve(size) >>> 0;
    // Without memory for it, that call says so.
    if (at === 0) return;
    const bytes = new Uint8Array(this.functions.memory.buffer);
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
  }
}

/** @implements {Session} */
class CoreSession {
  #core;
  #handle;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
    this.#handle = core.functions.session_create();
  }

  /** @type {Session['start']} */
  start(X, n, d, Y, c, options) {
    this.#core.send({ X, n, d, Y, c, options });
    return this.#core.ask('session_start', this.#handle);
  }

  /** @param {number} beta */
  setBeta(beta) {
    return this.#core.ask('session_set_beta', this.#handle, beta);
  }

  /** @param {number} seconds */
  advance(seconds) {
    return this.#core.ask('session_advance', this.#handle, seconds);
  }

  result() {
    return this.#core.ask('session_result', this.#handle);
  }

  delete() {
    this.#core.functions.session_delete(this.#handle);
  }
}

/** @implements {Decomposition} */
class CoreDecomposition {
  #core;
  #handle;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
    this.#handle = core.functions.decomposition_create();
  }

  /** @type {Decomposition['start']} */
  start(X, n, d, network, options) {
    this.#core.send({ X, n, d, network, options });
    return this.#core.ask('decomposition_start', this.#handle);
  }

  /** @param {number} seconds */
  advance(seconds) {
    return this.#core.ask('decomposition_advance', this.#handle, seconds);
  }

  result() {
    return this.#core.ask('decomposition_result', this.#handle);
  }

  delete() {
    this.#core.functions.decomposition_delete(this.#handle);
  }
}

/**
 * Gives the module the clock. Whatever else a compiler makes it import is for the end of programs and their
 * output, and not called.
 *
 * @param {WasmModule} compiled
 * @returns {Promise<any>} its exports
 */
async function instantiate(compiled) {
  const uncalled = WebAssembly.Module.imports(compiled).map(({ name }) => [
    name,
    () => {
      throw new Error(`the WebAssembly called ${name}`);
    },
  ]);
  /** @type {WebAssembly.Instance} */
  const { exports: core } = await WebAssembly.instantiate(compiled, {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: {
      ...Object.fromEntries(uncalled),
      clock_time_get(
        /** @type {number} */ _clock,
        /** @type {bigint} */ _precision,
        /** @type {number} */ to,
      ) {
        const now = BigInt(Math.round(performance.now() * NANOSECONDS));
        const { buffer } = /** @type {WebAssembly.Memory} */ (core.memory);
        new DataView(buffer).setBigInt64(to, now, true);
        return 0;
      },
    },
  });
  /** @type {() => void} */ (core._initialize)();
  return core;
}
