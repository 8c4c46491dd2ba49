/** The benchmark's data, statistics and tables; nothing here looks at a clock. */
import { train } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { breastCancer, digits, iris, penguinsOf } from '../bench/data/real.js';
import { standardizedColumns } from '../bench/data/standardize.js';
import { losses, planarNames, planarProblem, spatialProblem } from '../bench/data/synthetic.js';
import { parseArguments, sections } from '../bench/main.js';
import { gapAfter, rowOf, secondsTo, timedTrain } from '../bench/measure.js';
import { command } from '../bench/program.js';
import { coneViolation } from '../bench/sections/sampled.js';
import { leaveOneOut } from '../bench/sections/digits.js';
import { peerProblems } from '../bench/peers/problems.js';
import { ratioOf, rowOfCourse } from '../bench/peers/rows.js';
import { problems, runSize } from '../bench/sections/suite.js';
import { growthExponent, median, quantile } from '../bench/statistics.js';
import { formatTable } from '../bench/table.js';

const count = (/** @type {number[]} */ Y, /** @type {number} */ label) =>
  Y.filter((y) => y === label).length;

describe('drawn data', () => {
  test.each(planarNames)('%s: the same from the same seed, points in the plane', (name) => {
    for (const loss of losses) {
      const { X, Y } = planarProblem(name, 50, loss, 3);
      expect(planarProblem(name, 50, loss, 3)).toEqual({ X, Y });
      expect(planarProblem(name, 50, loss, 4)).not.toEqual({ X, Y });
      expect(X.map((x) => x.length)).toEqual(Array(50).fill(2));
      expect(X.flat().every(Number.isFinite)).toBe(true);
      const labels = name !== 'smooth' || loss !== 'squared';
      expect(Y.every((y) => Math.abs(y) === 1)).toBe(labels);
      if (labels) expect(Math.abs(count(Y, 1) - 25)).toBeLessThan(15);
    }
  });

  test('larger problems begin with the points of smaller ones', () => {
    const { X, Y } = planarProblem('circle', 100, 'hinge');
    const small = planarProblem('circle', 30, 'hinge');
    expect({ X: X.slice(0, 30), Y: Y.slice(0, 30) }).toEqual(small);
  });

  test('the median splits the smooth target', () => {
    expect(count(planarProblem('smooth', 60, 'logistic').Y, 1)).toBe(30);
    expect(count(spatialProblem('smooth', 60, 4, 'logistic').Y, 1)).toBe(30);
  });

  test('in more dimensions: seeded and standardised', () => {
    const { X, Y } = spatialProblem('smooth', 40, 5, 'squared', 9);
    expect(spatialProblem('smooth', 40, 5, 'squared', 9)).toEqual({ X, Y });
    for (const values of [...X[0].map((_, k) => X.map((x) => x[k])), Y]) {
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
      expect(values.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(40, 9);
    }
  });

  test('constant columns become zeros', () => {
    const X = standardizedColumns([
      [1, 5],
      [3, 5],
    ]);
    expect(X).toEqual([
      [-1, 0],
      [1, 0],
    ]);
  });
});

describe('measured data', () => {
  test.each([
    ['breast cancer', breastCancer(), 569, 30, 357],
    ['iris', iris('logistic'), 150, 4, 50],
    ['penguins', penguinsOf('Chinstrap', 'logistic'), 342, 4, 68],
  ])('%s', (_, { X, Y }, n, d, positive) => {
    expect([X.length, X[0].length, Y.length]).toEqual([n, d, n]);
    expect(X.flat().every(Number.isFinite)).toBe(true);
    expect([count(Y, 1), count(Y, -1)]).toEqual([positive, n - positive]);
  });
});

test('digits: shades from 0 to 1, one class a row, the classes of the original', () => {
  const { X, Y } = digits();
  expect([X.length, X[0].length, Y.length]).toEqual([1797, 64, 1797]);
  expect([Math.min(...X.flat()), Math.max(...X.flat())]).toEqual([0, 1]);
  expect(Y.every((row) => count(row, 1) === 1 && count(row, -1) === 9)).toBe(true);
  const sizes = Y[0].map((_, k) => Y.filter((row) => row[k] === 1).length);
  expect(sizes).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
});

describe('the peers', () => {
  const course = { seconds: [1, 2, 3, 4], objectives: [5, 0.9995, 1.2, 1.0005] };

  test('a gap counts from where the objective stays within it', () => {
    const row = rowOfCourse('x', course, 1, { violation: 0 });
    expect([row['to 1e-2'], row['to 1e-3']]).toEqual([4, 4]);
    expect(row['to 1e-4']).toBeNaN();
  });

  test('Adam runs where the program has all patterns, so that the optimum is its, too', async () => {
    const problems = await peerProblems(true, undefined);
    const chosen = problems.filter(({ complete }) => complete);
    expect(chosen.map(({ name, formulation }) => [name, formulation])).toEqual([
      ['circle 10, all 92 patterns', 'gated-relu'],
      ['circle 10, all 92 patterns', 'relu'],
    ]);
    expect(chosen[1].gates).toHaveLength(92);
    const { report } = await train(chosen[1].X, chosen[1].Y, { beta: 1e-4, patterns: 'exact' });
    expect(report.objective / chosen[1].optimum).toBeCloseTo(1, 5);
  });

  test('ratios, of those who were stopped as well', () => {
    expect(ratioOf(3, 20, 0.01)).toBe('300');
    expect(ratioOf(NaN, 20, 0.01)).toBe('> 2000');
    expect(ratioOf(0.03, 20, 0.01)).toBe('3.0');
  });

  test('no fold has a say in the strength that it is judged with', () => {
    const scores = [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.2, 0.7],
    ];
    expect(leaveOneOut({ scores })).toBeCloseTo((0.1 + 0.2 + 0.2) / 3, 12);
  });
});

