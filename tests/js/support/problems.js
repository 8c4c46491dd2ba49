/** Results whose every number was found by hand, for tests of verify. */

/**
 * A problem solved by hand. Two samples, the unit vectors, one pattern, both active, its cone the
 * quadrant. With β = 1/4 the optimum is v = (3/4, 0), w = (0, 3/4), so z = (3/4, −3/4),
 * ν = (1/4, −1/4), and the objective is 1/16 + 3/8. ‖Xᵀν‖ = √2/4 > β: only the multipliers, which
 * take one coordinate away for each sign, show that ν is feasible.
 */
export function reluProblem() {
  const root = Math.sqrt(0.75);
  return {
    X: [
      [1, 0],
      [0, 1],
    ],
    Y: [1, -1],
    network: {
      formulation: 'relu',
      d: 2,
      c: 1,
      m: 2,
      W1: [root, 0, 0, root],
      b1: [0, 0],
      W2: [root, -root],
    },
    certificate: {
      scope: 'patterns',
      formulation: 'relu',
      loss: 'squared',
      regularizer: 'neuron',
      beta: 0.25,
      bias: false,
      objective: 0.4375,
      lowerBound: 0.4375,
      dual: [0.25, -0.25],
      gates: [1, 1],
      gateColumns: 2,
      cones: {
        output: [0, 0],
        pattern: [0, 0],
        sign: [1, -1],
        start: [0, 1, 2],
        row: [1, 0],
        value: [0.25, 0.25],
      },
    },
  };
}

/**
 * Gated, two outputs, with bias, two patterns. The zero network at a β that is exactly M(ν): sample 0
 * is active in both patterns, sample 1 in one, so the norms are those of the sums of ν_r (x_r, 1).
 */
export function gatedProblem() {
  return {
    X: [[3], [-1]],
    Y: [
      [1, 2],
      [1, 0],
    ],
    network: { formulation: 'gated-relu', d: 1, c: 2, m: 0, W1: [], b1: [], W2: [], gates: [] },
    certificate: {
      scope: 'patterns',
      formulation: 'gated-relu',
      loss: 'squared',
      regularizer: 'neuron',
      beta: 2 * Math.sqrt(10),
      bias: true,
      objective: 3,
      lowerBound: 3,
      dual: [1, 2, 1, 0],
      gates: [1, 0, 0, 0],
      gateColumns: 2,
    },
  };
}

/** A classification problem whose zero network is optimal: f(0) is 1 for hinge, log 2 for logistic. */
export function signsProblem(/** @type {string} */ loss) {
  const nu = loss === 'hinge' ? 1 / 3 : 1 / 6;
  const objective = loss === 'hinge' ? 1 : Math.LN2;
  return {
    X: [[1], [2], [-1]],
    Y: [1, -1, 1],
    network: { formulation: 'relu', d: 1, c: 1, m: 0, W1: [], b1: [], W2: [] },
    certificate: {
      scope: 'patterns',
      formulation: 'relu',
      loss,
      regularizer: 'neuron',
      beta: 1,
      bias: false,
      objective,
      lowerBound: objective,
      dual: [nu, -nu, nu],
      gates: [1, -1],
      gateColumns: 1,
    },
  };
}
