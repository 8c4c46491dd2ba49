// Every word the page shows. Keys of `settings` and `choices` are names of the settings table and of
// the package's own tables; a name without a word here is shown as it is.

import { formatCoordinate, formatCount, plural } from './format.js';

export const controls = {
  next: 'Next seed',
  nextShort: 'Next',
  refused: 'Why some are greyed',
};

export const actions = {
  stop: 'Stop',
  train: 'Train again',
};

/** @param {number} label */
export const className = (label) => (label > 0 ? page.orange : page.blue);

export const status = {
  starting: 'Starting',
  startingDetail: 'the solver is being loaded',
  training: 'Training',
  trainingDetail: 'the gap is not known yet',
  /** @param {string} percent */
  runningGap: (percent) => `Gap ${percent}`,
  /** @param {string} seconds @param {number} iterations */
  runningDetail: (seconds, iterations) => `${plural(iterations, 'step')} in ${seconds}`,
  /** @param {number} used */
  optimalSampled: (used) => `Optimal over ${plural(used, 'sampled pattern')}`,
  /** @param {number} used */
  optimalPatterns: (used) => `Optimal over ${plural(used, 'pattern')}`,
  optimalGlobal: 'Global optimum certified',
  remarks: {
    global:
      'No two-layer ReLU network of any width, with any weights, has a lower training cost on these points. Gradient descent can never tell you that.',
    patterns:
      'No network over these patterns has a lower training cost. Other patterns may do better: train over all of them for a global proof.',
    open: 'The best network may be better than this one, but by no more than the gap.',
  },
  /** @param {string} percent @param {string} why */
  unfinished: (percent, why) => `Gap ${percent} ${why}`,
  scores: {
    /** @param {string} percent */
    accuracy: (percent) => `${percent} correct`,
    /** @param {string} share */
    explained: (share) => `R² ${share}`,
  },
  scoreNames: { accuracy: 'Accuracy', explained: 'R²' },
  /** @type {Record<string, string>} */
  why: {
    'iteration-limit': 'at the limit of steps',
    'time-limit': 'at the limit of time',
    stalled: 'and no further progress',
  },
  /** @param {string} percent */
  stopped: (percent) => `Stopped at a gap of ${percent}`,
  stoppedEarly: 'Stopped',
  /** @param {string} seconds */
  stoppedDetail: (seconds) => `after ${seconds}; the picture shows the network before`,
  /** @param {string} seconds */
  stoppedEmpty: (seconds) => `after ${seconds}, before there was a network to show`,
  failed: 'This could not be trained',
  empty: 'No points yet',
  emptyDetail: 'click or tap the square to add some, or choose a data set',
  onePoint: 'One point: a constant would fit it as well. Add another.',
  oneClass: 'All points are of one class: there is no boundary to find.',
  noNeurons: 'At this β the best network has no neurons at all.',
  /**
   * @param {{ covered: number | null, objective: string, gap: string, neurons: number,
   *   score: string, seconds: string }} numbers  covered: how many patterns there are in all
   */
  numbers: ({ covered, objective, gap, neurons, score, seconds }) => [
    ...(covered === null ? [] : [`all ${plural(covered, 'activation pattern')} covered`]),
    `objective ${objective}`,
    `gap ${gap}`,
    plural(neurons, 'neuron'),
    score,
    seconds,
  ],
};

export const crash = {
  restarted: 'The solver had crashed and was started again. Your points are all here.',
  gaveUp:
    'The solver crashes on this problem. Your points are all here: change something to go on.',
};

export const announcements = {
  /** @param {string} name of the class @param {number} x @param {number} y @param {number} count */
  added: (name, x, y, count) =>
    `Added ${name} at ${formatCoordinate(x)}, ${formatCoordinate(y)}. ${plural(count, 'point')}.`,
  /** @param {string} name of the class @param {number} count */
  removed: (name, count) => `Removed ${name}. ${plural(count, 'point')}.`,
  /** @param {number} x @param {number} y */
  moved: (x, y) => `Moved to ${formatCoordinate(x)}, ${formatCoordinate(y)}.`,
  held: 'The point moves with the crosshair. Press M again to leave it there.',
  cleared: 'All points removed.',
  /** @param {number} count */
  full: (count) => `No more than ${formatCount(count)} points can be drawn.`,
  nothingNear: 'No point to remove.',
};

export const numbers = {
  objective: 'Objective',
  lowerBound: 'Lower bound',
  gap: 'Gap',
  neurons: 'Neurons',
  score: 'Accuracy',
  seconds: 'Time',
};

