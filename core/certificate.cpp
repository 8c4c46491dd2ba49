#include "certificate.h"

#include <limits>

namespace convexrelu {

DualBound bound_from(const Problem& problem, Pricing& pricing, const Vector& nu) {
  const Matrix inside = problem.loss.clip_to_domain(nu, problem.y);
  const double norm = pricing.max_norm(inside);
  const double limit = norm > 0.0 ? problem.beta / norm : std::numeric_limits<double>::max();
  const double scale = problem.loss.best_scale(inside, problem.y, limit);
  DualBound bound{scale * inside, 0.0};
  bound.lower_bound = problem.loss.dual_value(bound.nu, problem.y);
  return bound;
}

double beta_max(const Problem& problem, Pricing& pricing) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), 1);
  return pricing.max_norm(problem.loss.dual(zero, problem.y));
}

}  // namespace convexrelu
