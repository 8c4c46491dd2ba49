/** Trainings at random: problems of every kind, right and wrong, in every container. */
import fc from 'fast-check';

/** What the package may refuse with, where it was not loaded wrongly and is not broken. */
export const refusals = ['invalid-argument', 'out-of-memory', 'disposed'];

/** Numbers that trouble those who compute with them. */
const odd = fc.constantFrom(
  ...[0, -0, 1, -1, 0.5, 1e-9, -1e-6, 1e-3, 1e3, -1e5, 2 ** 20, 1e101, -1e200, 1.7e308],
  ...[1e-12, -1e-16, 1e-30, 1e-99, -1e-100, 9e-101, -1e-200, 5e-324, 1e8, -1e12, 1e16, 1e30],
);
const plainNumber = fc.integer({ min: -40, max: 40 }).map((it) => it / 8);
const real = fc.integer({ min: -3e9, max: 3e9 }).map((it) => it / 1e9);

const scales = [
  ...[1e-9, 1e-4, 1e4, 1e9, 1e-100, 1e-90, 1e-50, 1e-20, 1e-14, 1e14, 1e20, 1e50, 1e90, 1e100],
  ...[1e-150, 1e-300, 1e150, 1e300],
];

/** Kinds of numbers, a kind for a whole matrix. */
const numbers = fc.oneof(
  { weight: 5, arbitrary: fc.constant(plainNumber) },
  { weight: 4, arbitrary: fc.constant(real) },
  { weight: 1, arbitrary: fc.constant(fc.constantFrom(0, 1)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...scales).map((s) => real.map((x) => s * x)),
  },
  { weight: 1, arbitrary: fc.constant(odd) },
);

/** @param {number} rows @param {number} columns */
const matrix = (rows, columns) =>
  numbers.chain((number) => {
    const row = fc.array(number, { minLength: columns, maxLength: columns });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });

/**
 * Ways to hold the same matrix; those of 32 bits round it.
 * @type {Record<string, (rows: number[][]) => unknown>}
 */
export const containers = {
  rows: (rows) => rows,
  typedRows: (rows) => rows.map((row) => Float64Array.from(row)),
  flat: (rows) => ({ data: rows.flat(), shape: [rows.length, rows[0].length] }),
  flatTyped: (rows) => ({
    data: Float64Array.from(rows.flat()),
    shape: [rows.length, rows[0].length],
  }),
  view: (rows) => {
    // Somewhere inside a larger buffer.
    const all = Float64Array.of(NaN, ...rows.flat(), NaN);
    return { data: all.subarray(1, all.length - 1), shape: [rows.length, rows[0].length] };
  },
  frozen: (rows) => Object.freeze(rows.map((row) => Object.freeze([...row]))),
};

/** @type {Record<string, (columns: number, draw: fc.Arbitrary<number>) => fc.Arbitrary<number[]>>} */
const targetRows = {
  squared: (columns, number) => fc.array(number, { minLength: columns, maxLength: columns }),
  hinge: (columns) => fc.array(fc.constantFrom(-1, 1), { minLength: columns, maxLength: columns }),
  softmax: (columns) =>
    fc
      .integer({ min: 0, max: columns - 1 })
      .map((k) => Array.from({ length: columns }, (_, j) => (j === k ? 1 : 0))),
};

const betas = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1e-3, 1e-2, 0.03, 0.1, 0.3, 1) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[0, 1e-9, 1e-6, 1e6, 1e300],
      ...[1e-100, 1e-99, 1e-50, 1e-20, 1e-12, 9e-101, 1e-300, 5e-324, 1e20, 1e100, 1.7e308],
    ),
  },
);

