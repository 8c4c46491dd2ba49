// Another network with the same predictions on X and the same penalty: the sizes of its neurons
// move within their polytope (size_polytope), their directions stay.
#pragma once

#include <string>

#include "optimal_set.h"

namespace convexrelu {

struct Validation {
  RowMajorMatrix X;
  Matrix Y;
};

struct SimplifyResult {
  Network network;
  bool kept = false;  // the original, since nothing equal to it was found
  double penalty_before = 0.0, penalty_after = 0.0;
  double change = 0.0;   // of a prediction on X, at most, relative to the largest
  Index directions = 0;  // neurons that the set may have
  Index free = 0;        // its dimension; 0 for fewest_neurons, which does not ask
  double value_before = 0.0, value_after = 0.0;  // of what the goal minimizes
};

// Neurons of one output that are on together and point the same way become one; then sizes move on
// to a vertex: at most n + 1 neurons an output. Every neuron feeds one output. `regularizer` must
// be linear in the sizes: 'neuron', or 'l1' for gated networks.
SimplifyResult fewest_neurons(const Network& network, const RowMajorMatrix& X,
                              const Regularizer& regularizer);

// Of the sizes ‖u_j‖, the least √Σ ‖u_j‖², neurons that point the same way counted as one.
SimplifyResult least_norm(const Network& network, const RowMajorMatrix& X,
                          const Regularizer& regularizer, const OptimalDual& dual);

// The least loss on other samples.
SimplifyResult best_validation(const Network& network, const RowMajorMatrix& X,
                               const Regularizer& regularizer, const OptimalDual& dual,
                               const Validation& validation, const Loss& loss);

}  // namespace convexrelu
