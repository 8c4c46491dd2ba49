/** What is sent to a page that uses the package, compressed as servers do it. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const sentBytes = (/** @type {string} */ name) =>
  gzipSync(readFileSync(new URL(`../../dist/${name}`, import.meta.url)), { level: 9 }).length;

// What docs/performance.md has, and a twentieth more.
test.each([
  ['index.js', 230_000],
  ['external.js', 43_000],
  ['worker.js', 21_000],
  ['worker-thread.js', 224_000],
  ['convexrelu.wasm', 279_000],
])('%s stays within its %d bytes', (name, limit) => {
  expect(sentBytes(name)).toBeLessThanOrEqual(limit);
});
