#include "certificate.h"

#include <limits>

namespace convexrelu {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

}  // namespace

DualBound bound_from(const Problem& problem, Pricing& pricing, const Vector& nu) {
  const Matrix inside = problem.loss.clip_to_domain(nu, problem.y);
  const double norm = pricing.max_norm(inside);
  // Half a square allows every length and charges for it; without regularization no length at all
  // is worth anything, as with norms.
  const bool charged = problem.regularizer.is_half_square() && problem.beta > 0.0;
  const double limit = norm > 0.0 && !charged ? problem.beta / norm : kLargest;
  const double weight = charged ? norm / problem.beta * norm : 0.0;
  const double scale = problem.loss.best_scale(inside, problem.y, limit, weight);
  DualBound bound{scale * inside, 0.0};
  bound.lower_bound = problem.loss.dual_value(bound.nu, problem.y) - 0.5 * weight * scale * scale;
  return bound;
}

double beta_max(const Problem& problem, Pricing& pricing) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), 1);
  const double norm = pricing.max_norm(problem.loss.dual(zero, problem.y));
  if (!problem.regularizer.is_half_square()) return norm;
  return norm > 0.0 ? std::numeric_limits<double>::infinity() : 0.0;
}

}  // namespace convexrelu
