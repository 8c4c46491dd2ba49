// Accelerated proximal gradient descent with restarts on the blocks.
//
// Beck & Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009); O'Donoghue & Candès,
// "Adaptive restart for accelerated gradient schemes" (2015). One step costs two passes over the
// data, whatever the number of patterns and samples costs a pass. With cones the proximal step
// shrinks the projection onto the cone, so that blocks are feasible all the way.
#pragma once

#include <memory>

#include "block_projector.h"
#include "solver.h"

namespace convexrelu {

class Fista : public Solver {
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
  double first_lipschitz() const;
  Matrix proximal_point(const Matrix& V, const Matrix& G, double length);
  Blocks nonzero(const Matrix& U) const;
  bool bounded(const Matrix& U, const Vector& z) const;

  const Problem& problem_;
  BlockProjector projector_;
  Matrix U_, V_;               // iterate and extrapolated point, a block a column
  Vector z_, z_extrapolated_;  // their predictions
  Vector nu_;                  // −∇f at the extrapolated point
  Blocks at_;                  // the non-zero columns of U_
  double lipschitz_;           // of the gradient, as far as the steps so far tell
  double momentum_ = 1.0;
  Index iterations_ = 0;
};

std::unique_ptr<Solver> make_fista(const Problem& problem, const Start& start);
// Empty, or why this solver cannot take the problem.
const char* fista_refuses(const Problem& problem);

}  // namespace convexrelu
