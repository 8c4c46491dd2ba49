// Accelerated proximal gradient descent on the blocks. One step costs two passes over the data,
// whatever the number of patterns and samples costs a pass. With cones the proximal step shrinks
// the projection onto the cone, so that blocks are feasible all the way.
#pragma once

#include <memory>
#include <string>

#include "solver.h"
#include "solvers/accelerated.h"
#include "solvers/block_matrix.h"

namespace convexrelu {

class Fista : public Solver, private Composite {
 public:
  // Keeps a reference to the problem; its loss is smooth.
  Fista(const Problem& problem, const Start& start);

  bool step() override;
  void patterns_added() override;
  const Blocks& primal() const override { return at_; }
  const Vector& dual() const override { return nu_; }
  Index iterations() const override { return iterations_; }
  Index iterations_per_certificate() const override;

 private:
  // The image of U is the predictions, AU.
  Matrix image(const Matrix& U) override { return convexrelu::image(problem_, U); }
  double smooth_value(const Matrix& z) const override { return problem_.data_term(z); }
  Matrix slope(const Matrix& z) override;
  Matrix transpose(const Matrix& slope) override { return adjoint(problem_, slope); }
  Matrix proximal_point(Matrix P, double step) override;

  double first_lipschitz() const;

  const Problem& problem_;
  BlockProjector projector_;
  AcceleratedDescent descent_;
  Vector nu_;  // −∇f at the extrapolated point
  Blocks at_;  // the non-zero columns of the iterate
  Index iterations_ = 0;
};

std::unique_ptr<Solver> make_fista(const Problem& problem, const Start& start);
// Empty, or why this solver cannot take the problem.
std::string fista_refuses(const Problem& problem);

}  // namespace convexrelu
