/** Includes and imports point in one direction: down the tables below, never up, never sideways. */
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * @typedef {object} Area
 * @property {string[][]} layers lowest first; files by name without their extension, `folder/*`
 *   stands for what the folder holds beside the files named elsewhere
 * @property {RegExp} accepts the files of the area, as paths from the root
 * @property {(file: string, source: string) => string[]} arrows what a file includes or imports
 * @property {string[]} [outside] names of other areas that may be imported
 */

/** @param {string} folder @param {string} names parted by spaces */
const within = (folder, names) => names.split(' ').map((name) => `${folder}/${name}`);

/** @type {Record<string, Area>} */
const areas = {
  core: {
    layers: [
      ['types', 'error', 'random', 'kernels', 'text', 'stopwatch'],
      ['table', 'simplex', 'logistic', 'memory', 'kernels'],
      ['loss', 'regularizer', 'patterns', 'samplers', 'arrangement', 'options'],
      ['data_checks'],
      ['peaks/peak', 'peaks/packs', 'peaks/parallel_rows', 'peaks/min_norm'],
      ['peaks/row_block', 'peaks/kink_rows', 'peaks/peak_ascent', 'peaks/peak_engine'],
      ['peaks/free_tangents', 'peaks/peak_polish', 'peaks/circle_search'],
      ['peaks/cone_bound'],
      ['peaks/cone_division', 'peaks/cone_queue'],
      ['peaks/cone_search'],
      ['peaks/peak_search'],
      ['sliding/row_space', 'sliding/smooth_loss', 'sliding/nonnegative_qp'],
      ['sliding/atom'],
      ['sliding/kinks', 'sliding/sizes', 'sliding/slide', 'sliding/grid_pricing'],
      ['sliding/climb', 'sliding/newton', 'sliding/line', 'sliding/arcs', 'sliding/exact_pricing'],
      ['sliding/sliding_newton'],
      ['gated_operator', 'cone', 'pattern_source'],
      ['block_projector', 'polyhedron', 'least_norm'],
      ['cone_split', 'size_polytope'],
      ['rough_split'],
      ['problem'],
      ['pricing', 'pattern_search'],
      ['certificate'],
      ['solver', 'track'],
      ['solvers/conjugate_gradients'],
      [
        'solvers/newton_system',
        'solvers/feature_system',
        'solvers/ridge_system',
        'solvers/block_matrix',
        'solvers/accelerated',
      ],
      ['solvers/*'],
      ['solvers'],
      ['program_track', 'exact_track', 'network', 'run'],
      ['recover', 'metrics'],
      ['decompose', 'optimal_set'],
      ['simplify'],
      ['session'],
      ['message'],
      ['values', 'guarded'],
      ['bindings', 'optimal_bindings'],
    ],
    accepts: /^(core|wasm)\/.*\.(cpp|h)$/,
    arrows: (_, source) => matches(source, /^\s*#include\s+"([^"]+)"/gm),
  },
  wasm: {
    layers: [
      [
        ...['name-types', 'types', 'job-types', 'path-types', 'history-types'],
        ...['optimal-types', 'verify-types'],
        ...'optimizers errors base64 fingerprint plain lzma message rare'.split(' '),
        ...'streams slices node disposable row-space regularizers cones nonnegative'.split(' '),
      ],
      ['formulations', 'numbers'],
      [
        'data',
        'workers',
        'losses',
        'abort',
        'unpack',
        'module',
        'protocol',
        'random',
        'peaks-sphere',
        'cone-bound',
      ],
      [
        ...'forward gradient points certificate connection engine peaks-cones betas folds rows labels'.split(
          ' ',
        ),
        'export/protobuf',
      ],
      [
        'prediction',
        'answers',
        'scores',
        'split',
        'pattern-norms',
        'peaks',
        'inlined',
        'inlined-whole',
      ],
      ['network'],
      ['standardize'],
      ['options', 'verify', 'trainer-mirror', 'given-network'],
      ['option-data', 'choose-beta', 'fold-jobs', 'pool', 'saved'],
      ['trainer', 'worker-trainer', 'cross-validate', 'estimator', 'descend-options'],
      [
        'train',
        'path',
        'certify',
        'serve-trainers',
        'classifier',
        'regressor',
        'descend',
        'decompose',
        'simplify',
      ],
      ['descent-jobs'],
      ['jobs'],
      ['requests'],
      ['client-jobs'],
      ['client', 'serve', 'export/model', 'export/graph'],
      ['export/layers'],
      ['export/*'],
      ['index', 'external', 'export', 'worker', 'worker-node', 'worker-thread'],
    ],
    accepts: /^wasm\/.*\.js$/,
    arrows: importsOf,
    outside: ['#wasm-all', '#wasm-common', '#wasm-rest', 'node:worker_threads'],
  },
  web: {
    layers: [
      ['data/random', 'data/points', 'format', 'slices', 'theme'],
      ['data/penguins', 'data/iris', 'data/wine', 'data/cancer', 'data/shapes', 'data/codec'],
      ['data/measured'],
      ['data/*', 'strings', 'strings-tabs', 'strings-settings', 'strings-tools'],
      ['state/settings-table'],
      ['state/settings'],
      ['state/*'],
      within('views', 'contour scales resolution frame palette formulas'),
      ['views/marks', 'training/changes'],
      [
        'views/neurons',
        'views/stamps',
        'views/surface',
        'training/trainer',
        'training/curves',
        'views/strip',
        'views/plot',
        'views/colour-bar',
        'views/curve',
      ],
      ['views/cells', 'views/plane-palettes', 'training/scores'],
      ['views/layers', 'views/points'],
      ['views/*', 'training/*'],
      ['app', 'lessons/lessons', ...within('interface', 'class-names make theme-choice later')],
      ['takeaway/code', 'takeaway/picture', 'takeaway/exporters'],
      ['takeaway/*'],
      ['interface/kinds', 'interface/formula', 'interface/tools'],
      within(
        'interface',
        'looks caption controls editor edits gallery panel tables refusals import-dialog',
      ),
      ['interface/*'],
      within('tabs', 'race-view path-view'),
      ['tabs/*'],
      ['main'],
      ['wake'],
    ],
    accepts: /^web\/(?!(vite\.config|sw)\.js).*\.js$/,
    arrows: importsOf,
    // Like any user of the package: its public entries and nothing else.
    outside: [
      ...['', '/external', '/worker', '/network', '/export'].map((it) => `convexrelu${it}`),
      'papaparse',
      'virtual:tables',
    ],
  },
};

/** The targets of static and dynamic imports and re-exports, relative ones as paths from the root. */
function importsOf(/** @type {string} */ file, /** @type {string} */ source) {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = [
    ...matches(code, /\b(?:import|export)\b[^'"`;()]*\bfrom\s*['"]([^'"]+)['"]/g),
    ...matches(code, /\bimport\s*\(?\s*['"]([^'"]+)['"]/g),
  ];
  return found
    .filter((target) => !target.endsWith('.css'))
    .map((target) => (target.startsWith('.') ? posix.join(posix.dirname(file), target) : target));
}

/** The first group of every match. */
function matches(/** @type {string} */ text, /** @type {RegExp} */ pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1]);
}

/** A file's name in the tables: without the area's folder and without extension. */
function nameOf(/** @type {string} */ path) {
  return path.replace(/^(core|wasm|web)\//, '').replace(/\.(cpp|h|js)$/, '');
}

/**
 * The layer of a file, or of what an include names; -1 where the table has no line for it.
 * @param {Area} area
 * @param {string} name
 */
function layerOf({ layers }, name) {
  const exact = layers.findIndex((layer) => layer.includes(name));
  return exact >= 0
    ? exact
    : layers.findIndex((layer) => layer.includes(`${posix.dirname(name)}/*`));
}

/**
 * What is wrong with a file's arrows, a sentence each.
 * @param {Area} area
 * @param {string} file
 * @param {string} source
 */
function faults(area, file, source) {
  const name = nameOf(file);
  const from = layerOf(area, name);
  if (from < 0) return [`${file} is missing from the table of layers`];
  return area.arrows(file, source).flatMap((target) => {
    if (area.outside?.includes(target)) return [];
    const other = nameOf(target);
    const to = area.accepts.test(target) || area === areas.core ? layerOf(area, other) : -1;
    if (to < 0) return [`${file} reaches for ${target}, which the table of layers does not know`];
    return to < from || other === name
      ? []
      : [`${file} must not reach up or sideways to ${target}`];
  });
}

/** The files below a folder, as paths from the root with forward slashes. */
function filesBelow(/** @type {string} */ folder) {
  const base = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(base, { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  );
}

const everyFile = ['core', 'wasm', 'web'].flatMap(filesBelow);

describe.each(Object.entries(areas))('%s', (_, area) => {
  const files = everyFile.filter((file) => area.accepts.test(file));

  test('has files', () => {
    expect(files).not.toEqual([]);
  });

  test('every arrow points down', () => {
    const all = files.flatMap((file) =>
      faults(area, file, readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')),
    );
    expect(all).toEqual([]);
  });

  test('the table names no file that is gone', () => {
    const named = area.layers.flat().filter((name) => !name.endsWith('/*'));
    const present = new Set(files.map(nameOf));
    expect(named.filter((name) => !present.has(name))).toEqual([]);
  });
});

describe('a wrong arrow is found', () => {
  test.each([
    ['core', 'core/loss.h', '#include "problem.h"'],
    ['core', 'core/loss.cpp', '#include "regularizer.h"'],
    ['core', 'core/problem.h', '#include "nowhere.h"'],
    ['core', 'core/strange.h', ''],
    ['wasm', 'wasm/errors.js', "import { train } from './train.js';"],
    ['wasm', 'wasm/data.js', "import fs from 'node:fs';"],
    ['web', 'web/views/plane.js', "export * from '../main.js';"],
    ['web', 'web/main.js', "const { train } = await import('../wasm/index.js');"],
    ['web', 'web/main.js', "import 'convexrelu/dist/index.js';"],
  ])('%s: %s with %s', (area, file, source) => {
    expect(faults(areas[area], file, source)).toHaveLength(1);
  });

  test('and right ones are not', () => {
    expect(faults(areas.core, 'core/loss.cpp', '#include "loss.h"\n#include "types.h"')).toEqual(
      [],
    );
    expect(faults(areas.web, 'web/main.js', "import { train } from 'convexrelu/worker';")).toEqual(
      [],
    );
    expect(faults(areas.wasm, 'wasm/errors.js', "/** import('./train.js') */")).toEqual([]);
  });
});
