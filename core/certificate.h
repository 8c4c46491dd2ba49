// Lower bounds of the program's optimum from dual variables, by weak duality.
#pragma once

#include "pricing.h"

namespace convexrelu {

struct DualBound {
  Vector nu;  // stacked, feasible: in the domain of the loss and, if R is a norm, M(ν) ≤ β
  double lower_bound;  // g(ν), if R is half the square of a norm less M(ν)²/(2β)
};

// The best bound on the ray of ν, which is feasible where |α| ≤ β / M(ν). Any ν will do.
DualBound bound_from(const Problem& problem, Pricing& pricing, const Vector& nu);

// βmax = M(−∇f(0)): from there on the zero network is optimal. With half the square of a norm it is
// infinite unless the zero network is optimal for every β.
double beta_max(const Problem& problem, Pricing& pricing);

}  // namespace convexrelu
