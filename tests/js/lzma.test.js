/** What the package's .lzma text expands to, against the packer of the build. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packLzma } from '../../scripts/lzma.mjs';
import { expandLzma } from '../../wasm/lzma.js';
import { createRandom } from '../support/data.js';

const file = new URL('../../package-lock.json', import.meta.url);

/**
 * Bytes that repeat at all distances and lengths, with noise between: every kind of step occurs.
 * @param {number} size
 * @param {number} seed
 */
function drawBytes(size, seed) {
  const uniform = createRandom(seed);
  const below = (/** @type {number} */ limit) => Math.floor(((1 + uniform()) / 2) * limit);
  const bytes = Buffer.alloc(size);
  for (let n = 0; n < size;) {
    const length = 1 + below(below(8) === 0 ? 600 : 6);
    const back = 1 + below(below(2) === 0 ? Math.max(n, 1) : Math.min(n, 40) || 1);
    const copies = n > 0 && below(3) > 0;
    for (let k = 0; k < length && n < size; k++, n++) {
      bytes[n] = copies ? bytes[n - back] : below(256);
    }
  }
  return bytes;
}

describe('expandLzma undoes packLzma', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([200])],
    ['one byte many times', Buffer.alloc(100_000, 7)],
    ['words', Buffer.from('a convex program, '.repeat(50) + 'and its dual')],
    ['a file', readFileSync(file)],
    ['noise', Buffer.from(gzipSync(readFileSync(file)))],
    ['repetitions near and far', drawBytes(400_000, 1)],
    ['other repetitions', drawBytes(3_000, 2)],
  ])('%s', (_, bytes) => {
    expect(Buffer.compare(Buffer.from(expandLzma(packLzma(bytes))), bytes)).toBe(0);
  });
});

test('files with other settings of the contexts are read, too', () => {
  // `xz --format=lzma --lzma1=lc=1,lp=2,pb=1` of the text, its size written into the header.
  const text = 'gates and cones, cones and gates, gates of cones';
  const packed = Buffer.from(
    'QAAQAAAwAAAAAAAAAAAzmEr6usAB2JVLzL/KOHd7I8wLf7j9qVrdMhePsAzAhS//+iesAA==',
    'base64',
  );
  expect(Buffer.from(expandLzma(packed)).toString()).toBe(text);
});
