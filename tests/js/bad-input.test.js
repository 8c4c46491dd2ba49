/** What users do wrong, and data that is odd but right. */
import { train, verify } from 'convexrelu';
import { describe, expect, test } from 'vitest';

const X = [
  [0, 1],
  [1, 0],
  [3, 1],
];
const Y = [1, -1, 1];

describe('refused with a sentence', () => {
  /** @type {[string, any, any, any, string][]} */
  const cases = [
    ['empty X', [], [], {}, 'X.rows must be a whole number >= 1, but is 0'],
    ['X without columns', [[]], [1], {}, 'X.columns must be a whole number >= 1, but is 0'],
    ['ragged rows', [[1, 2], [3]], [1, -1], {}, 'X[1].length must be 2, but is 1'],
    [
      'NaN in X',
      [...X.slice(0, 2), [1, NaN]],
      Y,
      {},
      'X[2][1] (row 2, column 1) must be a finite number, but is NaN',
    ],
    [
      'Infinity in X',
      [[-Infinity, 1], ...X.slice(1)],
      Y,
      {},
      'X[0][0] (row 0, column 0) must be a finite number, but is -Infinity',
    ],
    ['NaN in Y', X, [1, NaN, 1], {}, 'Y[1] (row 1, column 0) must be a finite number, but is NaN'],
    ['too few Y', X, [1], {}, 'Y must have one row per row of X, which has 3, but has 1'],
    ['too many Y', X, [1, 1, 1, 1], {}, 'Y must have one row per row of X, which has 3, but has 4'],
    ['β negative', X, Y, { beta: -1 }, 'beta must be a finite number >= 0, but is -1'],
    ['β NaN', X, Y, { beta: NaN }, 'beta must be a finite number >= 0, but is NaN'],
    ['β infinite', X, Y, { beta: Infinity }, 'beta must be a finite number >= 0, but is Infinity'],
    ['β a string', X, Y, { beta: '0.1' }, "beta must be a finite number >= 0, but is '0.1'"],
    [
      'an unknown option',
      X,
      Y,
      { betta: 1 },
      "unknown option 'betta'; did you mean 'beta'? (known: ",
    ],
    [
      'an unknown loss',
      X,
      Y,
      { loss: /** @type {const} */ ('huber') },
      "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'",
    ],
    ['an unknown solver', X, Y, { solver: 'adam' }, "but is 'adam'"],
    ['an unknown formulation', X, Y, { formulation: 'elu' }, "'linear', but is 'elu'"],
    ['an unknown regularizer', X, Y, { regularizer: 'dropout' }, "but is 'dropout'"],
    ['an unknown sampler', X, Y, { patterns: { kind: 'sampled', sampler: 'x' } }, "but is 'x'"],
    [
      'unknown patterns',
      X,
      Y,
      { patterns: 'some' },
      "patterns must be 'auto', 'exact', 'sampled', { kind: 'sampled', count, sampler, seed, priced, " +
        "order, image, kernel, activeProportion } or { kind: 'given', gates }, but is 'some'",
    ],
    [
      'zero gates',
      X,
      Y,
      { patterns: { kind: 'given', gates: [] } },
      'patterns.gates.rows must be a whole number >= 1, but is 0',
    ],
    [
      'gates of the wrong size',
      X,
      Y,
      { patterns: { kind: 'given', gates: [[1]] } },
      'patterns.gates must have 2 columns, the features of X, or 3 with a bias weight each, ' +
        'but has 1',
    ],
    [
      'no gates to sample',
      X,
      Y,
      { patterns: { kind: 'sampled', count: 0 } },
      'patterns.count must',
    ],
    [
      'a setting that the sampler does not read',
      X,
      Y,
      { patterns: { kind: 'sampled', order: 2 } },
      "patterns.order must be left out for the sampler 'dense-gaussian', which does not read it",
    ],
    [
      'gates of more features than there are',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'feature-sparse', order: 3 } },
      'patterns.order must be at most 2, the features of X, but is 3',
    ],
    [
      'half a feature',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'feature-sparse', order: 0.5 } },
      'patterns.order must be a whole number >= 1, but is 0.5',
    ],
    [
      'an image of another size',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'convolutional', image: [2, 2, 1], kernel: [1, 1] } },
      'patterns.image must be of as many numbers as X has features, which is 2, but',
    ],
    [
      'an image without channels',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'convolutional', image: [2, 1], kernel: [1, 1] } },
      'patterns.image must be three whole numbers >= 1, [height, width, channels], but is [2, 1]',
    ],
    [
      'a kernel beyond the image',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'convolutional', image: [1, 2, 1], kernel: [2, 1] } },
      'patterns.kernel must fit into the image, [1, 2, 1], but is [2, 1]',
    ],
    [
      'no kernel',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'convolutional', image: [1, 2, 1] } },
      "patterns.kernel must be given for the sampler 'convolutional'",
    ],
    [
      'no image',
      X,
      Y,
      { patterns: { kind: 'sampled', sampler: 'convolutional', kernel: [1, 1] } },
      "patterns.image must be given for the sampler 'convolutional'",
    ],
    [
      'all samples active',
      X,
      Y,
      { patterns: { kind: 'sampled', activeProportion: 1 } },
      'patterns.activeProportion must be a number between 0 and 1, without these, but is 1',
    ],
    [
      'a share of active samples without bias',
      X,
      Y,
      { bias: false, patterns: { kind: 'sampled', activeProportion: 0.5 } },
      'patterns.activeProportion needs bias true, because it sets the bias weights of the gates',
    ],
    ['labels for hinge', X, [0, 1, 1], { loss: 'hinge' }, 'row 0, column 0 is 0'],
    ['a negative limit', X, Y, { maxIterations: -1 }, 'maxIterations must be a whole number >= 0'],
    ['half a seed', X, Y, { seed: 0.5 }, 'seed must be a whole number'],
  ];

  test.each(cases)('%s', async (_, x, y, options, message) => {
    await expect(train(x, y, options)).rejects.toMatchObject({
      name: 'ConvexReluError',
      code: 'invalid-argument',
      message: expect.stringContaining(message),
    });
    // Nothing is lost: the next training works.
    expect((await train(X, Y)).report.status).toBe('optimal');
  });

  test('more than memory holds, before it is tried', async () => {
    const x = Array.from({ length: 100 }, (_, i) => Float64Array.from({ length: 2000 }, () => i));
    const options = /** @type {const} */ ({ patterns: { kind: 'sampled', count: 1_000_000 } });
    await expect(
      train(
        x,
        x.map(() => 1),
        options,
      ),
    ).rejects.toMatchObject({
      code: 'out-of-memory',
      message: expect.stringContaining('use fewer patterns or samples'),
    });
    expect((await train(X, Y)).report.status).toBe('optimal');
  });
});

