/** The names that the declarations offer are those of the tables: TypeScript knows what `info()` lists. */
import * as entry from 'convexrelu';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { optimizers } from '../../wasm/optimizers.js';
import { regularizerNames } from '../../wasm/regularizers.js';

const tables = await entry.info();
/** @param {readonly { name: string }[]} table */
const namesOf = (table) => table.map(({ name }) => name);

const formulations = namesOf(tables.formulations);
const losses = namesOf(tables.losses);
const regularizers = namesOf(tables.regularizers);
const solvers = namesOf(tables.solvers);
const samplers = namesOf(tables.samplers);
const metrics = namesOf(tables.metrics);
const sampling = namesOf(tables.samplingOptions);
const methods = Object.keys(optimizers);
const options = namesOf(tables.options);
/** Options of `train` that are no business of the core. */
const own = ['initial', 'validation', 'signal', 'onProgress'];

/** Types, as a user would write them, and the names that each of them must be. */
const expected = {
  Formulation: formulations,
  LossName: losses,
  RegularizerName: regularizers,
  SolverName: solvers,
  SamplerName: samplers,
  MetricName: metrics,
  OptimizerName: methods,
  SamplingOption: sampling,
  'keyof ResolvedOptions': options,
  'keyof TrainOptions': [...options, ...own],
  "TrainOptions['formulation']": formulations,
  "TrainOptions['loss']": losses,
  "TrainOptions['regularizer']": regularizers,
  "TrainOptions['solver']": ['auto', ...solvers],
  "Exclude<TrainOptions['metrics'], true | undefined>[number]": metrics,
  "Extract<TrainOptions['patterns'], string>": ['auto', 'exact', 'sampled'],
  "Extract<TrainOptions['patterns'], { kind: string }>['kind']": ['sampled', 'given'],
  "Extract<TrainOptions['patterns'], { kind: 'sampled' }>['sampler']": samplers,
  "keyof Extract<TrainOptions['patterns'], { kind: 'sampled' }>": ['kind', ...sampling],
  "PathOptions['loss']": losses,
  "CrossValidateOptions['regularizer']": regularizers,
  "CertifyOptions['solver']": ['auto', ...solvers],
  "EstimatorParams['loss']": losses,
  "EstimatorParams['solver']": ['auto', ...solvers],
  "DescendOptions['loss']": losses,
  "DescendOptions['optimizer']": methods,
  "DescendManyOptions['optimizer']": methods,
  "SimplifyOptions['loss']": losses,
  "NetworkData['formulation']": formulations,
  "Report['solver']": solvers,
  "Report['options']['loss']": losses,
  "DescendReport['options']['optimizer']": methods,
  "Certificate['formulation']": formulations,
  "Certificate['loss']": losses,
  "Certificate['regularizer']": regularizers,
  "Exclude<keyof History, 'seconds' | 'iterations' | 'objective' | 'lowerBound'>": metrics,
  "Info['losses'][number]['name']": losses,
  "Info['solvers'][number]['name']": solvers,
};

/** @type {Record<string, string[]>} */
const found = {};

beforeAll(() => {
  const rows = Object.keys(expected).map((type, k) => `export type T${k} = ${type};`);
  const source = `
    import type * as entry from '../../dist/types/index.d.ts';
    ${namedTypes(rows.join(' '))}
    ${rows.join('\n')}`;
  const { checker, file } = compile(source);
  const module = checker.getSymbolAtLocation(file);
  const exported = new Map(
    checker.getExportsOfModule(/** @type {ts.Symbol} */ (module)).map((it) => [it.name, it]),
  );
  Object.keys(expected).forEach((type, k) => {
    const symbol = /** @type {ts.Symbol} */ (exported.get(`T${k}`));
    found[type] = membersOf(checker.getDeclaredTypeOfSymbol(symbol));
  });
});

/** Imports from the main entry, under their own names, of the types that a text names. */
function namedTypes(/** @type {string} */ text) {
  const builtIn = ['Exclude', 'Extract'];
  const names = new Set(text.match(/\b[A-Z][a-z]\w+\b/g));
  return [...names]
    .filter((name) => !builtIn.includes(name))
    .map((name) => `type ${name} = entry.${name};`)
    .join('\n');
}

/** @param {string} source of a module in this folder, which need not exist */
function compile(source) {
  const name = fileURLToPath(new URL('names.virtual.ts', import.meta.url));
  /** @type {ts.CompilerOptions} */
  const settings = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ target: ts.ScriptTarget.ES2022, types: [] },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  const host = ts.createCompilerHost(settings);
  const { readFile, fileExists } = host;
  host.readFile = (path) => (path === name ? source : readFile(path));
  host.fileExists = (path) => path === name || fileExists(path);
  const program = ts.createProgram([name], settings, host);
  const file = /** @type {ts.SourceFile} */ (program.getSourceFile(name));
  const problems = program.getSemanticDiagnostics(file);
  expect(problems.map(({ messageText }) => messageText)).toEqual([]);
  return { checker: program.getTypeChecker(), file };
}

/**
 * The strings that a type consists of; of whatever else it has but undefined the kind.
 *
 * @param {ts.Type} type
 */
function membersOf(type) {
  return (type.isUnion() ? type.types : [type])
    .filter((it) => !(it.flags & ts.TypeFlags.Undefined))
    .map((it) => (it.isStringLiteral() ? it.value : `(${ts.TypeFlags[it.flags]})`));
}

describe('the declarations offer the names of the tables', () => {
  test.each(Object.entries(expected))('%s', (type, names) => {
    expect(found[type].toSorted()).toEqual([...names].sort());
  });
});

test('the tables of the plain JavaScript have the same names', () => {
  expect(regularizerNames).toEqual(regularizers);
});

const X = [[0, 1], [1, 0], [3, 1], [1, 2]]; // prettier-ignore
const Y = [1, -1, 1, -1];

test.each(
  /** @type {[entry.PatternsKind, entry.TrainOptions][]} */ ([
    ['exact', { patterns: 'auto' }],
    ['exact', { patterns: 'exact' }],
    ['sampled', { patterns: 'sampled' }],
    ['sampled', { formulation: 'gated-relu' }],
    ['given', { patterns: { kind: 'given', gates: [[1, 0]] } }],
    ['always-on', { formulation: 'linear' }],
  ]),
)('patterns %s with %j', async (kind, training) => {
  const { report } = await entry.train(X, Y, training);
  expect(report.patterns.kind).toBe(kind);
  expect(solvers).toContain(report.solver);
  expect(Object.keys(report.options).sort()).toEqual([...options].sort());
});
