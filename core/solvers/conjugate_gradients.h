// Preconditioned conjugate gradients for a symmetric positive definite system.
#pragma once

#include "types.h"

namespace convexrelu {

// d with apply(d) ≈ b, to a residual of `tolerance`‖b‖ or as near as `most` steps come;
// precondition(r) is near the solution for r, and is linear, symmetric and positive definite.
template <typename Apply, typename Precondition>
Vector conjugate_gradients(Apply apply, Precondition precondition, const Vector& b,
                           double tolerance, int most, bool* reached = nullptr) {
  Vector d = Vector::Zero(b.size()), residual = b;
  Vector preconditioned = precondition(residual), p = preconditioned;
  double rho = residual.dot(preconditioned);
  const double goal = tolerance * b.norm();
  for (int k = 0; k < most && residual.norm() > goal; ++k) {
    const Vector image = apply(p);
    const double alpha = rho / p.dot(image);
    d += alpha * p;
    residual -= alpha * image;
    preconditioned = precondition(residual);
    const double next = residual.dot(preconditioned);
    p = preconditioned + (next / rho) * p;
    rho = next;
  }
  if (reached) *reached = residual.norm() <= goal;
  return d;
}

}  // namespace convexrelu