describe('odd data is normal data', () => {
  /** @type {[string, number[][], number[]][]} */
  const cases = [
    ['n = 1', [[2, 3]], [1]],
    ['a single zero', [[0]], [1]],
    ['all-zero X', [[0, 0], [0, 0], [0, 0]], [1, 2, 3]], // prettier-ignore
    ['constant y', X, [2, 2, 2]],
    ['y of zeros', X, [0, 0, 0]],
    ['duplicated rows', [...X, ...X], [...Y, ...Y]],
    ['equal points with different labels', [...X, ...X], [...Y, ...Y.map((y) => -y)]],
    ['collinear points', [[1, 1], [2, 2], [3, 3], [-1, -1]], [1, -1, 1, -1]], // prettier-ignore
    ['a constant column', X.map((row) => [...row, 7]), Y],
    ['d > n', [[1, 0, 2, 5, -1], [0, 3, 1, -2, 1]], [1, -1]], // prettier-ignore
    ['large numbers', X.map((row) => row.map((x) => 1e4 * x)), Y],
    ['small numbers', X.map((row) => row.map((x) => 1e-4 * x)), Y],
  ];
  const settings = /** @type {const} */ (['relu', 'gated-relu']).flatMap((formulation) => [
    { formulation, bias: true },
    { formulation, bias: false },
  ]);

  test.each(cases)('%s', async (_, x, y) => {
    for (const options of settings) {
      const { network, report, certificate } = await train(x, y, options);
      const verification = verify(x, y, network, certificate);
      expect({ ...options, ...verification }).toMatchObject({ valid: true, reasons: [] });
      expect({ ...options, status: report.status }).toMatchObject({ status: 'optimal' });
      expect(verification.relativeGap).toBeLessThan(1.1e-6);
      expect(network.predict(x).data.every(Number.isFinite)).toBe(true);
    }
  });

  test('all-zero X without bias: the zero network, exactly', async () => {
    const zeros = [[0, 0], [0, 0]]; // prettier-ignore
    const { network, report } = await train(zeros, [1, 3], { bias: false });
    expect(report).toMatchObject({ status: 'optimal', objective: 5, gap: 0, betaMax: 0 });
    expect(network.m).toBe(0);
  });
});
