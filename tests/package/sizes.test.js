/** How much the entries weigh, compressed, and that nothing is lost by it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const dist = new URL('../../dist/', import.meta.url);

/** @param {string} name */
const read = (name) => readFileSync(new URL(name, dist), 'utf8');

/** The files that an entry imports, the entry among them. */
function filesOf(/** @type {string} */ entry) {
  const files = new Set([entry]);
  for (const file of files) {
    for (const [, name] of read(file).matchAll(/from\s*"\.\/([\w-]+\.js)"/g)) files.add(name);
  }
  return [...files];
}

/** @param {string[]} files */
const weigh = (files) =>
  files.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);

test('the files are found', () => {
  expect(filesOf('network.js')).toHaveLength(2);
  expect(filesOf('export.js')).toHaveLength(2);
  expect(filesOf('index.js')).toEqual(['index.js']);
});

describe('compressed, in bytes', () => {
  test('convexrelu/network, with all that it imports', () => {
    expect(weigh(filesOf('network.js'))).toBeLessThanOrEqual(3000);
  });

  test('convexrelu/export, beside the Network that it shares with convexrelu/network', () => {
    const shared = filesOf('network.js');
    const own = filesOf('export.js').filter((file) => !shared.includes(file));
    expect(own).toContain('export.js');
    expect(weigh(own)).toBeLessThanOrEqual(5000);
  });

  test.each(['toOnnx', 'toPyTorch', 'toJavaScript', 'toJson', 'fromJson'])(
    '%s alone, as a bundler keeps it: with everything that it needs',
    async (name) => {
      const file = fileURLToPath(new URL('export.js', dist));
      const { outputFiles } = await build({
        stdin: { contents: `export { ${name} } from ${JSON.stringify(file)}`, resolveDir: '.' },
        ...{ bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent' },
      });
      expect(gzipSync(outputFiles[0].contents, { level: 9 }).length).toBeLessThanOrEqual(5000);
    },
  );

  test('neither of the small ones holds WebAssembly or imports anything else', () => {
    for (const file of ['network.js', 'export.js'].flatMap(filesOf)) {
      expect(read(file)).not.toMatch(/WebAssembly|\bimport\s*\(|from\s*"[^.]/);
    }
  });
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
