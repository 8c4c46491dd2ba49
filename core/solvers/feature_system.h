// The linear systems of the dual Newton method where the regularizer is a sum over features:
//
//   (diag(h) + σ Σ_j B_j (a_j I + (1 − a_j) q_j q_jᵀ) B_jᵀ) d = b,   B_j = [D_1 z_j … D_p z_j],
//
// over the features j in use, z_j being their columns of Z. The products of masks that all B_j
// share make the matrix (Σ_j a_j z_j z_jᵀ) ∘ MMᵀ plus a term of rank one per feature, M holding the
// patterns as 0/1 columns.
#pragma once

#include "gated_operator.h"
#include "regularizer.h"

namespace convexrelu {

struct FeatureRow {
  Index feature;
  ProxDerivative derivative;  // over the patterns; its tangent is the identity
};

class FeatureSystem {
 public:
  FeatureSystem(const GatedOperator& data, Vector h, double sigma, std::vector<FeatureRow> rows);

  // Solves to a residual of about `tolerance`‖b‖: factorizes where there are few samples, iterates
  // where there are many.
  Vector solve(const Vector& b, double tolerance) const;

 private:
  Vector apply(const Vector& d) const;
  Vector diagonal() const;
  Matrix matrix() const;  // its lower half
  Matrix masks() const;

  const GatedOperator& data_;
  Vector h_;
  double sigma_;
  std::vector<FeatureRow> rows_;
};

}  // namespace convexrelu
