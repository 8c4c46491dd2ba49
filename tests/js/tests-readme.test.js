/** The table of tests/README.md names files and tests that exist. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../', import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, folder), 'utf8');

/** The last two cells of a row: a file and a test in it. */
const named = [...read('README.md').matchAll(/\| `([\w./-]+\.(?:cpp|js))`\s*\| `([^`]+)`\s*\|$/gm)];
const pairs = [...new Set(named.map(([, file, name]) => JSON.stringify([file, name])))];

test('the table is read', () => {
  expect(named.length).toBeGreaterThan(40);
});

test.each(pairs.map((pair) => /** @type {[string, string]} */ (JSON.parse(pair))))(
  '%s: %s',
  (file, name) => {
    const text = read(file);
    expect(file.endsWith('.cpp') ? text.includes(`(${name})`) : text.includes(`'${name}'`)).toBe(
      true,
    );
  },
);
