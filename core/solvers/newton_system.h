// The linear systems of the dual Newton method:
//
//   (diag(h) + Σ_k D_k Z H_k Zᵀ D_k) d = b,   H_k = σ (a_k N_k N_kᵀ + (1 − a_k) p̂_k p̂_kᵀ),
//
// where σ⁻¹H_k is the derivative of the proximal step of block k. With the norm of the block, N_k
// is an orthonormal basis of the directions in which it can move (all of them without cones) and
// p̂_k its own direction.
#pragma once

#include "gated_operator.h"
#include "regularizer.h"

namespace convexrelu {

struct NewtonBlock : ProxDerivative {
  Index pattern;
};

class NewtonSystem {
 public:
  NewtonSystem(const GatedOperator& data, Vector h, double sigma, std::vector<NewtonBlock> blocks);

  // Solves to a residual of about `tolerance`‖b‖. Factorizes the smaller of two equivalent
  // matrices (n×n or M×M, M = Σ_k m_k), or iterates where both are large.
  Vector solve(const Vector& b, double tolerance) const;

 private:
  Vector apply(const Vector& d) const;
  Vector solve_by_samples(const Vector& b) const;
  Vector solve_by_directions(const Vector& b, const Matrix& scaled) const;
  Vector solve_by_iteration(const Vector& b, double tolerance) const;
  Matrix directions() const;          // diag(h)^(−½) [D_k Z H_k^½ …], n×M
  Matrix samples_from_masks() const;  // the n×n matrix without cones, d times cheaper
  Matrix root(const NewtonBlock& block) const;

  const GatedOperator& data_;
  Vector h_, inverse_root_h_;
  double sigma_;
  std::vector<NewtonBlock> blocks_;
  std::vector<Index> pattern_;
  Index total_ = 0;   // M
  bool full_ = true;  // every tangent is the identity
};

}  // namespace convexrelu
