// The convex problem over the sizes of given neurons: min over c >= 0 of f(A c) + β Σ c, where
// column j of A is what neuron j of norm 1 predicts. Newton steps, each a quadratic program solved
// exactly.
#pragma once

#include "sliding/atom.h"
#include "sliding/smooth_loss.h"

namespace convexrelu {

// Starts from the atoms' norms (an atom that is new has `fresh` and counts as size 0); scales the
// atoms to the optimal sizes and removes those of size zero.
struct SizeReport {
  long pivots = 0;
  int steps = 0;
};
SizeReport optimize_sizes(const SmoothLoss& loss, double beta, std::vector<Atom>& atoms,
                          std::size_t first_fresh, double tolerance);

}  // namespace convexrelu
