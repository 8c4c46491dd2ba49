// The global pricing oracle: M(ν) = max over ‖u‖ = 1 of |νᵀ(Zu)_+| with a proven upper bound.
//
// The search divides the sphere into simplicial cones. On a cone a row with a positive weight lies
// below its chord and one with a negative weight below any tangent, which gives a linear majorant
// whose maximum over the cone and the unit ball is a small quadratic program; cones whose maximum
// exceeds what has to be proven are divided. Rank 1 and 2 are enumerated exactly.
#pragma once

#include <memory>

#include "peaks/peak_engine.h"
#include "types.h"

namespace convexrelu {

class PeakSearch {
 public:
  static constexpr Index kMaxRank = 6;

  // Z: n×r, finite, of full column rank, 1 <= r <= kMaxRank; the norm of u is the Euclidean one in
  // these r coordinates. Columns may differ in scale by any factor. Throws `Error` otherwise.
  explicit PeakSearch(const Matrix& Z);

  // nu: n finite weights. The search keeps buffers between calls, hence is not const.
  // upper_bound exceeds what the proof gives by 1e-9 of it and by the rounding of a sum of n terms.
  PeakBound search(const Vector& nu, const PeakQuery& query) { return engine_->search(nu, query); }

 private:
  std::unique_ptr<PeakEngine> engine_;
};

}  // namespace convexrelu
