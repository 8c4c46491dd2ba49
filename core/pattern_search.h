// Patterns that a sampled program lacks: local ascent on |νᵀ(Xu)_+|, in any dimension.
//
// A pattern can lower the optimum only if its cone holds a unit vector u with |νᵀ(Xu)_+| > β.
// Random gates seldom hit those; ascent from many starts finds most of them, and proves nothing.
#pragma once

#include "problem.h"
#include "random.h"

namespace convexrelu {

class PatternSearch {
 public:
  explicit PatternSearch(std::uint64_t seed) : random_(seed) {}

  // Gates (rows of as many columns as V has rows) of cones that hold a u with |νᵀ(Zu)_+| > limit,
  // the best first; none where nothing was found. ν is feasible for the patterns there are;
  // `blocks` are those of the solution, near which the search starts too.
  RowMajorMatrix find(const GatedOperator& data, const Vector& nu, const Matrix& blocks,
                      double limit);

 private:
  Random random_;
};

}  // namespace convexrelu
