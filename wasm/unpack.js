// Makes WebAssembly of the texts that it is packed into.

import { decodeBase64 } from './base64.js';
import { expandLzma } from './lzma.js';
import { joinStreams } from './streams.js';

/**
 * @param {string} common
 * @param {string} [rest] of the functions that the common part leaves out
 */
export function compilePacked(common, rest) {
  const unpack = (/** @type {string} */ text) => expandLzma(decodeBase64(text));
  return WebAssembly.compile(joinStreams(unpack(common), rest ? unpack(rest) : undefined));
}
