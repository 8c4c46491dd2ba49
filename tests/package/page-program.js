/**
 * What a page does with every entry of the package, as a module's text. Bundlers get the text as it is; a page
 * without one says where the entries lie. `window.outcome` is a promise of what came out.
 */

/** The entries and the names under which the program knows them. */
const entries = {
  inlined: 'convexrelu',
  external: 'convexrelu/external',
  worker: 'convexrelu/worker',
  small: 'convexrelu/network',
  files: 'convexrelu/export',
};

/** Where the entries lie in the package, for pages that know no package names. */
const addresses = {
  convexrelu: 'index.js',
  'convexrelu/external': 'external.js',
  'convexrelu/worker': 'worker.js',
  'convexrelu/network': 'network.js',
  'convexrelu/export': 'export.js',
};

const body = `
const X = Array.from({ length: 14 }, (_, i) => [Math.fround(Math.sin(5 * i)), Math.fround(Math.cos(3 * i))]);
const y = X.map(([a, b]) => (a * b > 0 ? 1 : -1));
const options = { beta: 1e-3, patterns: { kind: 'sampled', count: 20 } };

async function run() {
  const { network, report, certificate } = await inlined.train(X, y, options);
  const text = JSON.stringify(network);
  const others = [];
  for (const { train } of [external, worker]) {
    others.push(JSON.stringify((await train(X, y, options)).network) === text);
  }
  const model = await new worker.ConvexClassifier(options).fit(X, y);
  const copy = small.Network.fromJSON(text);
  return {
    status: report.status,
    valid: inlined.verify(X, y, network, certificate).valid,
    proven: (await worker.verify(X, y, network, certificate)).valid,
    same: others,
    score: model.score(X, y),
    predictions: [...copy.predict(X).data],
    json: files.fromJson(files.toJson(model)).predict(X).join() === model.predict(X).join(),
    // What the main entry loads only when it is needed.
    rare: (await inlined.train(X, y, { ...options, solver: 'admm' })).report.solver,
    simplified: (await inlined.simplify(X, network)).network.m <= network.m,
    onnx: files.toOnnx(network).length > 100,
    network: text,
  };
}
`;

/**
 * @param {(entry: string) => string} [find] the specifier of an entry
 * @param {string} [end] what is done with `run`
 */
export function programText(find = (entry) => entry, end = 'window.outcome = run();') {
  const imports = Object.entries(entries).map(
    ([name, entry]) => `import * as ${name} from '${find(entry)}';\n`,
  );
  return imports.join('') + body + end;
}

/** @param {string} entry */
export function addressOf(entry) {
  return `/node_modules/convexrelu/dist/${addresses[/** @type {keyof typeof addresses} */ (entry)]}`;
}

/** @param {string} source of the module that the page is there for */
export const pageText = (source) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>t</title>` +
  `<link rel="icon" href="data:," /><script type="module" src="${source}"></script></head></html>`;
