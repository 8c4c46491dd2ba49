// The linear systems of the dual Newton method:
//
//   (diag(h) + Σ_k D_k Z H_k Zᵀ D_k) d = b,   H_k = σ (a_k N_k N_kᵀ + (1 − a_k) p̂_k p̂_kᵀ),
//
// where σ⁻¹H_k is the derivative of the proximal step of block k. With the norm of the block, N_k
// is an orthonormal basis of the directions in which it can move (all of them without cones) and
// p̂_k its own direction.
#pragma once

#include <Eigen/Cholesky>

#include "gated_operator.h"
#include "regularizer.h"

namespace convexrelu {

struct NewtonBlock : ProxDerivative {
  Index pattern;
};

// The n×n factor of one system, by which those after it are preconditioned: from one to the next
// σ grows by a small factor and few blocks change, so a dozen iterations do instead of n³/6.
class SampleFactor {
 public:
  Index order() const { return inverse_root_h_.size(); }
  // (diag(h)^½ V diag(h)^½)⁻¹ b.
  Vector solve(const Vector& b) const;
  // V = I + diag(h)^(−½) (Σ_k …) diag(h)^(−½), of which the lower half counts.
  void set(const Matrix& V, const Vector& inverse_root_h);

 private:
  Eigen::LLT<Matrix> factor_;
  Vector inverse_root_h_;
};

class NewtonSystem {
 public:
  NewtonSystem(const GatedOperator& data, Vector h, double sigma, std::vector<NewtonBlock> blocks);

  // Solves to a residual of about `tolerance`‖b‖. Factorizes the smaller of two equivalent
  // matrices (n×n or M×M, M = Σ_k m_k), or iterates where both are large. `earlier` may hold the
  // factor of an earlier system, and holds afterwards that of the last one that was factorized.
  Vector solve(const Vector& b, double tolerance, SampleFactor* earlier = nullptr) const;

 private:
  Vector apply(const Vector& d) const;
  int worthwhile_iterations() const;
  Vector solve_by_samples(const Vector& b, double tolerance, SampleFactor* earlier) const;
  Vector solve_by_stored_directions(const Vector& b) const;
  Vector solve_by_implied_directions(const Vector& b) const;
  template <typename Forward, typename Backward>
  Vector solve_by_directions(const Vector& b, Matrix S, Forward forward, Backward backward) const;
  Matrix directions_gram(const std::vector<Matrix>& roots) const;
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
