import { train } from 'convexrelu';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verify } from '../../wasm/verify.js';
import { createRandom, randomMatrix } from '../support/data.js';
import { reluProblem, signsProblem } from './support/problems.js';

/** @type {Record<string, any>} */
const optima = JSON.parse(
  readFileSync(new URL('../fixtures/optima.json', import.meta.url), 'utf8'),
);

/**
 * @param {any} problem
 * @param {import('../../wasm/verify-types.js').VerifyOptions} [options]
 */
const check = ({ X, Y, network, certificate }, options) =>
  verify(X, Y, network, certificate, options);

/** @param {any} problem its certificate becomes one of the scope 'global' */
function globally({ certificate, ...problem }) {
  const { formulation, loss, regularizer, beta, bias, objective, lowerBound, dual } = certificate;
  const kept = { formulation, loss, regularizer, beta, bias, objective, lowerBound, dual };
  return { ...problem, certificate: { scope: 'global', ...kept } };
}

/**
 * A result over many sampled patterns as a global certificate. It claims no more than its dual
 * variable proves, by verify's own account.
 *
 * @param {number[][]} X
 * @param {number[] | number[][]} Y
 * @param {import('../../wasm/types.js').TrainOptions} options
 */
async function trainGlobally(X, Y, options) {
  const { network, certificate } = await train(X, Y, { formulation: 'relu', ...options });
  const problem = globally({ X, Y, network, certificate });
  problem.certificate.lowerBound = -1e9;
  const { lowerBound } = check(problem);
  problem.certificate.lowerBound = lowerBound;
  return problem;
}

const many = { kind: /** @type {const} */ ('sampled'), count: 3000 };

describe('what is right is valid', () => {
  test.each([
    // The two samples are unit vectors, and each has |ν| = β.
    ['by hand', reluProblem(), 0.4375],
    ['hinge', signsProblem('hinge'), 1],
    ['logistic', signsProblem('logistic'), Math.LN2],
  ])('%s', (_, problem, objective) => {
    const verification = check(globally(problem));
    expect(verification).toMatchObject({ valid: true, scope: 'global', reasons: [] });
    expect(verification.objective).toBeCloseTo(objective, 12);
    expect(verification.lowerBound).toBeCloseTo(objective, 9);
    expect(verification.gap).toBeGreaterThanOrEqual(0);
  });

  test('after JSON', () => {
    const problem = JSON.parse(JSON.stringify(globally(reluProblem())));
    expect(check(problem)).toMatchObject({ valid: true });
  });

  const kinds = /** @type {const} */ ([
    ['squared', 1],
    ['hinge', 1],
    ['logistic', 1],
    ['squared', 2],
  ]);

  test.each(kinds)('%s, %i outputs: with all patterns the gap closes', async (loss, outputs) => {
    const random = createRandom(outputs);
    for (let problem = 0; problem < 4; problem++) {
      const X = randomMatrix(7, 2, random);
      const Y = randomMatrix(7, outputs, () => Math.sign(random()));
      const options = { loss, beta: 0.02, patterns: many, tolerance: 1e-7, bias: true };
      const result = await trainGlobally(X, Y, options);
      expect(check(result)).toMatchObject({ valid: true });
      expect(check(result).relativeGap).toBeLessThan(1e-6);
    }
  });
});

describe('optima of another solver', () => {
  test.each(Object.keys(optima))('%s: no bound above the optimum', async (name) => {
    const { X, y, beta, loss, objective } = optima[name];
    const result = await trainGlobally(X, y, { loss, beta, bias: false, patterns: many });
    const verification = check(result);
    expect(verification.valid).toBe(true);
    expect(verification.lowerBound).toBeLessThanOrEqual(objective * (1 + 1e-9));
    expect(verification.lowerBound).toBeGreaterThan(0.9 * objective);
    expect(verification.objective).toBeGreaterThanOrEqual(verification.lowerBound);
    result.certificate.lowerBound += 1e-6 * objective;
    expect(check(result).valid).toBe(false);
  });
});

