import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { page as words } from './strings.js';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

// The page imports the package as its users do, from what was built for publishing.
export default defineConfig({
  root: path('.'),
  base: './',
  resolve: {
    alias: {
      'convexrelu/export': path('../dist/export.js'),
      'convexrelu/worker': path('../dist/worker.js'),
    },
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
  },
  plugins: [
    {
      name: 'words',
      // {{key}} in index.html: all words live in strings.js.
      transformIndexHtml: (html) =>
        html.replace(/\{\{(\w+)\}\}/g, (_, key) => {
          if (!(key in words)) throw new Error(`strings.js has no page.${key}`);
          return words[/** @type {keyof typeof words} */ (key)];
        }),
    },
  ],
});
