// Projection onto the cones K_i = {u : (2D_i − I) Z u ≥ 0} on which a pattern holds.
#pragma once

#include "patterns.h"
#include "types.h"

namespace convexrelu {

// The rows that were tight at an earlier projection onto the same cone: where the next one starts.
using TightRows = std::vector<Index>;

struct ConeProjection {
  Vector point;        // the projection; 0 where its norm is at most `zero_below`
  double norm = 0.0;   // an upper bound of the projection's norm, exact unless point was cut to 0
  TightRows tight;     // rows with a positive multiplier
  Vector multipliers;  // of those rows: q + Σ_k multipliers_k s_k z_k = the projection
};

// Active set method on the dual (nonnegative least squares), with an orthonormal basis of the
// tight rows kept by Gram–Schmidt.
class ConeProjector {
 public:
  // Keeps references; both must outlive the projector.
  ConeProjector(const Matrix& Z, const PatternSet& patterns);

  // Projects q onto K_pattern. ‖q + Bγ‖ bounds the norm for every γ ≥ 0, so the search stops and
  // the point is 0 as soon as that bound is at most zero_below. `start` is a guess.
  ConeProjection project(const Vector& q, Index pattern, const TightRows& start,
                         double zero_below) const;

  // An orthonormal basis of {u : z_i·u = 0 for the tight rows}, r×(r − rank).
  Matrix tangent_space(const TightRows& tight) const;

 private:
  Index most_violated(const Vector& point, Index pattern, double* violation) const;

  const PatternSet& patterns_;
  Matrix unit_rows_;     // n×r, rows of Z scaled to norm 1, rows of zeros left out
  Matrix unit_columns_;  // its transpose
  Vector row_norms_;
};

}  // namespace convexrelu
