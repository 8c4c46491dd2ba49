// Rows that share a hyperplane {u : x·u = 0}.
#pragma once

#include <vector>

#include "types.h"

namespace convexrelu {

// The contributions of rows that are multiples of each other are one: for ρ > 0, ν(ρx·u)_+ = νρ
// (x·u)_+ ; for ρ < 0, ν(ρx·u)_+ = ν|ρ| (x·u)_+ + νρ x·u. Contradictory duplicates then cancel,
// which neither a bound on the single rows nor an ascent that stops at the first of them would
// notice.
class ParallelRows {
 public:
  // Directions are compared in units of `spread`, one positive number a column.
  ParallelRows(const Matrix& rows, const Vector& spread);

  // One of each family, or -1 for a row of zeros.
  const std::vector<Index>& leaders() const { return leader_; }

  struct Weights {
    Vector kinks;         // ν merged: 0 where a row is not the leader of its family
    Vector linear;        // with φ(u) = Σ kinks_i (x_i·u)_+ + Σ linear_i x_i·u
    double defect = 0.0;  // which the merging may have changed by at most this on the unit sphere
  };
  Weights merge(const Vector& nu) const;

 private:
  std::vector<Index> leader_;
  Vector multiple_;  // row_i = multiple_i · its leader, up to
  Vector defect_;    // this distance
};

}  // namespace convexrelu
