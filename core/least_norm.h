// The point of least norm of a polyhedron {t : b_k·t ≥ c_k} whose rows come one by one.
//
// The dual method of Goldfarb and Idnani, "A numerically stable dual method for solving strictly
// convex quadratic programs" (1983), for the identity: t = Σ λ_k b_k with λ ≥ 0 is always the least
// point of the tight rows, and grows with every row that it violates. In place of a factorization
// the pseudoinverse of the tight rows is kept: with a few dozen rows that is the fastest. Its
// rounding adds up, so what must be exact is to be computed from the point and the multipliers.
#pragma once

#include <vector>

#include "types.h"

namespace convexrelu {

class LeastNorm {
 public:
  // In r dimensions, at t = 0 without rows.
  explicit LeastNorm(Index r);
  void restart();

  // Adds a row b with b·t < c, under a name. False if no point is known to fulfil it beside the
  // tight rows; then everything is as good as lost.
  bool add(const Vector& b, double c, Index name);

  const Vector& point() const { return point_; }
  // Of the norm of every point of the polyhedron, λ·c / ‖Σ λ_k b_k‖: what rounding has made of the
  // point and of λ ≥ 0 does no harm.
  double lower_bound() const;
  Index size() const { return Index(names_.size()); }
  // Of the k-th tight row.
  Index name(Index k) const { return names_[std::size_t(k)]; }
  double multiplier(Index k) const { return multipliers_(k); }
  Matrix::ConstColXpr row(Index k) const { return rows_.col(k); }

 private:
  void remove(Index k);

  Matrix rows_, inverse_;  // b_k as columns, and the pseudoinverse of that, as rows
  Vector point_, offsets_, multipliers_, along_, again_, rest_;
  std::vector<Index> names_;
};

}  // namespace convexrelu
