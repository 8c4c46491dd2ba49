/**
 * The notebook "Neural Networks are Convex Regularizers", cell by cell: `npm run notebook`.
 */
import {
  comparePredictions,
  coneReport,
  descend,
  errors,
  largestViolation,
  makeData,
  mapLayers,
  neuronNorms,
  sampleGates,
  solve,
} from './notebook-steps.js';

/** @param {number} value */
const exact = (value) => value.toPrecision(10);
/** @param {number} value */
const short = (value) => value.toFixed(4).padStart(9);
/** @param {number} step @param {string} title */
const heading = (step, title) => console.log(`\n${step}. ${title}\n`);

const data = makeData();
heading(1, 'Data: ten points in the plane plus a column of ones, y = ±1 by ‖x‖ > 1');
data.X.forEach((row, i) => {
  console.log(`  x = (${row.map(short).join(', ')} )   y = ${data.y[i] > 0 ? '+1' : '-1'}`);
});
console.log(`  β = ${data.beta}`);

const gates = sampleGates(data);
heading(2, 'Activation patterns of random gates');
console.log(`  ${gates.gates.length} gates make ${gates.patterns.length} distinct patterns`);

const solution = await solve(data, gates);
const { network, report, weights, verification } = solution;
heading(3, 'The convex program, eq. (8)');
console.log(`  value at its blocks           ${exact(solution.value)}`);
console.log(`  objective of the network      ${exact(report.objective)}`);
console.log(`  lower bound over the patterns ${exact(report.lowerBound)}`);
console.log(`  ${report.status}, relative gap ${report.relativeGap.toExponential(1)},`);
console.log(`  re-checked in plain JavaScript: ${verification.valid ? 'valid' : 'NOT valid'}`);

heading(4, 'Largest violation of a cone constraint');
console.log(`  ${largestViolation(data, gates, weights)}`);

const { weights: descended, values } = descend(data, gates, weights);
const cones = coneReport(data, gates, descended);
const constraints = cones.flatMap(({ holds }) => holds);
heading(5, '100 steps of gradient descent without the cones, step size 1e-3');
console.log(`  value before ${exact(values[0])}, after ${exact(values[values.length - 1])}`);
console.log(
  `  ${constraints.filter(Boolean).length} of ${constraints.length} cone constraints still hold ` +
    '(a sign per sample: + holds, - does not)',
);
const signs = cones.map(
  ({ block, holds }) => block.padStart(5) + ' ' + holds.map((it) => (it ? '+' : '-')).join(''),
);
for (let k = 0; k < signs.length; k += 5) console.log(' ' + signs.slice(k, k + 5).join(' '));

heading(6, 'From convex weights (2, classes, patterns, d) to two layers');
for (const { shape, layers } of await mapLayers(data, gates)) {
  console.log(`  convex weights of shape (${shape.join(', ')})`);
  for (const { removeZeros, first, second, difference } of layers) {
    console.log(
      `    ${removeZeros ? 'without' : 'with   '} zero neurons: ` +
        `first layer ${first.length}×${shape[3]}, second layer ${second.length}×${first.length}, ` +
        `largest difference of predictions ${difference.toExponential(1)}`,
    );
  }
}

const { rows, difference } = comparePredictions(data, gates, solution);
heading(7, 'Predictions of the recovered network, of the convex model, and targets');
for (const row of rows) {
  console.log(`  ${short(row.network)}  ${short(row.convex)}  ${short(row.target)}`);
}
console.log(`  largest difference of network and convex model: ${difference.toExponential(2)}`);

heading(8, `Norms of the ${network.m} neurons`);
for (const { first, second, strength } of neuronNorms(network)) {
  console.log(`  ‖w‖ = ${short(first)}   a = ${short(second)}   ‖w‖·|a| = ${short(strength)}`);
}

const { error, margin } = errors(data, network);
heading(9, 'Errors of the network');
console.log(`  ‖ŷ − y‖                          ${exact(error)}`);
console.log(`  largest margin violation 1 − y ŷ ${exact(margin)}`);
