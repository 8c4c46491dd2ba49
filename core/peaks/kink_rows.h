// The rows of Z as the hyperplanes at which φ bends, in principal coordinates.
#pragma once

#include "peaks/parallel_rows.h"
#include "types.h"

namespace convexrelu {

class KinkRows {
 public:
  // Z: n×r, of full column rank; throws `Error` if it is not.
  explicit KinkRows(const Matrix& Z);

  // Principal coordinates u' = Q'u: orthonormal, so norms are the caller's.
  const Matrix& rotation() const { return rotation_; }
  const Vector& deviations() const {
    return deviations_;
  }  // root mean square along each coordinate
  const Matrix& rows() const { return principal_; }
  const ParallelRows& families() const { return families_; }

  // Σ |ν_i| ‖z_i‖, in terms of which sums over the rows round.
  double total(const Vector& nu) const { return nu.cwiseAbs().dot(norms_); }

 private:
  Matrix rotation_;
  Matrix principal_;
  Vector deviations_;
  Vector norms_;
  ParallelRows families_;
};

}  // namespace convexrelu