describe('what is tampered with is found out', () => {
  /** @type {[string, (problem: any) => unknown, RegExp][]} */
  const attempts = [
    ['ν', ({ certificate }) => (certificate.dual[0] = 0.26), /proves the lower bound/],
    ['ν, everywhere', ({ certificate }) => certificate.dual.fill(1), /proves the lower bound/],
    ['no ν', ({ certificate }) => certificate.dual.fill(0), /proves the lower bound 0, less/],
    ['huge ν', ({ certificate }) => certificate.dual.fill(1e300), /proves the lower bound/],
    ['a short ν', ({ certificate }) => certificate.dual.pop(), /dual must be 2 finite numbers/],
    ['objective', ({ certificate }) => (certificate.objective = 0.43), /claims 0.43/],
    ['bound', ({ certificate }) => (certificate.lowerBound += 1e-8), /less than the claimed/],
    ['bias', ({ certificate }) => (certificate.bias = true), /proves the lower bound/],
    ['smaller β', ({ certificate }) => (certificate.beta = 0.24), /objective is .* claims/],
    ['a weight', ({ network }) => (network.W1[0] *= 1.001), /claims 0.4375/],
    ['a sample', ({ X }) => (X[1][0] = 1), /claims 0.4375/],
    ['a target', ({ Y }) => (Y[1] = 1), /claims 0.4375/],
    ['gated', ({ certificate }) => (certificate.formulation = 'gated-relu'), /must be 'relu' in/],
    ['regularizer', ({ certificate }) => (certificate.regularizer = 'l1'), /must be 'neuron'/],
  ];

  test.each(attempts)('%s', (_, tamper, reason) => {
    const problem = globally(reluProblem());
    tamper(problem);
    const { valid, reasons } = check(problem);
    expect(valid).toBe(false);
    expect(reasons.join(' ')).toMatch(reason);
    for (const sentence of reasons) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('patterns passed off as all patterns', async () => {
    const random = createRandom(3);
    const X = randomMatrix(20, 2, random);
    const Y = X.map(([a, b]) => Math.sign(a * b));
    const options = { beta: 1e-3, patterns: { kind: /** @type {const} */ ('sampled'), count: 10 } };
    const { network, certificate } = await train(X, Y, { formulation: 'relu', ...options });
    expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true });
    expect(check(globally({ X, Y, network, certificate }))).toMatchObject({
      valid: false,
      reasons: [expect.stringContaining('proves the lower bound')],
    });
  });

  test('a ν outside the domain of the loss', () => {
    const problem = globally(signsProblem('hinge'));
    problem.certificate.dual[0] = 0.4;
    problem.certificate.beta = 10;
    expect(check(problem).reasons).toEqual([
      expect.stringContaining('leaves the domain of the hinge loss'),
    ]);
  });
});

describe('more than three dimensions', () => {
  const random = createRandom(4);
  const beta = 0.05;

  test('rank 5', async () => {
    const X = randomMatrix(30, 4, random);
    const Y = X.map((x) => Math.sign(x[0] * x[1] + x[2]));
    const options = { loss: /** @type {const} */ ('logistic'), beta, bias: true, patterns: many };
    const result = await trainGlobally(X, Y, options);
    const { valid, lowerBound, objective } = check(result);
    expect(valid).toBe(true);
    expect(lowerBound).toBeGreaterThan(0.8 * objective);
    const early = check(result, { timeLimit: 0 });
    expect(early).toMatchObject({ valid: false, scope: 'global' });
    expect(early.lowerBound).toBeLessThan(lowerBound);
    expect(early.reasons[1]).toMatch(/^The time limit of 0 s ended the search .* 0\.05\.$/);
  });

  test('rank 8', async () => {
    const X = randomMatrix(30, 8, random);
    const Y = X.map((x) => Math.sign(x[0]));
    const { network, certificate } = await train(X, Y, { formulation: 'relu', beta, bias: false });
    const verification = check(globally({ X, Y, network, certificate }));
    expect(verification.valid).toBe(false);
    expect(verification.reasons[1]).toMatch(/^X spans more than 6 dimensions/);
    expect(verification.lowerBound).toBeLessThan(certificate.lowerBound);
  });

  test.each([-1, NaN, '1', null])('a time limit of %j is refused', (timeLimit) => {
    const options = /** @type {any} */ ({ timeLimit });
    expect(() => check(globally(reluProblem()), options)).toThrow('timeLimit must be a number');
  });
});
