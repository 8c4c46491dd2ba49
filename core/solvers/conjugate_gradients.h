// Preconditioned conjugate gradients for a symmetric positive definite system.
#pragma once

#include "types.h"

namespace convexrelu {

// d with apply(d) ≈ b, to a residual of `tolerance`‖b‖ or as near as `most` steps come; `diagonal`
// is near that of the matrix.
template <typename Apply>
Vector conjugate_gradients(Apply apply, const Vector& diagonal, const Vector& b, double tolerance,
                           int most) {
  Vector d = Vector::Zero(b.size()), residual = b;
  Vector preconditioned = residual.cwiseQuotient(diagonal), p = preconditioned;
  double rho = residual.dot(preconditioned);
  const double goal = tolerance * b.norm();
  for (int k = 0; k < most && residual.norm() > goal; ++k) {
    const Vector image = apply(p);
    const double alpha = rho / p.dot(image);
    d += alpha * p;
    residual -= alpha * image;
    preconditioned = residual.cwiseQuotient(diagonal);
    const double next = residual.dot(preconditioned);
    p = preconditioned + (next / rho) * p;
    rho = next;
  }
  return d;
}

}  // namespace convexrelu