describe('summaries', () => {
  test('quantiles are values that were measured', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  });

  test('the growth exponent of a power is its exponent', () => {
    const sizes = [30, 100, 300];
    expect(
      growthExponent(
        sizes,
        sizes.map((n) => 7 * n ** 1.5),
      ),
    ).toBeCloseTo(1.5, 12);
  });

  test('a table: numbers to the right, words to the left', () => {
    const rows = [
      { name: 'a', size: 12, gap: 1.234e-7 },
      { name: 'long', size: 3, gap: 0.5 },
    ];
    expect(formatTable(rows).split('\n')).toEqual([
      'name  size     gap',
      '----  ----  ------',
      'a       12  1.2e-7',
      'long     3   0.500',
    ]);
    expect(formatTable([])).toBe('');
  });
});

describe('a tiny run', () => {
  const limit = Infinity;

  test('of the suite: certified, and the same twice', async () => {
    const chosen = problems.filter(({ beta }) => beta === 1e-2);
    const all = await runSize(10, { limit, seed: 7 }, chosen);
    expect(all.map(({ measured }) => measured.result.report.status)).toEqual(
      Array(15).fill('optimal'),
    );
    const again = await runSize(10, { limit, seed: 7 }, chosen.slice(0, 3));
    expect(again.map(({ measured }) => measured.result.report.objective)).toEqual(
      all.slice(0, 3).map(({ measured }) => measured.result.report.objective),
    );
    const row = rowOf(all[0].measured);
    expect(Object.keys(row)).toEqual(['seconds', 'rounds', 'systems', 'neurons', 'gap', 'status']);
    const { result } = all[0].measured;
    expect(gapAfter(result, Infinity)).toBeLessThanOrEqual(1e-6);
    expect(gapAfter(result, -1)).toBeNaN();
    expect(secondsTo(result, 1e-6)).toBeLessThanOrEqual(result.report.seconds);
    expect(secondsTo(result, -1)).toBeNaN();
  });

  test('the suite prints what it certified, and how the time grows', async () => {
    const printed = [''];
    const settings = { n: [6, 10], limit, seed: 7, moves: 1 };
    await sections.suite.run(settings, (text) => printed.push(text));
    expect(printed.join('\n')).toContain('n = 10: 60 of 60 certified');
    expect(printed[printed.length - 1]).toMatch(/^the median grows like n\^-?\d+\.\d\d$/);
  });

  test('sampled neurons lie in their cones', async () => {
    const { X, Y } = planarProblem('circle', 10, 'squared');
    const patterns = { kind: /** @type {const} */ ('sampled'), count: 20 };
    const { result } = await timedTrain(X, Y, { beta: 1e-3, patterns });
    expect(coneViolation(X, result)).toBeLessThan(1e-12);
    const turned = {
      ...result,
      network: { ...result.network, b1: result.network.b1.map((b) => -b) },
    };
    expect(coneViolation(X, /** @type {typeof result} */ (turned))).toBeGreaterThan(1e-3);
  });
});

describe('the command line', () => {
  test('everything unless asked', () => {
    expect(parseArguments([]).chosen).toEqual(Object.keys(sections));
    const { chosen, settings } = parseArguments(['suite', '--n', '30,300', '--limit', '5']);
    expect(chosen).toEqual(['suite']);
    expect(settings).toMatchObject({ n: [30, 300], limit: 5, seed: 7 });
  });

  test.each([[['suit']], [['--m', '3']], [['--n', '0']], [['--n']]])('%j is refused', (args) => {
    expect(() => parseArguments(args)).toThrow(/npm run bench/);
  });

  test('a command of the C++ program holds all numbers', () => {
    /** @type {import('../bench/program.js').Task} */
    const task = {
      ...{ formulation: 'relu', loss: 'squared', kind: 'exact', beta: 0.1, tolerance: 1e-6 },
      ...{ limit: 60, X: [[1, 2]], Y: [-1] },
    };
    expect(command('train', task)).toBe('train relu squared exact 1 0.1 0.000001 60 1 2 1 2 -1');
    const given = command('train', { ...task, kind: 'given', gates: [[1, 2, 3]] });
    expect(given).toBe('train relu squared given 1 0.1 0.000001 60 1 2 1 2 -1 1 2 3');
  });
});
