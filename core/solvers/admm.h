// The alternating direction method of multipliers on the program split in two,
//
//   min f(z) + β R(V) over the cones   subject to   z = AU,  V = U,
//
// with a penalty ρ on the first and ρs² on the second constraint and the scaled multipliers λ, M:
//
//   U ← (s²I + AᵀA)⁻¹ (Aᵀ(z − λ) + s²(V − M)) = W + Aᵀq,   W = V − M,
//                                    (s²I + AAᵀ) q = z − λ − AW   (one factor for the whole run)
//   z ← argmin f(z) + (ρ/2)‖z − Û − λ‖²            Û, V̂: over-relaxed AU and U
//   V ← argmin β R(V) + (ρs²/2)‖V − V̂ − M‖²        over the cones: a projection that shrinks
//   λ ← λ + Û − z,   M ← M + V̂ − V
//
// V is feasible all the way, and −ρλ = −∇f(z) is a dual variable.
//
// Boyd et al., "Distributed optimization and statistical learning via the alternating direction
// method of multipliers" (2011), sections 3.4.1 and 3.4.3; Feng, Frangella & Pilanci, "CRONOS"
// (2024), which trains these programs so.
#pragma once

#include <memory>
#include <string>

#include "solver.h"
#include "solvers/block_matrix.h"
#include "solvers/ridge_system.h"

namespace convexrelu {

class Admm : public Solver {
 public:
  // Keeps a reference to the problem. `factors`: of all programs over its data.
  Admm(const Problem& problem, const Start& start, std::shared_ptr<RidgeCache> factors);

  // Again from here, for the problem as it is now: with another β the factor stays, and so does the
  // penalty.
  void start_from(const Start& start);
  bool step() override;
  void patterns_added() override;
  const Blocks& primal() const override { return at_; }
  const Vector& dual() const override { return nu_; }
  Index iterations() const override { return iterations_; }
  Index iterations_per_certificate() const override;

 private:
  void factorize();
  void balance(double primal, double dual);

  const Problem& problem_;
  BlockProjector projector_;
  std::shared_ptr<RidgeCache> factors_;
  std::shared_ptr<RidgeSystem> system_;
  double square_;  // s²
  double rho_;
  Vector z_, lambda_, q_;
  Matrix V_, M_;
  Vector AV_, AM_;  // AM from step to step: V is sparse, M is not
  Vector nu_;
  Blocks at_;  // the non-zero columns of V_
  Index iterations_ = 0, next_balance_;
};

std::unique_ptr<Solver> make_admm(const Problem& problem, const Start& start);
std::string admm_refuses(const Problem& problem);

}  // namespace convexrelu
