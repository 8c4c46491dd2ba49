// A logarithmic barrier on the dual program, followed to the optimum by Newton's method: a
// reference for small programs without cones, made unlike the other solvers. With the groups g of
// weights (blocks, features or single weights) whose norms R adds up,
//
//   min over ν   f*(−ν) − μ Σ_g log(β² − ‖q_g‖²),   Q = Aᵀν.
//
// Blocks follow from ν, u_g = 2μ q_g / (β² − ‖q_g‖²), and at a minimum AU = z with −∇f(z) = ν. If R
// is half the square of a norm, ‖Q‖²/(2β) stands for the barrier, and U = Q/β.
//
// What is handed back is the proximal point of U with a step that an optimum does not notice, which
// has blocks that are exactly 0.
//
// Boyd & Vandenberghe, "Convex Optimization" (2004), chapter 11.
#pragma once

#include <memory>
#include <string>

#include "solver.h"
#include "solvers/block_matrix.h"

namespace convexrelu {

class InteriorPoint : public Solver {
 public:
  // Keeps a reference to the problem; the conjugate of its loss is smooth, beta > 0.
  InteriorPoint(const Problem& problem, const Start& start);

  bool step() override;
  void patterns_added() override { begin(); }
  const Blocks& primal() const override { return at_; }
  const Vector& dual() const override { return nu_; }
  Index iterations() const override { return iterations_; }
  Index iterations_per_certificate() const override;

 private:
  // The barrier and its derivatives at one ν; infinite outside.
  struct Evaluation {
    double value;
    Matrix Q, room, U;  // room: β² − ‖q_g‖² at every weight of g
    Vector curvature, gradient;
  };

  void begin();
  Evaluation evaluate(const Vector& nu) const;
  Matrix room(const Matrix& Q) const;
  Index group(Index weight) const;
  Matrix system() const;
  void hand_back();

  const Problem& problem_;
  BlockProjector projector_;
  Matrix A_;      // n×(r blocks), the columns of D_k Z
  Index groups_;  // 0 for half the square of a norm
  Vector nu_;
  double first_, mu_;  // the loss of the zero network, and the weight of the barrier
  Evaluation at_point_;
  Blocks at_;
  Index iterations_ = 0, inner_iterations_ = 0;
};

std::unique_ptr<Solver> make_interior_point(const Problem& problem, const Start& start);
// Empty, or why this solver cannot take the problem.
std::string interior_point_refuses(const Problem& problem);

}  // namespace convexrelu
