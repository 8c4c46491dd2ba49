/**
 * Measured data: tables that are loaded when they are first needed, since most visits need none.
 * Provenance and licences: README.md.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./random.js').Random} Random
 * @typedef {{ columns: Record<string, number[]>, classCounts: { name: string, count: number }[] }} Table
 *   samples in the order of the classes
 * @typedef {{
 *   features: string[], classes: string[], first: [string, string], positive: string,
 *   load: () => Promise<Table>,
 * }} Measured  first: the two features shown at first; positive: the class that is +1 at first
 */

/** In place of a class: every class of its own. */
export const EACH = 'each';

/** @type {Record<string, Measured>} */
export const measured = {
  iris: {
    features: ['petalLength', 'petalWidth', 'sepalLength', 'sepalWidth'],
    classes: ['setosa', 'versicolor', 'virginica'],
    first: ['petalLength', 'petalWidth'],
    positive: EACH,
    load: () => import('./iris.js'),
  },
  penguins: {
    features: ['billLength', 'billDepth', 'flipperLength', 'bodyMass'],
    classes: ['Adelie', 'Chinstrap', 'Gentoo'],
    first: ['billLength', 'billDepth'],
    positive: 'Chinstrap',
    load: async () => {
      const { speciesCounts, billLength, billDepth, flipperLength, bodyMass } =
        await import('./penguins.js');
      return {
        columns: { billLength, billDepth, flipperLength, bodyMass },
        classCounts: speciesCounts,
      };
    },
  },
  wine: {
    features: [
      ...['alcohol', 'malicAcid', 'ash', 'magnesium', 'phenols', 'flavanoids'],
      ...['colourIntensity', 'hue', 'proline'],
    ],
    classes: ['cultivar1', 'cultivar2', 'cultivar3'],
    first: ['flavanoids', 'colourIntensity'],
    positive: EACH,
    load: () => import('./wine.js'),
  },
  cancer: {
    features: ['cellRadius', 'cellTexture', 'smoothness', 'compactness', 'concavity'],
    classes: ['malignant', 'benign'],
    first: ['cellRadius', 'cellTexture'],
    positive: 'malignant',
    load: () => import('./cancer.js'),
  },
};

/** @type {Map<string, Table>} */
const loaded = new Map();

/** @param {string} name whether its table is here, or needs none */
export const isLoaded = (name) => !(name in measured) || loaded.has(name);

/** @param {string} name */
export async function loadTable(name) {
  if (!isLoaded(name)) loaded.set(name, await measured[name].load());
}

/**
 * n of the samples, the same for every choice of features. None as long as the table is not loaded.
 *
 * @param {string} name
 * @param {{ n: number, featureX: string, featureY: string, species: string, standardize: boolean }} settings
 * @param {Random} random
 * @returns {Point[]}
 */
export function choose(name, { n, featureX, featureY, species, standardize }, random) {
  const table = loaded.get(name);
  if (!table) return [];
  const scale = standardize ? standardized : (/** @type {number[]} */ column) => column;
  const x = scale(table.columns[featureX]);
  const y = scale(table.columns[featureY]);
  const classes = table.classCounts.flatMap(({ count }, i) => Array(count).fill(i));
  const wanted = table.classCounts.findIndex((row) => row.name === species);
  return shuffledIndices(classes.length, random)
    .slice(0, n)
    .map((i) => {
      const label = species === EACH ? classes[i] : classes[i] === wanted ? 1 : -1;
      return { x: x[i], y: y[i], label };
    });
}

/**
 * Mean 0 and deviation 1; a column of one value becomes 0.
 *
 * @param {readonly number[]} column
 */
export function standardized(column) {
  const mean = column.reduce((sum, value) => sum + value / column.length, 0);
  const spread = Math.max(...column.map((value) => Math.abs(value - mean)));
  if (!(spread > 0)) return column.map(() => 0);
  // Scaled before it is squared, so that no number is too large or too small for it.
  const scaled = column.map((value) => (value - mean) / spread);
  const deviation = Math.sqrt(scaled.reduce((sum, v) => sum + v ** 2, 0) / column.length);
  return scaled.map((value) => value / deviation);
}

/**
 * @param {number} count
 * @param {Random} random
 */
export function shuffledIndices(count, random) {
  const keyed = Array.from({ length: count }, (_, index) => ({ index, key: random.uniform() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ index }) => index);
}
