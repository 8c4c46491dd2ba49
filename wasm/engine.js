// Loads the WebAssembly once, on first use, and turns what it answers into values and errors.

import { ConvexReluError } from './errors.js';
import { createModule } from './module.js';

/**
 * @typedef {{ value: unknown } | { error: { code: string, message: string } }} Answer
 */

/**
 * A training inside the WebAssembly. Its memory is not garbage-collected: `delete` it.
 * @typedef {object} Session
 * @property {(x: Float64Array, n: number, d: number, y: Float64Array, c: number,
 *   options: Record<string, unknown>) => Answer} start
 * @property {(beta: number) => Answer} setBeta
 * @property {(seconds: number) => Answer} advance
 * @property {() => Answer} result
 * @property {() => void} delete
 */

/**
 * A cone decomposition inside the WebAssembly; `delete` it, too.
 * @typedef {object} Decomposition
 * @property {(x: Float64Array, n: number, d: number, network: Record<string, unknown>,
 *   options: Record<string, unknown>) => Answer} start
 * @property {(seconds: number) => Answer} advance answers whether it is done
 * @property {() => Answer} result
 * @property {() => void} delete
 */

/**
 * @typedef {object} EngineModule
 * @property {() => Answer} describe
 * @property {(x: Float64Array, n: number, d: number, network: Record<string, unknown>,
 *   options: Record<string, unknown>) => Answer} simplify
 * @property {() => Decomposition} createDecomposition
 * @property {() => Session} createSession
 */

/**
 * A compiled WebAssembly module, where the libraries that TypeScript was told of know it: those of
 * Node alone do not.
 * @typedef {typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M & object
 *   : object} WasmModule
 */

/** @typedef {ReturnType<typeof createEngine>} Engine */

/** @typedef {import('./name-types.js').Info} Info */

/**
 * @param {() => Promise<WasmModule>} compile gives the compiled WebAssembly, or its common part
 * @param {object} [more]
 * @param {() => Promise<WasmModule>} [more.compileAll] where that is only the common part: all of it
 * @param {(compiled: WasmModule) => Promise<EngineModule>} [more.create] makes an instance of it
 */
export function createEngine(compile, { compileAll = compile, create = createModule } = {}) {
  /** By what gives the WebAssembly. @type {Map<() => Promise<WasmModule>, Promise<EngineModule>>} */
  const loaded = new Map();

  /**
   * @param {boolean} [all] what is rare as well, see rare.js: objects of one instance are unknown to another
   * @returns {Promise<EngineModule>}
   */
  function load(all = false) {
    const source = all ? compileAll : compile;
    const attempt = loaded.get(source) ?? instantiate(source, create);
    loaded.set(source, attempt);
    // A failed attempt is forgotten, so that the next call tries again.
    attempt.catch(() => {
      if (loaded.get(source) === attempt) loaded.delete(source);
    });
    return attempt;
  }

  /**
   * Calls into the module and unwraps its answer.
   *
   * @param {() => Answer} request
   * @returns {unknown}
   */
  function call(request) {
    let answer;
    try {
      answer = request();
    } catch (cause) {
      // The module never throws on purpose: it trapped, and its memory cannot be trusted any more.
      loaded.clear();
      throw new ConvexReluError('internal', `the WebAssembly module failed: ${cause}`, { cause });
    }
    if ('error' in answer) {
      const { code, message } = answer.error;
      // What was in work when the memory ran out may not have been given back: start afresh.
      if (code === 'out-of-memory') loaded.clear();
      throw new ConvexReluError(/** @type {import('./errors.js').ErrorCode} */ (code), message);
    }
    return answer.value;
  }

  return { load, call };
}

/**
 * The core's own tables.
 *
 * @param {Engine} engine
 * @returns {Promise<Info>}
 */
export async function readInfo(engine) {
  const module = await engine.load();
  return /** @type {Info} */ (engine.call(() => module.describe()));
}

/**
 * @param {() => Promise<WasmModule>} compile
 * @param {(compiled: WasmModule) => Promise<EngineModule>} create
 * @returns {Promise<EngineModule>}
 */
async function instantiate(compile, create) {
  try {
    return await create(await compile());
  } catch (cause) {
    if (cause instanceof ConvexReluError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConvexReluError('wasm-load', `the WebAssembly module could not be loaded: ${why}`, {
      cause,
    });
  }
}
