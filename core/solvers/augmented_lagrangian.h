// Augmented Lagrangian method on the program with cones, its constraints C_k u_k ≥ 0 with
// C_k = (2D_k − I) Z having multipliers Γ ≥ 0, a column γ_k for each block:
//
//   U ← argmin f(AU) + β R(U) + (δ/2) Σ_k ‖(γ_k/δ − C_k u_k)_+‖²,   γ_k ← (γ_k − δ C_k u_k)_+.
//
// The rows of C_k have norm 1. The inner problems are solved by accelerated proximal gradients,
// each until its error is a fraction of what the multipliers would move. What is handed back is
// projected into the cones.
//
// Mishkin, Sahiner & Pilanci, "Fast Convex Optimization for Two-Layer ReLU Networks" (ICML 2022);
// Rockafellar (1976) for the inexact inner solutions.
#pragma once

#include <memory>
#include <string>

#include "solver.h"
#include "solvers/accelerated.h"
#include "solvers/block_matrix.h"

namespace convexrelu {

class AugmentedLagrangian : public Solver, private Composite {
 public:
  // Keeps a reference to the problem; its loss is smooth.
  AugmentedLagrangian(const Problem& problem, const Start& start);

  bool step() override;
  void patterns_added() override;
  const Blocks& primal() const override { return at_; }
  const Vector& dual() const override { return nu_; }
  Index iterations() const override { return iterations_; }
  Index iterations_per_certificate() const override;

 private:
  // The image of U is ZU, from which both predictions and constraints follow.
  Matrix image(const Matrix& U) override { return problem_.data.Z() * U; }
  double smooth_value(const Matrix& scores) const override;
  Matrix slope(const Matrix& scores) override;
  Matrix transpose(const Matrix& slope) override { return problem_.data.Z().transpose() * slope; }
  Matrix proximal_point(Matrix P, double step) override;

  Vector predictions_of(const Matrix& scores) const;
  Matrix shifted(const Matrix& scores) const;
  void update_multipliers();

  const Problem& problem_;
  BlockProjector projector_;
  Vector inverse_norms_;  // of the rows of Z, 0 for rows of zeros
  Matrix multipliers_;    // Γ
  double delta_ = 1.0;
  std::unique_ptr<AcceleratedDescent> descent_;
  Vector nu_;
  Blocks at_;
  Index iterations_ = 0, inner_iterations_ = 0;
};

std::unique_ptr<Solver> make_augmented_lagrangian(const Problem& problem, const Start& start);
// Empty, or why this solver cannot take the problem.
std::string augmented_lagrangian_refuses(const Problem& problem);

}  // namespace convexrelu
