// The engine with its WebAssembly inlined: no file to find, so it works in every bundler and place.

import createModule from '#glue';
import wasmText from '#wasm-bytes';
import { decodeBase64 } from './base64.js';
import { createEngine } from './engine.js';
import { expandLzma } from './lzma.js';
import { joinStreams } from './streams.js';

export const engine = /* @__PURE__ */ createEngine(createModule, () =>
  WebAssembly.compile(joinStreams(expandLzma(decodeBase64(wasmText)))),
);
