/** Scores of predictions, and samples held out for them. */
import {
  accuracy,
  confusionMatrix,
  logLoss,
  meanSquaredError,
  r2,
  trainTestSplit,
} from 'convexrelu';
import { describe, expect, test } from 'vitest';

describe('labels', () => {
  const y = ['cat', 'dog', 'dog', 'cow', 'cat'];
  const guesses = ['cat', 'dog', 'cat', 'cow', 'cow'];

  test('accuracy', () => {
    expect(accuracy(y, guesses)).toBe(0.6);
    expect(accuracy(Int8Array.of(1, 2), [1, 2])).toBe(1);
  });

  test('a confusion matrix has the true classes as rows', () => {
    const matrix = [
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 1],
    ];
    expect(confusionMatrix(y, guesses)).toEqual({ classes: ['cat', 'cow', 'dog'], matrix });
    const classes = ['dog', 'cow', 'cat', 'pig'];
    const other = confusionMatrix(y, guesses, { classes });
    expect(other.matrix).toEqual([
      [1, 0, 1, 0],
      [0, 1, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
    ]);
    expect(confusionMatrix([true], [true])).toEqual({ classes: [true], matrix: [[1]] });
  });

  test('log loss', () => {
    const probabilities = [
      [0.5, 0.5],
      [0.25, 0.75],
      [1, 0],
    ];
    const options = { classes: [0, 1] };
    const sum = Math.log(2) + Math.log(4 / 3);
    expect(logLoss([0, 1, 0], probabilities, options)).toBeCloseTo(sum / 3, 14);
    expect(logLoss([0, 1, 1], probabilities, options)).toBeCloseTo((sum + 52 * Math.LN2) / 3, 12);
  });
});

describe('numbers', () => {
  test('squared errors, over all targets', () => {
    expect(meanSquaredError([1, 2, 3], [1, 2, 5])).toBeCloseTo(4 / 3, 15);
    expect(meanSquaredError([[1, 2]], { data: [0, 4], shape: [1, 2] })).toBe(2.5);
  });

  test('R² is 1 for the truth, 0 for the mean, and negative beyond', () => {
    expect(r2([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(r2([1, 2, 3], [2, 2, 2])).toBe(0);
    expect(r2([1, 2, 3], [3, 2, 1])).toBe(-3);
    expect([r2([1, 1], [1, 1]), r2([1, 1], [1, 2])]).toEqual([1, 0]);
    const truth = [
      [1, 1],
      [2, 2],
      [3, 3],
    ];
    expect(r2(truth, [[1, 2], [2, 2], [3, 2]])).toBe(0.5); // prettier-ignore
  });
});

describe('refused with a sentence', () => {
  test.each(
    /** @type {[() => unknown, string][]} */ ([
      [() => accuracy([1], [1, 2]), 'guesses must have one label per label of y, which has 1, but'],
      [() => accuracy([], []), 'y must have a label at least, but is empty'],
      [() => accuracy(/** @type {any} */ (7), []), 'y must be an array of labels, but is 7'],
      [
        () => confusionMatrix([1], [2], { classes: [1] }),
        'guesses must hold labels of classes only',
      ],
      [() => confusionMatrix([1], [2], { classes: [1, 1] }), 'classes must be an array of labels'],
      [() => logLoss([1], [[1, 0]], { classes: [0] }), 'probabilities must have 1 columns'],
      [() => logLoss([3], [[1, 0]], { classes: [0, 1] }), 'y must hold labels of classes only'],
      [() => logLoss([1], [[2, -1]], { classes: [0, 1] }), 'probabilities must be from 0 to 1'],
      [
        () => logLoss([1, 0], [[1, 0]], { classes: [0, 1] }),
        'y must have one label per row of prob',
      ],
      [() => r2([1, 2], [1]), 'guesses must have the shape of y, 2×1, but has 1×1'],
      [
        () => meanSquaredError([1, NaN], [1, 2]),
        'y[1] (row 1, column 0) must be a finite number, but is NaN',
      ],
      [() => trainTestSplit([[1], [2]], [1]), 'y must have one row per row of X, which has 2, but'],
      [() => trainTestSplit([[1]], [1]), 'X must have two rows at least, but has 1'],
      [
        () => trainTestSplit([1, 2], [1, 2], { testShare: 1 }),
        'testShare must be a number between',
      ],
      [() => trainTestSplit([1, 2], [1, 2], { seed: -1 }), 'seed must be a whole number >= 0'],
      [() => trainTestSplit([1, 2], [1, 2], /** @type {any} */ ({ tests: 1 })), 'unknown option'],
      [() => trainTestSplit(/** @type {any} */ ('ab'), [1, 2]), 'X must be an array or { data'],
    ]),
  )('%#', (call, message) => {
    let error;
    try {
      call();
    } catch (it) {
      error = it;
    }
    expect(error).toMatchObject({ code: 'invalid-argument' });
    expect(/** @type {Error} */ (error).message).toContain(message);
  });
});

describe('trainTestSplit', () => {
  const X = Array.from({ length: 50 }, (_, i) => [i, -i]);
  const y = X.map((_, i) => (i % 5 === 0 ? 'rare' : 'common'));

  test('has every sample once, with its target', () => {
    const split = trainTestSplit(X, y, { testShare: 0.3, seed: 4 });
    const { XTrain, XTest, yTrain, yTest, trainIndices, testIndices } = split;
    expect([XTrain.length, XTest.length]).toEqual([35, 15]);
    expect([...trainIndices, ...testIndices].sort((a, b) => a - b)).toEqual(X.map((_, i) => i));
    expect(XTrain).toEqual(trainIndices.map((i) => X[i]));
    expect(XTest).toEqual(testIndices.map((i) => X[i]));
    expect([yTrain, yTest]).toEqual([trainIndices, testIndices].map((it) => it.map((i) => y[i])));
  });

  test('repeats its seed, and differs by it', () => {
    const indices = [1, 1, 2].map((seed) => trainTestSplit(X, y, { seed }).testIndices);
    expect(indices[1]).toEqual(indices[0]);
    expect(indices[2]).not.toEqual(indices[0]);
    expect(trainTestSplit(X, y)).toEqual(trainTestSplit(X, y, { testShare: 0.25, seed: 0 }));
  });

  test('stratified, every class has its share', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { yTest } = trainTestSplit(X, y, { testShare: 0.2, seed, stratify: true });
      expect(yTest.filter((it) => it === 'rare')).toHaveLength(2);
      expect(yTest).toHaveLength(10);
    }
    const matrix = { data: new Float64Array(100), shape: [50, 2] };
    expect(() => trainTestSplit(X, matrix, { stratify: true })).toThrow(
      'y must be an array of lab',
    );
  });

  test('keeps the kind of data', () => {
    const data = Float32Array.from(X.flat());
    const split = trainTestSplit(
      { data, shape: [50, 2] },
      Int32Array.from(X, ([i]) => i),
    );
    expect(split.XTest.data).toBeInstanceOf(Float32Array);
    expect(split.XTest.shape).toEqual([13, 2]);
    expect(split.yTest).toEqual(Int32Array.from(split.testIndices));
    expect([...split.XTest.data]).toEqual(split.testIndices.flatMap((i) => X[i]));
  });
});