/** @param {number} d */
const patterns = (d) =>
  fc.oneof(
    fc.constantFrom('auto', 'exact', 'sampled'),
    fc.record(
      {
        kind: fc.constant('sampled'),
        count: fc.integer({ min: 1, max: 12 }),
        seed: fc.nat(99),
        priced: fc.boolean(),
        activeProportion: fc.constantFrom(0.1, 0.5, 0.9),
        sampler: fc.constantFrom('dense-gaussian', 'feature-sparse'),
      },
      { requiredKeys: ['kind'] },
    ),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(d, d + 1))
      .chain(([count, columns]) => matrix(count, columns))
      .map((gates) => ({ kind: 'given', gates })),
  );

/** Seconds; data of size 1e9 may take as long as they are given. */
const timeLimit = 0.5;

const solvers = [
  ...['dual-newton', 'fista', 'admm', 'augmented-lagrangian', 'least-squares'],
  ...['conjugate-gradients', 'interior-point', 'sliding-newton'],
];

/** @param {number} d */
const optionsFor = (d) =>
  fc.record(
    {
      formulation: fc.constantFrom('relu', 'relu', 'gated-relu', 'linear'),
      regularizer: fc.constantFrom('neuron', 'neuron', 'neuron', 'feature', 'l1', 'l2'),
      beta: betas,
      bias: fc.boolean(),
      patterns: patterns(d),
      solver: fc.oneof(
        { weight: 4, arbitrary: fc.constant('auto') },
        { weight: 1, arbitrary: fc.constantFrom(...solvers) },
      ),
      tolerance: fc.constantFrom(1e-6, 1e-3, 0.1),
      seed: fc.nat(9),
    },
    { requiredKeys: ['formulation'] },
  );

/**
 * @typedef {object} Problem
 * @property {number[][]} X
 * @property {number[][]} Y
 * @property {Record<string, any>} options
 */

/**
 * Problems of up to 7 samples that have a right form; their numbers may still be beyond what can be computed.
 *
 * @type {fc.Arbitrary<Problem>}
 */
export const problem = fc
  .record({
    n: fc.integer({ min: 1, max: 7 }),
    d: fc.integer({ min: 1, max: 3 }),
    c: fc.constantFrom(1, 1, 1, 2),
    loss: fc.constantFrom('squared', 'squared', 'hinge', 'logistic', 'softmax'),
    number: numbers,
  })
  .chain(({ n, d, c, loss, number }) => {
    const rowOf = targetRows[loss === 'logistic' ? 'hinge' : loss];
    const row = rowOf(loss === 'softmax' ? c + 1 : c, number);
    return fc.record({
      X: matrix(n, d),
      Y: fc.array(row, { minLength: n, maxLength: n }),
      options: optionsFor(d).map((it) => ({ ...it, loss, maxIterations: 300, timeLimit })),
    });
  });

/** Problems whose numbers are nothing special. */
export const tameProblem = problem.filter(
  ({ X, Y, options }) =>
    [...X, ...Y].every((row) =>
      row.every((x) => x === 0 || (Math.abs(x) > 1e-3 && Math.abs(x) < 9)),
    ) &&
    !(options.beta < 1e-3 || options.beta > 1) &&
    options.patterns?.kind !== 'given',
);

/** What is no number, no list and no name that anyone expects. */
export const junk = fc.oneof(
  fc.constantFrom(
    ...[undefined, null, NaN, Infinity, -Infinity, -1, 0, 2.5, '', '1', 'relu', true, 7n],
    ...[Symbol('s'), [], [[]], {}, [NaN], [[NaN]], [1, [2]], [[1], [1, 2]], [[1], 2], new Date(0)],
    ...[new Map(), /x/, () => 1, Object.create(null), new DataView(new ArrayBuffer(8))],
    ...[
      { data: [1], shape: [1, 2] },
      { data: [1], shape: 'ab' },
      { data: null, shape: [1, 1] },
    ],
    ...[{ length: 3 }, { length: -1, 0: 1 }, new BigInt64Array(2), [, 1], new Proxy([1], {})], // eslint-disable-line no-sparse-arrays
    ...[{ data: [1], shape: [1e9, 1e9] }, { shape: [] }, Promise.resolve(1), new Error('e')],
  ),
  fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true, maxDepth: 2 }),
);
