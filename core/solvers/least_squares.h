// The squared loss with a ridge, without cones, is one linear system in the dual variable:
//
//   ν = −∇f(AU) = ν₀ − h AU and U = Aᵀν / β   ⟹   (c I + AAᵀ) ν = c ν₀,   c = β/h,
//
// with ν₀ = −∇f(0) and h the constant curvature of the loss. Two solvers of it: one factorizes, one
// iterates without ever forming a matrix.
#pragma once

#include <memory>
#include <string>

#include "solver.h"
#include "solvers/ridge_system.h"

namespace convexrelu {

// What both share: the system, and blocks that belong to ν.
class RidgeSolver : public Solver {
 public:
  RidgeSolver(const Problem& problem, const Start& start);

  const Blocks& primal() const override { return at_; }
  const Vector& dual() const override { return nu_; }
  Index iterations() const override { return iterations_; }

 protected:
  const Problem& problem_;
  double c_;
  Vector right_;  // c ν₀
  Vector nu_;
  Blocks at_;
  Index iterations_ = 0;
};

// The Cholesky factor of the smaller of the systems of samples and of weights; every step after the
// first refines.
class LeastSquares : public RidgeSolver {
 public:
  using RidgeSolver::RidgeSolver;
  bool step() override;
  void patterns_added() override { system_.reset(); }

 private:
  std::unique_ptr<RidgeSystem> system_;
};

// Hestenes & Stiefel, "Methods of conjugate gradients for solving linear systems" (1952), with the
// diagonal as preconditioner: a step is one pass over the data there and back.
class ConjugateGradients : public RidgeSolver {
 public:
  ConjugateGradients(const Problem& problem, const Start& start);
  bool step() override;
  void patterns_added() override { restart(); }
  Index iterations_per_certificate() const override;

 private:
  void restart();

  Matrix U_;  // Aᵀν / β
  Vector diagonal_, residual_, p_;
  double rho_;
};

std::unique_ptr<Solver> make_least_squares(const Problem& problem, const Start& start);
std::unique_ptr<Solver> make_conjugate_gradients(const Problem& problem, const Start& start);
// Empty, or why these solvers cannot take the problem.
std::string least_squares_refuses(const Problem& problem);
std::string conjugate_gradients_refuses(const Problem& problem);

}  // namespace convexrelu
