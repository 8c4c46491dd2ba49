// The engine with the common part of its WebAssembly inlined: no file to find, so it works in every
// bundler and place. The rest is a module of its own, imported when it is needed.

import { createEngine } from './engine.js';
import { compilePacked } from './unpack.js';
import common from '#wasm-common';

/** Of text that a module has by default. */
const loadRest = async () => (await import('#wasm-rest')).default;

export const engine = /* @__PURE__ */ createEngine(() => compilePacked(common), {
  compileAll: async () => compilePacked(common, await loadRest()),
});
