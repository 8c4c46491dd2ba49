/** How much the entries weigh, compressed, and that nothing is lost by it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);

/** @param {string} name */
const read = (name) => readFileSync(new URL(name, dist), 'utf8');

/** @param {string | Uint8Array} text */
const weigh = (text) => gzipSync(text, { level: 9 }).length;

describe('compressed, in bytes', () => {
  test.each([
    ['network.js', 1800],
    ['export.js', 5000],
  ])('%s, which has all that it needs: %d at most', (name, limit) => {
    expect(weigh(read(name))).toBeLessThanOrEqual(limit);
    expect(read(name)).not.toMatch(/WebAssembly|\bimport\s*[("]|\bfrom\s*"/);
  });

  // What they are, rounded up to the next hundred.
  test.each([
    ['toOnnx', 3900],
    ['toPyTorch', 3500],
    ['toJavaScript', 3400],
    ['toJson', 2500],
    ['fromJson', 2500],
  ])(
    '%s alone, as a bundler keeps it with everything that it needs: %d at most',
    async (name, limit) => {
      const file = fileURLToPath(new URL('export.js', dist));
      const { outputFiles } = await build({
        stdin: { contents: `export { ${name} } from ${JSON.stringify(file)}`, resolveDir: '.' },
        ...{ bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent' },
      });
      expect(weigh(outputFiles[0].contents)).toBeLessThanOrEqual(limit);
    },
  );
});

test.each(['index.js', 'external.js', 'worker-node.js', 'network.js'])(
  'classes in %s have their names in consoles, although it is minified',
  async (name) => {
    const entry = await import(new URL(name, dist).href);
    const classes = Object.entries(entry).filter(([key]) => /^[A-Z]/.test(key));
    expect(classes.length).toBeGreaterThan(0);
    for (const [key, value] of classes) expect(value.name).toBe(key);
  },
);

test('what is Node’s own stays out of bundlers', () => {
  const hints = /import\(\s*\/\* webpackIgnore: true \*\/\s*\/\* @vite-ignore \*\/\s*`node:/g;
  for (const name of ['external.js', 'worker-thread.js']) {
    expect(read(name).match(/import\(/g)).toHaveLength(1);
    expect(read(name).match(hints)).toHaveLength(1);
  }
});
