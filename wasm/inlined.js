// The engine with its WebAssembly inlined: no file to find, so it works in every bundler and place.

import createModule from '#glue';
import wasmBase64 from '#wasm-bytes';
import { decodeBase64 } from './base64.js';
import { createEngine } from './engine.js';

export const engine = /* @__PURE__ */ createEngine(createModule, () =>
  WebAssembly.compile(decodeBase64(wasmBase64)),
);
