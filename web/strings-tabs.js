// Every word of the tabs below the picture.

import { formatCount, plural } from './format.js';

/** The tab on the regularization path. */
export const path = {
  lead: 'Every curve is a neuron, its height how strong it is. Drag the marker to the right: β grows, and neurons die one by one.',
  label:
    'Strength of each neuron against β. The slider below moves along it, and a table lists the values.',
  slider: 'β along the path',
  waiting: 'the path is being computed',
  /** @param {number} done @param {number} count */
  progress: (done, count) => `${done} of ${plural(count, 'optimum', 'optima')}`,
  /** @param {number} count with neurons */
  done: (count) =>
    `${plural(count, 'network')} with neurons on the path, each with its certificate`,
  /** @param {string} beta @param {number | null} neurons */
  place: (beta, neurons) =>
    neurons === null ? `β ${beta}` : `β ${beta}, ${plural(neurons, 'neuron')}`,
  axis: 'β',
  strength: 'strength of the neurons',
  /** @param {string} percent */
  testError: (percent) => `test error ${percent} (dashed, top is 100 %)`,
  table: 'The path as a table',
  columns: ['β', 'Neurons', 'Objective', 'Test error'],
};

/** The tab on gradient descent. */
export const race = {
  lead: 'Gradient descent on the very same objective, from random starts. The green line is the certified optimum: nothing can go below it.',
  start: 'Start the race',
  stop: 'Stop',
  ready:
    'Rates are those at which each does well on these data sets. Change them: the race is fair.',
  waiting: 'the curves appear here',
  oneOutput:
    'With several classes each has a network of its own: choose data with two classes or numbers to race.',
  reluOnly: 'Gradient descent runs on ReLU networks: choose the network ReLU.',
  seeds: 'Starts each',
  width: 'Width',
  epochs: 'Epochs',
  /** @param {string} name */
  rate: (name) => `Rate of ${name}`,
  /** @type {Record<string, string>} */
  optimizers: { adam: 'Adam', momentum: 'SGD with momentum', gd: 'gradient descent' },
  /** @param {number} done @param {number} total */
  progress: (done, total) => `${done} of ${plural(total, 'run')}`,
  /** @param {number} total */
  verdict: (total) => `${plural(total, 'run')} done. Choose a dot to see its network.`,
  /** @param {string} name @param {number} count @param {number} total */
  count: (name, count, total) => `${name}: ${count} of ${plural(total, 'run')} got within 1 %`,
  /** @param {string} seconds */
  rule: (seconds) => `global optimum, certified in ${seconds}`,
  time: 'time',
  objective: 'objective',
  curvesLabel: 'Objective of every run over time, with the certified optimum as a line',
  stripLabel: 'How far above the optimum every run ended; the table below lists the same',
  strip: { optimum: 'optimum', near: 'within 1 %', diverged: 'diverged' },
  table: 'The runs as a table',
  columns: ['Optimizer', 'Start', 'Objective', 'Above the optimum', 'Time', 'Network'],
  show: 'Show',
  /** @param {string} name @param {number} seed */
  showLabel: (name, seed) => `Show the network of ${name}, start ${seed}`,
  /** @param {string} name @param {number} seed @param {string} share */
  title: (name, seed, share) => `${name}, start ${seed}: ${share} above the optimum`,
  question: 'How far is this network from optimal?',
  asking: 'Asking for a certificate',
  /** @param {string} objective @param {string} bound @param {string} percent @param {string} scope */
  answer: (objective, bound, percent, scope) =>
    `Its cost is ${objective}; ${scope === 'global' ? 'no network' : 'no network over these patterns'} goes below ${bound}. At most ${percent} of its cost can be saved.`,
};

/** The tab on the neurons. */
export const neurons = {
  /** @param {number} count */
  lead: (count) =>
    count === 0
      ? 'This network has no neurons: it is zero everywhere.'
      : `The function on the canvas is the sum of ${plural(count, 'neuron')}. ( )₊ is what is inside, or 0 where that is negative.`,
  formula: 'The network as a formula',
  columns: ['Neuron', 'Inside', 'Weight', 'Strength', 'Active on'],
  /** @param {number} place */
  name: (place) => `Neuron ${place}`,
  /** @param {string} inside @param {string} gate */
  gated: (inside, gate) => `${inside}, where ${gate} ≥ 0`,
  /** @param {number} count @param {number} points */
  active: (count, points) => `${formatCount(count)} of ${plural(points, 'point')}`,
};

/** Names of the tabs, in words. */
export const tabs = {
  path: 'Path',
  race: 'Race',
  neurons: 'Neurons',
  points: 'Points',
  how: 'How it works',
};

/** The tab on how it works. */
export const how = {
  guide: 'Reading the picture',
  guideSurface:
    'The colour is what the network predicts, blue for −1 and orange for +1. Along the dark curve it is zero: the decision boundary.',
  guideNeurons:
    'Each line is a neuron. On the side of its tick it is active, on the other it is silent; wide lines are strong neurons, the colour of the tick says towards which class.',
  guideProof:
    'The objective is the cost of this network. The lower bound is what no network with the same activation patterns can go below. Where they meet, nothing better is left to find.',
  proof: 'Why there is a proof',
  proofPatterns:
    'A neuron is active on some of the points and silent on the others. A line can part n points in the plane in about n² ways: so many activation patterns there are, and not more.',
  proofConvex:
    'Once the patterns are fixed, what each neuron adds is linear in its weights. One block of weights for each pattern makes the training a convex problem: every minimum is a global one, whatever the start.',
  proofNetwork:
    'Few blocks are not zero in the end. Each becomes a neuron, and the network has the same predictions and the same cost as the convex solution. The dual problem gives the bound that proves it.',
};
