// Lower bounds of the program's optimum from dual variables, by weak duality.
#pragma once

#include "pricing.h"

namespace convexrelu {

struct DualBound {
  Vector nu;           // feasible: in the domain of the loss and M(ν) ≤ β
  double lower_bound;  // g(ν)
};

// The best bound on the ray of ν: g(αν) with |α| ≤ β / M(ν). Any ν will do.
DualBound bound_from(const Problem& problem, Pricing& pricing, const Vector& nu);

// βmax = M(−∇f(0)): from there on the zero network is optimal.
double beta_max(const Problem& problem, Pricing& pricing);

}  // namespace convexrelu
