/** What is sent to a page that uses the package, compressed as servers do it, in kB of 1000 bytes. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

const read = (/** @type {string} */ name) =>
  readFileSync(new URL(`../../dist/${name}`, import.meta.url));

/** @param {string} name of a file in dist/ */
const sentBytes = (name) => gzipSync(read(name), { level: 9 }).length;

/**
 * A file and all that it imports before it runs.
 *
 * @param {string} entry
 */
function withImports(entry) {
  const names = new Set([entry]);
  for (const name of names) {
    const text = String(read(name));
    for (const [, found] of text.matchAll(/\bfrom\s*["'`]\.\/([^"'`]+)/g)) names.add(found);
    for (const [, found] of text.matchAll(/\bimport\s*["'`]\.\/([^"'`]+)/g)) names.add(found);
  }
  return [...names];
}

/** What is imported later. @param {string} name */
const laterOf = (name) =>
  [...String(read(name)).matchAll(/\bimport\s*\(\s*["'`]\.\/([^"'`]+)/g)].map(([, it]) => it);

describe('sent in all, in bytes', () => {
  test.each([
    ['index.js', 180_000],
    ['network.js', 1_800],
    // tests/package/sizes.test.js weighs each exporter.
    ['export.js', 5_000],
  ])('%s with its imports: %d at most', (name, limit) => {
    const bytes = withImports(name).reduce((sum, it) => sum + sentBytes(it), 0);
    expect(bytes).toBeLessThanOrEqual(limit);
  });

  // What docs/performance.md has, and a twentieth more.
  test.each([
    ['rest.js', 42_000],
    ['external.js', 33_500],
    ['worker.js', 21_000],
    ['worker-thread.js', 209_000],
    ['convexrelu.wasm', 277_000],
  ])('%s: %d at most', (name, limit) => {
    expect(sentBytes(name)).toBeLessThanOrEqual(limit);
  });
});

test('the main entry imports only what is rarely needed, and that later', () => {
  expect(withImports('index.js')).toEqual(['index.js']);
  expect(laterOf('index.js')).toEqual(['rest.js']);
});

test.each(['worker-thread.js', 'rest.js', 'network.js', 'export.js'])(
  '%s is a file that needs no other',
  (name) => {
    expect(withImports(name)).toEqual([name]);
    expect(laterOf(name)).toEqual([]);
  },
);
