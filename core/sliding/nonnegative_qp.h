// min over x >= 0 of ½ xᵀGx − bᵀx for a positive semidefinite G: an active set method with an
// updated Cholesky factor.
#pragma once

#include <vector>

#include "types.h"

namespace convexrelu {

class NonnegativeQp {
 public:
  NonnegativeQp(const Matrix& G, Vector b) : G_(G), b_(std::move(b)) {}

  // Starts from x >= 0 and ends at the minimizer. `tolerance`: gradients below it count as zero.
  Vector solve(Vector x, double tolerance);
  long pivots() const { return pivots_; }

 private:
  void start(Vector& x);  // the passive set of x
  bool append(Index j);   // false: depends on the columns already there
  void remove(std::size_t place);
  Vector solve_factor(const Vector& right) const;
  void settle(Vector& x);             // to the minimizer over the passive set
  void exchange(Vector& x, Index j);  // lets j in

  const Matrix& G_;
  const Vector b_;
  std::vector<Index> passive_;
  Matrix L_;  // lower Cholesky factor of G over the passive set
  long pivots_ = 0;
};

}  // namespace convexrelu
