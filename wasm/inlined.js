// The engine with its WebAssembly inlined: no file to find, so it works in every bundler and place.

import { decodeBase64 } from './base64.js';
import { createEngine } from './engine.js';
import { expandLzma } from './lzma.js';
import { joinStreams } from './streams.js';
import wasmText from '#wasm-bytes';

export const engine = /* @__PURE__ */ createEngine(() =>
  WebAssembly.compile(joinStreams(expandLzma(decodeBase64(wasmText)))),
);