export const chart = {
  objective: 'objective',
  lowerBound: 'lower bound',
  /** @param {number} steps */
  steps: (steps) => plural(steps, 'step'),
  waiting: 'objective and lower bound appear here',
};

export const plane = {
  /** @param {number} count @param {number} neurons */
  label: (count, neurons) =>
    `The plane with ${plural(count, 'point')} and a network of ${plural(neurons, 'neuron')}. ` +
    'Arrow keys move a crosshair, Enter adds a point, Backspace removes the nearest, ' +
    'M takes the nearest point along, 1 and 2 choose the class.',
  hintPointer: 'Drag a point, click to add, click a point to remove',
  hintTouch: 'Drag a point, tap to add, tap a point to remove',
  hintKeys: 'Arrows move · Enter adds · M takes a point along · Backspace removes · 1 2 class',
  looks: { cells: 'Activation cells', weights: 'Size by dual weight |ν|' },
  /** @param {number} cells @param {number} lines */
  countCells: (cells, lines) =>
    `${formatCount(lines)} ${lines === 1 ? 'line cuts' : 'lines cut'} the square into ${formatCount(cells)} cells, the network linear in each. Point at one.`,
  noCells: 'Cells are drawn of networks with two inputs.',
  /**
   * @param {string} bits @param {number} active @param {number} count @param {string} piece
   */
  cell: (bits, active, count, piece) =>
    `Pattern ${bits || '–'}: ${formatCount(active)} of ${plural(count, 'neuron')} active, f = ${piece}`,
  /** @param {string} title */
  compared: (title) => `On the canvas: ${title}`,
  /** @param {string} place @param {string} value */
  readout: (place, value) => `f(${place}) = ${value}`,
  /** @param {string} x @param {string} y */
  place: (x, y) => `(${x}, ${y})`,
};

/** The panel on the proof. */
export const doubt = {
  heading: 'How do I know?',
  close: 'Close',
  nothing: 'There is no network yet.',
  primal: 'The cost of the network on the canvas, its weights put into the objective:',
  dual: 'The dual problem has a variable ν with a number for each point. Any ν within its limit gives a bound that no network can go below:',
  weak: 'Training ends when the two meet. What is left between them is all that could be gained:',
  gapName: 'gap',
  /** @param {string} gap */
  relative: (gap) => `Relatively to the cost: ${gap}.`,
  scopes: {
    /** @param {number} count */
    global: (count) =>
      `The limit on ν was checked over all directions u, that is over all ${plural(count, 'activation pattern')} that a neuron can have on these points. So the bound holds for every network of this form, whatever its width.`,
    /** @param {number} count */
    patterns: (count) =>
      `The limit on ν was checked over the ${plural(count, 'pattern')} of this program. The bound holds for networks over these patterns only.`,
  },
  check: 'Check it again',
  /** @param {string} seconds */
  valid: (seconds) =>
    `Checked in ${seconds}, in plain JavaScript that shares no code with the solver: the certificate is valid.`,
  invalid: 'The certificate does not hold.',
  claimed: 'claimed',
  recomputed: 'recomputed',
  objective: 'Cost of the network',
  lowerBound: 'Lower bound',
  gap: 'Gap',
};

/** Words of index.html. */
export const page = {
  name: 'convexrelu',
  title: 'convexrelu: neural networks trained to a proof',
  description:
    'Train a two-layer ReLU network by convex optimization in your browser and watch objective and lower bound meet.',
  tagline:
    'Training a two-layer ReLU network can be written as a convex problem. So it ends, and the end comes with a proof.',
  settings: 'Settings',
  data: 'Data',
  model: 'Model',
  more: 'Solver and limits',
  reset: 'Reset',
  tools: 'What a click adds',
  blue: 'Blue',
  orange: 'Orange',
  erase: 'Erase',
  clear: 'Clear',
  undo: 'Undo',
  redo: 'Redo',
  brush: 'Brush',
  brushPoint: 'One point',
  brushSmall: 'Small brush',
  brushMedium: 'Medium brush',
  brushLarge: 'Large brush',
  import: 'Own data (CSV)',
  privacy: 'Your data never leave this browser.',
  openSettings: 'Data and model',
  close: 'Close',
  comparedClose: 'Back to the optimum',
  explore: 'Explore',
  lessons: 'Lessons',
  chooseLesson: 'Choose a lesson',
  appearance: 'Appearance',
  appearanceSystem: 'As the system',
  appearanceLight: 'Light',
  appearanceDark: 'Dark',
  whole: 'Open the whole page',
  chart: 'Objective and lower bound over the steps of the solver; the last values are listed below',
  doubt: 'How do I know?',
  noscript: 'This page trains a neural network in your browser and needs JavaScript for it.',
};
