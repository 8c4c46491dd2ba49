import { describe, expect, test } from 'vitest';
import { verify } from '../../wasm/verify.js';
import { gatedProblem, reluProblem, signsProblem } from './support/problems.js';

/** @param {any} problem */
const check = ({ X, Y, network, certificate }) => verify(X, Y, network, certificate);

describe('what is tampered with is found out', () => {
  /** @type {[string, (problem: any) => unknown, RegExp][]} */
  const attempts = [
    ['scope', ({ certificate }) => (certificate.scope = 'all'), /scope must be 'global' or/],
    ['formulation', ({ certificate }) => (certificate.formulation = 'gated-relu'), /network is of/],
    ['no formulation', ({ certificate }) => delete certificate.formulation, /formulation must be/],
    ['loss', ({ certificate }) => (certificate.loss = 'hinge'), /claims 0.4375/],
    ['unknown loss', ({ certificate }) => (certificate.loss = 'valueOf'), /loss must be a known/],
    ['regularizer', ({ certificate }) => (certificate.regularizer = 'l1'), /must be 'neuron'/],
    ['smaller β', ({ certificate }) => (certificate.beta = 0.2), /objective is .* claims/],
    ['greater β', ({ certificate }) => (certificate.beta = 0.3), /objective is .* claims/],
    ['negative β', ({ certificate }) => (certificate.beta = -1), /beta must be a finite/],
    ['β as text', ({ certificate }) => (certificate.beta = '0.25'), /beta must be a finite/],
    ['bias', ({ certificate }) => (certificate.bias = true), /proves the lower bound/],
    ['bias as text', ({ certificate }) => (certificate.bias = 'no'), /bias must be true or false/],
    ['smaller objective', ({ certificate }) => (certificate.objective = 0.43), /claims 0.43/],
    ['greater objective', ({ certificate }) => (certificate.objective = 0.44), /claims 0.44/],
    ['no objective', ({ certificate }) => (certificate.objective = null), /objective must be/],
    [
      'greater bound',
      ({ certificate }) => (certificate.lowerBound += 1e-6),
      /less than the claimed/,
    ],
    ['infinite bound', ({ certificate }) => (certificate.lowerBound = Infinity), /lowerBound must/],
    ['dual', ({ certificate }) => (certificate.dual[0] = 0.2), /proves the lower bound/],
    ['longer dual', ({ certificate }) => certificate.dual.push(0), /dual must be 2 finite numbers/],
    ['dual with NaN', ({ certificate }) => (certificate.dual[0] = NaN), /dual must be 2 finite/],
    ['dual with a hole', ({ certificate }) => delete certificate.dual[0], /dual must be 2 finite/],
    ['huge dual', ({ certificate }) => certificate.dual.fill(1e300), /proves the lower bound/],
    ['gates', ({ certificate }) => (certificate.gates = [1, -1]), /proves the lower bound/],
    ['odd gates', ({ certificate }) => certificate.gates.push(1), /gates must be finite numbers/],
    ['gate columns', ({ certificate }) => (certificate.gateColumns = 1), /gateColumns must be 2/],
    ['no multipliers', ({ certificate }) => delete certificate.cones, /proves the lower bound/],
    ['a multiplier', ({ certificate }) => (certificate.cones.value[0] = 0.3), /proves the lower/],
    [
      'a negative multiplier',
      ({ certificate }) => (certificate.cones.value[0] = -0.25),
      /must be >= 0\) out of range, -0.25 at position 0/,
    ],
    ['a row', ({ certificate }) => (certificate.cones.row[0] = 2), /a row out of range, 2/],
    ['the other row', ({ certificate }) => (certificate.cones.row[0] = 0), /proves the lower/],
    ['an output', ({ certificate }) => (certificate.cones.output[1] = 1), /an output out of range/],
    ['a pattern', ({ certificate }) => (certificate.cones.pattern[1] = 1), /a pattern out of/],
    ['a sign', ({ certificate }) => (certificate.cones.sign[1] = 0), /a sign out of range/],
    [
      'the other sign',
      ({ certificate }) => (certificate.cones.sign[1] = 1),
      /list a pattern twice/,
    ],
    ['a start', ({ certificate }) => (certificate.cones.start[1] = 7), /a start out of range/],
    ['the last start', ({ certificate }) => (certificate.cones.start[2] = 1), /belong together/],
    ['a list', ({ certificate }) => certificate.cones.row.push(0), /do not belong together/],
    ['cones as text', ({ certificate }) => (certificate.cones = 'none'), /must be lists/],
    ['a weight', ({ network }) => (network.W1[0] *= 1.001), /claims 0.4375/],
    ['a weight that is NaN', ({ network }) => (network.W1[0] = NaN), /network is unreadable/],
    ['huge weights', ({ network }) => network.W1.fill(1e200), /objective is (NaN|Infinity)/],
    ['an output weight', ({ network }) => (network.W2[1] = 0), /claims 0.4375/],
    ['a bias weight', ({ network }) => (network.b1[0] = 0.1), /program without bias/],
    ['a missing neuron', ({ network }) => (network.m = 1), /network is unreadable/],
    [
      'the wrong size',
      (it) => (it.network = { ...it.network, d: 4, m: 1, b1: [0], W2: [1] }),
      /has d = 4/,
    ],
    ['no network', (it) => (it.network = null), /network is unreadable/],
    ['no certificate', (it) => (it.certificate = undefined), /certificate must be an object/],
    ['a target', (it) => (it.Y[0] = 2), /claims 0.4375/],
    ['a sample', (it) => (it.X[0][0] = 2), /claims 0.4375/],
  ];

  test.each(attempts)('%s', (_, tamper, reason) => {
    const problem = reluProblem();
    tamper(problem);
    const { valid, reasons } = check(problem);
    expect(valid).toBe(false);
    expect(reasons.join(' ')).toMatch(reason);
    for (const sentence of reasons) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('a dual variable outside the domain of the loss', () => {
    const problem = signsProblem('hinge');
    problem.certificate.dual[0] = 0.4;
    problem.certificate.beta = 10;
    expect(check(problem)).toMatchObject({
      valid: false,
      reasons: [expect.stringContaining('leaves the domain of the hinge loss')],
    });
  });

  test('targets that the certificate’s loss cannot have', () => {
    const problem = gatedProblem();
    problem.certificate.loss = 'logistic';
    expect(check(problem)).toMatchObject({
      valid: false,
      reasons: [expect.stringContaining('targets other than -1 and +1')],
    });
  });

  test('a bound above the objective', () => {
    // A pattern that activates nothing constrains no ν, and its program has the zero network only.
    const problem = reluProblem();
    Object.assign(problem.certificate, { gates: [-1, -1], dual: [1, -1], lowerBound: 1 });
    expect(check(problem)).toMatchObject({
      valid: false,
      reasons: [expect.stringContaining('lies above the objective')],
    });
  });

  test('pattern bits of gates with a bias weight', () => {
    const problem = gatedProblem();
    expect(check(problem).lowerBound).toBeCloseTo(3, 12);
    // Sample 1 alone, and none.
    problem.certificate.gates = [-1, 0, 0, -1];
    expect(check(problem)).toMatchObject({ valid: true });
    // With sample 0, which this gate just reaches, ν is longer than this β allows.
    problem.certificate.beta = 6;
    problem.certificate.gates = [1, -3];
    expect(check(problem).lowerBound).toBeLessThan(3);
    problem.certificate.gates = [1, -3.1];
    expect(check(problem).lowerBound).toBeCloseTo(3, 12);
  });
});
