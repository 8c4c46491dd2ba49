import { train } from 'convexrelu';
import { describe, expect, test } from 'vitest';
import { verify } from '../../wasm/verify.js';
import { gatedProblem, reluProblem, signsProblem } from './support/problems.js';

/** @param {any} problem */
const check = ({ X, Y, network, certificate }) => verify(X, Y, network, certificate);

describe('what is right is valid', () => {
  test.each([
    ['relu with multipliers', reluProblem(), 0.4375],
    ['gated with bias and two outputs', gatedProblem(), 3],
    ['hinge', signsProblem('hinge'), 1],
    ['logistic', signsProblem('logistic'), Math.LN2],
  ])('%s', (_, problem, objective) => {
    const verification = check(problem);
    expect(verification).toMatchObject({ valid: true, scope: 'patterns', reasons: [] });
    expect(verification.objective).toBeCloseTo(objective, 12);
    expect(verification.lowerBound).toBeCloseTo(objective, 12);
    expect(verification.gap).toBeGreaterThanOrEqual(0);
    expect(verification.relativeGap).toBeLessThan(1e-12);
  });

  test('after JSON, and with typed arrays', () => {
    const problem = reluProblem();
    expect(check(JSON.parse(JSON.stringify(problem)))).toMatchObject({ valid: true });
    const { certificate } = problem;
    const typed = {
      ...certificate,
      dual: Float64Array.from(certificate.dual),
      gates: Float32Array.from(certificate.gates),
      cones: { ...certificate.cones, row: Int32Array.of(1, 0) },
    };
    expect(check({ ...problem, certificate: typed })).toMatchObject({ valid: true });
  });

  test('a weaker claim, which the dual variable more than proves', () => {
    const problem = reluProblem();
    problem.certificate.lowerBound = 0.4;
    expect(check(problem)).toMatchObject({ valid: true, gap: expect.closeTo(0, 12) });
  });

  test('a dual variable that is too long is shortened, and proves less', () => {
    const problem = gatedProblem();
    problem.certificate.beta /= 2;
    problem.certificate.lowerBound = 2.25;
    expect(check(problem)).toMatchObject({
      valid: true,
      lowerBound: expect.closeTo(2.25, 12),
      gap: expect.closeTo(0.75, 12),
      relativeGap: expect.closeTo(0.25, 12),
    });
  });

  test('a program without patterns has the zero network only', () => {
    const problem = signsProblem('hinge');
    problem.certificate.gates = [];
    expect(check(problem)).toMatchObject({ valid: true });
  });

  test('rounding beside the domain is taken back', () => {
    const problem = signsProblem('hinge');
    problem.certificate.dual[0] *= 1 + 1e-13;
    expect(check(problem)).toMatchObject({ valid: true });
  });
});

describe('numbers at the edge of what there is', () => {
  test('in X count as 0 below 1e-100, as in the training', async () => {
    const X = [[-2.1e-158]];
    const Y = [3];
    for (const formulation of /** @type {const} */ (['relu', 'gated-relu'])) {
      const patterns = { kind: /** @type {const} */ ('given'), gates: [[0.5], [-1]] };
      const options = { formulation, beta: 0, bias: false, patterns };
      const { network, certificate } = await train(X, Y, options);
      expect(verify(X, Y, network, certificate).reasons).toEqual([]);
    }
  });

  test('in Y may have squares without all their digits', async () => {
    const X = [[3.375, 2.875]];
    const Y = [-2.8e-158];
    const { network, certificate } = await train(X, Y, { beta: 0.3, patterns: 'exact' });
    expect(verify(X, Y, network, certificate).reasons).toEqual([]);
    const forged = { ...certificate, lowerBound: 1e-300 };
    expect(verify(X, Y, network, forged).valid).toBe(false);
  });
});

describe('malformed data throws', () => {
  test.each([
    [{ X: [] }, 'X.rows must be a whole number >= 1'],
    [{ X: [[1, 2], [3]] }, 'X[1].length must be 2'],
    [{ Y: [1] }, 'Y must have one row per row of X'],
    [{ Y: [1, NaN] }, 'Y[1] (row 1, column 0) must be a finite number'],
  ])('%j', (change, message) => {
    expect(() => check({ ...reluProblem(), ...change })).toThrow(
      expect.objectContaining({
        code: 'invalid-argument',
        message: expect.stringContaining(message),
      }),
    );
  });

  test.each([null, undefined, 'all', { scope: 'all' }, { scope: 7 }])(
    'but of a certificate the scope is unknown: %j',
    (certificate) => {
      const verification = check({ ...reluProblem(), certificate });
      expect(verification).toMatchObject({ valid: false, scope: 'unknown' });
    },
  );

  test('and so does an option that there is not', () => {
    const { X, Y, network, certificate } = /** @type {any} */ (reluProblem());
    const options = /** @type {any} */ ({ timelimit: 1 });
    expect(() => verify(X, Y, network, certificate, options)).toThrow(
      "unknown option 'timelimit'; did you mean 'timeLimit'? (known: timeLimit)",
    );
  });

  test('the arguments are left as they are', () => {
    const problem = reluProblem();
    const before = structuredClone(problem);
    check(problem);
    expect(problem).toEqual(before);
  });
});
