import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';

export default defineConfig([
  globalIgnores(['build/', 'dist/', 'site/', 'coverage/']),
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-self-compare': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
    },
  },
  {
    // The package runs everywhere, so it may use only what pages, workers and Node share.
    files: ['wasm/**/*.js'],
    languageOptions: { globals: globals['shared-node-browser'] },
  },
  {
    files: ['wasm/worker*.js'],
    languageOptions: { globals: { ...globals['shared-node-browser'], ...globals.worker } },
  },
  {
    files: ['web/**/*.js', 'tests/browser/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['web/sw.js'],
    languageOptions: { globals: globals.serviceworker },
  },
  {
    files: ['*.js', 'scripts/**/*.mjs', 'tests/**/*.js', 'examples/**/*.js', 'web/vite.config.js'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['examples/**/*.js'],
    rules: { 'no-console': 'off' },
  },
  {
    // Functions handed to the browser run there.
    files: ['tests/page/**/*.js', 'tests/bench/page/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    // A suite is one long function of short tests.
    files: ['tests/**/*.js'],
    rules: { 'max-lines-per-function': 'off' },
  },
]);
