// The engine with all of its WebAssembly inlined, for what has to be a single file.

import { createEngine } from './engine.js';
import { compilePacked } from './unpack.js';
import all from '#wasm-all';

export const engine = /* @__PURE__ */ createEngine(() => compilePacked(all));
