// Proximal method of multipliers on the program, its subproblems solved by a semismooth Newton
// method on the dual variable ν (n unknowns, whatever the number of patterns).
//
// Rockafellar, "Augmented Lagrangians and applications of the proximal point algorithm" (1976);
// Li, Sun & Toh, "A highly efficient semismooth Newton augmented Lagrangian method" (2018).
//
// Outer step t: (u, z) ← argmin f(z) + R(u) + ‖u − uᵗ‖²/(2σ) + ‖z − zᵗ‖²/(2τ)  s.t.  Σ D_k Z u_k =
// z, by minimizing over the multiplier ν of the constraint
//
//   φ(ν) = Σ_k ‖u_k(ν)‖²/(2σ) − min_z [f(z) + ν·z + ‖z − zᵗ‖²/(2τ)],
//   q_k = u_kᵗ + σ s_k Zᵀ D_k ν,   p_k = q_k or its projection onto K_k,
//   u(ν) = prox_{σβR}(p),      ∇φ = Σ_k s_k D_k Z u_k(ν) − z(ν).
//
// Where R is half the square of a norm, its value adds σβ‖u_k(ν)‖²/(2σ) to φ.
// τ is infinite for losses whose conjugate is smooth. Blocks lie in their cones by construction.
#pragma once

#include <memory>
#include <string>

#include "block_projector.h"
#include "solver.h"
#include "solvers/feature_system.h"
#include "solvers/newton_system.h"

namespace convexrelu {

class DualNewton : public Solver {
 public:
  // Keeps a reference to the problem.
  DualNewton(const Problem& problem, const Start& start);

  bool step() override;
  void patterns_added() override;
  const Blocks& primal() const override { return at_.blocks; }
  const Vector& dual() const override { return nu_; }
  Index iterations() const override { return iterations_; }

 private:
  // φ and what belongs to it at one ν.
  struct Evaluation {
    Blocks blocks;                 // the non-zero u_k(ν)
    std::vector<TightRows> tight;  // of each, with cones
    Vector z, gradient, curvature;
    double value;
  };

  Evaluation evaluate(const Vector& nu);
  void add_blocks(const Matrix& G, Evaluation& at) const;
  void add_projected_blocks(const Matrix& G, Evaluation& at);
  bool inner_solved() const;
  void advance_center();
  bool try_length();
  Vector newton_direction();
  std::vector<NewtonBlock> block_derivatives() const;
  std::vector<FeatureRow> feature_derivatives() const;

  const Problem& problem_;
  BlockProjector projector_;
  double scale_;  // root mean square of Z: what makes σ independent of units
  double sigma_, smallest_sigma_, largest_sigma_, tau_, largest_tau_;
  double growth_;  // of σ and τ from one subproblem to the next
  Matrix center_;  // uᵗ, a block a column
  Vector z_center_;
  Vector nu_;
  Evaluation at_;                  // at ν
  Vector direction_;               // of the line search under way …
  double length_ = 0.0;            // … and the next length to try, 0 if there is none
  bool out_of_precision_ = false;  // no step lowered φ: σ is too large for the linear algebra
  bool solved_ = false;            // the subproblem of this center, well enough to move on
  Index iterations_ = 0, inner_iterations_ = 0;
  SampleFactor factor_;
};

std::unique_ptr<Solver> make_dual_newton(const Problem& problem, const Start& start);
// Empty, or why this solver cannot take the problem.
std::string dual_newton_refuses(const Problem& problem);

}  // namespace convexrelu
