// The textbook's accelerated proximal gradient method, a yardstick for our solvers.
#pragma once

#include "smooth.h"

namespace convexrelu::bench {

// Beck & Teboulle (2009) with backtracking; the step may grow again by 5 % an iteration, and
// momentum restarts when it points uphill (O'Donoghue & Candès 2015, gradient scheme).
class Fista {
 public:
  Fista(const Smooth& smooth, const Regularizer& regularizer, double beta, Index rows,
        Index columns);

  void step();
  // Forgets the momentum, after the smooth part has changed.
  void restart();

  const Matrix& U() const { return U_; }
  const Matrix& image() const { return image_; }
  // The longest column of the last step's gradient mapping; 0 at a minimum.
  double residual() const { return residual_; }

 private:
  const Smooth& smooth_;
  const Regularizer& regularizer_;
  double beta_;
  Matrix U_, image_, previous_, previous_image_;
  double lipschitz_ = 1e-3, momentum_ = 1.0, residual_ = 0.0;
};

}  // namespace convexrelu::bench
