// Projection onto the cones K_i = {u : (2D_i − I) Z u ≥ 0} on which a pattern holds.
#pragma once

#include <utility>
#include <vector>

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

// The tight rows B (columns of norm 1) as B = QR, for q + Bγ with γ = −R⁻¹Qᵀq. Its memory is kept
// from one projection to the next: there are tens of thousands of them in a training.
class TightBasis {
 public:
  explicit TightBasis(Index rank);

  void start(const Eigen::Ref<const Vector>& q);  // without rows
  Index size() const { return Index(rows_.size()); }
  const TightRows& rows() const { return rows_; }
  const Vector& point() const { return point_; }  // q + Bγ
  const Vector& multipliers() const { return multipliers_; }

  // Appends sign times the unit vector b; false if it lies in the span of those that are there.
  bool append(Index row, double sign, const double* b);
  // Removes the k-th row.
  void remove(Index k);
  // Sets point() and multipliers().
  void solve();

 private:
  bool orthogonalize(Index k);

  Matrix B_, Q_, R_;  // of which the first size() columns are in use
  Vector q_, point_, along_, multipliers_;
  TightRows rows_;
};

// Active set method on the dual (nonnegative least squares), with an orthonormal basis of the
// tight rows kept by Gram–Schmidt. Rows are looked for on a short list of the worst, which is made
// anew once none of it is violated: with many samples most of the time would go into all rows.
class ConeProjector {
 public:
  // Keeps references; both must outlive the projector.
  ConeProjector(const Matrix& Z, const PatternSet& patterns);

  // Projects q onto K_pattern. ‖q + Bγ‖ bounds the norm for every γ ≥ 0, so the search stops and
  // the point is 0 as soon as that bound is at most zero_below. `start` is a guess. What is
  // returned is overwritten by the next call.
  const ConeProjection& project(const Eigen::Ref<const Vector>& q, Index pattern,
                                const TightRows& start, double zero_below);

  // An orthonormal basis of {u : z_i·u = 0 for the tight rows}, r×(r − rank).
  Matrix tangent_space(const TightRows& tight) const;

 private:
  bool shortlist(Index pattern, double violation);
  Index most_violated(double violation);
  void drop_negative();
  void step_back();

  const PatternSet& patterns_;
  Matrix unit_rows_;     // n×r, rows of Z scaled to norm 1, rows of zeros left out
  Matrix unit_columns_;  // its transpose
  Vector row_norms_;
  TightBasis basis_;
  Vector feasible_;  // multipliers of the rows of basis_ at the last feasible point
  Vector scores_;
  std::vector<std::pair<double, Index>> violated_;  // by how much, and the row
  Matrix listed_;  // the short list's rows, as columns into the cone
  ConeProjection result_;
};

}  // namespace convexrelu
