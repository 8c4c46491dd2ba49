// Words of the settings and their choices. Keys are names of the settings table, of the data sets and
// of the package's own tables; a name without a word here is shown as it is.

/** @type {Record<string, string>} */
export const settingLabels = {
  data: 'Data set',
  featureX: 'Across',
  featureY: 'Up',
  species: 'Tell apart',
  standardize: 'Standardise',
  testShare: 'Held out for testing',
  n: 'Points',
  noise: 'Noise',
  dataSeed: 'Seed',
  formulation: 'Network',
  loss: 'Loss',
  beta: 'Regularization β',
  over: 'Patterns',
  patterns: 'Patterns to sample',
  seed: 'Seed',
  bias: 'Bias',
  regularizer: 'Regularizer',
  sampler: 'Sampler',
  tolerance: 'Stop at a gap of',
  timeLimit: 'Stop after seconds',
  solver: 'Solver',
};

/** @type {Record<string, [string, string]>} */
export const settingEnds = {
  beta: ['more neurons', 'fewer'],
};

/** @type {Record<string, string>} */
export const choiceLabels = {
  circle: 'Circle',
  xor: 'Xor',
  moons: 'Moons',
  spirals: 'Spirals',
  gaussians: 'Gaussians',
  checkerboard: 'Checkers',
  rings: 'Rings',
  random: 'Random',
  petals: 'Three',
  sine: 'Sine',
  steps: 'Steps',
  absolute: '|x|',
  cubic: 'Cubic',
  hills: 'Hills',
  iris: 'Iris',
  penguins: 'Penguins',
  wine: 'Wine',
  cancer: 'Tumours',
  each: 'all three',
  cultivar1: 'cultivar 1',
  cultivar2: 'cultivar 2',
  cultivar3: 'cultivar 3',
  petalLength: 'Petal length',
  petalWidth: 'Petal width',
  sepalLength: 'Sepal length',
  sepalWidth: 'Sepal width',
  alcohol: 'Alcohol',
  malicAcid: 'Malic acid',
  ash: 'Ash',
  magnesium: 'Magnesium',
  phenols: 'Phenols',
  flavanoids: 'Flavanoids',
  colourIntensity: 'Colour intensity',
  hue: 'Hue',
  proline: 'Proline',
  cellRadius: 'Radius of nuclei',
  cellTexture: 'Texture',
  smoothness: 'Smoothness',
  compactness: 'Compactness',
  concavity: 'Concavity',
  billLength: 'Bill length',
  billDepth: 'Bill depth',
  flipperLength: 'Flipper length',
  bodyMass: 'Body mass',
  relu: 'ReLU',
  'gated-relu': 'Gated ReLU',
  squared: 'Squared',
  hinge: 'Hinge',
  logistic: 'Logistic',
  sampled: 'Sampled',
  all: 'All of them',
  auto: 'Automatic',
  neuron: 'Whole neurons',
  feature: 'Whole features',
  l1: 'Single weights (ℓ1)',
  l2: 'All weights (ℓ2)',
  'dense-gaussian': 'Gaussian',
  'feature-sparse': 'One feature',
};

/** @param {string} name */
export const choiceLabel = (name) => choiceLabels[name] ?? name;

/** @param {string} name of a feature @param {boolean} standardized */
export const axisLabel = (name, standardized) =>
  choiceLabel(name).toLowerCase() + (standardized ? ' (standardised)' : '');

/** All classes but one. */
export const otherClasses = 'the others';
