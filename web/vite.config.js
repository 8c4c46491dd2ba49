import { fileURLToPath, pathToFileURL } from 'node:url';
import { defineConfig } from 'vite';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { page as words } from './strings.js';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

const tablesId = 'virtual:tables';

const manifest = {
  name: words.name,
  short_name: words.name,
  description: words.description,
  start_url: './',
  display: 'standalone',
  background_color: '#fbfaf8',
  theme_color: '#fbfaf8',
  icons: [{ src: './icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
};

// The page imports the package as its users do, from what was built for publishing.
export default defineConfig({
  root: path('.'),
  base: './',
  resolve: {
    alias: [
      { find: 'convexrelu/export', replacement: path('../dist/export.js') },
      { find: 'convexrelu/worker', replacement: path('../dist/worker.js') },
      { find: /^convexrelu$/, replacement: path('../dist/index.js') },
    ],
  },
  worker: { format: 'es' },
  server: { fs: { allow: [path('..')] } },
  build: {
    outDir: path('../site'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => /\/dist\/(index|rest)\.js$/.test(id))
            ? 'assets/without-worker-[hash].js'
            : 'assets/[name]-[hash].js',
      },
    },
  },
  plugins: [
    {
      name: 'tables',
      // The menus' choices are asked of the package when the site is built, so that the page need not
      // wait for its worker to tell them.
      resolveId: (id) => (id === tablesId ? `\0${id}` : undefined),
      async load(id) {
        if (id !== `\0${tablesId}`) return undefined;
        const { info } = await import(pathToFileURL(path('../dist/index.js')).href);
        const { formulations, losses, regularizers, solvers, samplers } = await info();
        const named = (/** @type {{ name: string }[]} */ rows) =>
          rows.map(({ name }) => ({ name }));
        const tables = Object.entries({ formulations, losses, regularizers, solvers, samplers });
        const names = Object.fromEntries(tables.map(([table, rows]) => [table, named(rows)]));
        return `export const tables = ${JSON.stringify(names)};`;
      },
    },
    {
      name: 'words',
      // {{key}} in index.html: all words live in strings.js.
      transformIndexHtml: (html) =>
        html.replace(/\{\{(\w+)\}\}/g, (_, key) => {
          if (!(key in words)) throw new Error(`strings.js has no page.${key}`);
          return words[/** @type {keyof typeof words} */ (key)];
        }),
    },
    {
      name: 'early',
      // The page arrives beside what wakes the worker, not after it.
      transformIndexHtml: {
        order: 'post',
        handler(html, { bundle = {} }) {
          const files = Object.values(bundle);
          const page = files.find(
            (file) => file.type === 'chunk' && file.facadeModuleId === path('./main.js'),
          );
          if (page?.type !== 'chunk') return [];
          const needed = [page.fileName, ...page.imports].filter((name) => !html.includes(name));
          return needed.map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
            injectTo: /** @type {const} */ ('head'),
          }));
        },
      },
    },
    {
      name: 'offline',
      // sw.js knows every file of the site, and changes whenever one of them does.
      generateBundle: {
        order: 'post',
        handler(_, bundle) {
          // Only frames without an origin use the package without a worker, and they keep nothing.
          const needless = (/** @type {string} */ name) => /\.map$|\bwithout-worker\b/.test(name);
          const files = Object.keys(bundle).filter((name) => !needless(name));
          const source = readFileSync(path('./sw.js'), 'utf8');
          const hash = createHash('sha256').update(source);
          for (const name of [...files].sort()) {
            const file = bundle[name];
            hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
          }
          const list = JSON.stringify([
            './',
            './manifest.webmanifest',
            ...files.map((it) => `./${it}`),
          ]);
          this.emitFile({
            type: 'asset',
            fileName: 'sw.js',
            source: source
              .replace("'{{version}}'", JSON.stringify(hash.digest('hex').slice(0, 16)))
              .replace("['{{files}}']", list),
          });
          this.emitFile({
            type: 'asset',
            fileName: 'manifest.webmanifest',
            source: JSON.stringify(manifest, null, 2),
          });
          this.emitFile({
            type: 'asset',
            fileName: 'icon.svg',
            source: readFileSync(path('./icon.svg')),
          });
        },
      },
    },
  ],
});
