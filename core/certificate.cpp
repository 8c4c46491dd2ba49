#include "certificate.h"

#include <limits>

namespace convexrelu {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

}  // namespace

DualBound bound_from(const Problem& problem, Pricing& pricing, const Vector& nu) {
  const Matrix inside = problem.loss.clip_to_domain(problem.unstacked(nu), problem.y);
  const double norm = pricing.max_norm(Eigen::Map<const Vector>(inside.data(), inside.size()));
  // Half a square allows every length and charges for it; without regularization no length at all
  // is worth anything, as with norms.
  const bool charged = problem.regularizer.is_half_square() && problem.beta > 0.0;
  const double limit = norm > 0.0 && !charged ? problem.beta / norm : kLargest;
  const double weight = charged ? norm / problem.beta * norm : 0.0;
  const double scale = problem.loss.best_scale(inside, problem.y, limit, weight);
  const Matrix best = scale * inside;
  return {Eigen::Map<const Vector>(best.data(), best.size()),
          problem.loss.dual_value(best, problem.y) - 0.5 * weight * scale * scale};
}

double beta_max(const Problem& problem, Pricing& pricing) {
  const double norm = pricing.max_norm(problem.residual_at_zero());
  if (!problem.regularizer.is_half_square()) return norm;
  return norm > 0.0 ? std::numeric_limits<double>::infinity() : 0.0;
}

}  // namespace convexrelu
