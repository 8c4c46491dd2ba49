// The engine with its WebAssembly inlined: no file to find, so it works in every bundler and place.

import createModule from '#glue';
import wasmText from '#wasm-bytes';
import { decodeBase64 } from './base64.js';
import { createEngine } from './engine.js';

export const engine = /* @__PURE__ */ createEngine(createModule, async () =>
  WebAssembly.compile(await decompress(decodeBase64(wasmText))),
);

/**
 * Compressed before it became text, the module is a third smaller on disk, and so is what is sent.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function decompress(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
