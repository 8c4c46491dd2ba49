#include "simplex.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace convexrelu {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kMostSteps = 100;
constexpr double kSufficientDecrease = 1e-4, kShortestLength = 1e-10, kRounding = 1e-15;
constexpr double kLeastDecrease = 1e-30;

}  // namespace

double log_sum_exp(const Vector& z) {
  const double most = z.maxCoeff();
  return most + std::log((z.array() - most).exp().sum());
}

Vector softmax(const Vector& z) {
  const Vector powers = (z.array() - z.maxCoeff()).exp();
  return powers / powers.sum();
}

double cross_entropy(const Vector& z, const Vector& y) {
  Index label = 0;
  y.maxCoeff(&label);
  const Vector ahead = z.array() - z[label];
  const double most = ahead.maxCoeff();  // ≥ 0
  double others = 0.0;
  for (Index k = 0; k < z.size(); ++k) {
    if (k != label) others += std::exp(ahead[k] - most);
  }
  return most == 0.0 ? std::log1p(others) : most + std::log(others + std::exp(-most));
}

Vector missing_shares(const Vector& z, const Vector& y) {
  Index label = 0;
  y.maxCoeff(&label);
  Vector missing = -softmax(z);
  missing[label] = 0.0;
  missing[label] = -missing.sum();
  return missing;
}

// What is above a level that leaves 1 in all (Held, Wolfe & Crowder, 1974).
Vector nearest_shares(const Vector& q) {
  Vector sorted = q;
  std::sort(sorted.data(), sorted.data() + sorted.size(), std::greater<>());
  double sum = 0.0, level = 0.0;
  for (Index k = 0; k < sorted.size(); ++k) {
    sum += sorted[k];
    const double next = (sum - 1.0) / double(k + 1);
    if (sorted[k] <= next) break;
    level = next;
  }
  return (q.array() - level).max(0.0);
}

double entropy(const Vector& q) {
  double sum = 0.0;
  for (Index k = 0; k < q.size(); ++k) {
    if (q[k] > 0.0) sum -= q[k] * std::log(q[k]);
  }
  return sum;
}

double entropy_slope(const Vector& q, const Vector& t, double alpha) {
  double sum = 0.0;
  for (Index k = 0; k < q.size(); ++k) {
    if (t[k] == 0.0) continue;
    const double at = q[k] - alpha * t[k];
    if (at <= 0.0) return t[k] > 0.0 ? -kInfinity : kInfinity;
    sum += t[k] * std::log(at);
  }
  return sum;
}

// By Sherman and Morrison; 1 − pᵀ(diag(p) + weight I)⁻¹p without its cancellation.
Vector solve_softmax_system(const Vector& p, double weight, const Vector& v) {
  const Vector inverse = (p.array() + weight).inverse();
  const Vector image = inverse.cwiseProduct(p);
  return inverse.cwiseProduct(v) + (image.dot(v) / (weight * image.sum())) * image;
}

Vector proximal_logits(const Vector& center, const Vector& q, double weight) {
  const auto cost = [&](const Vector& z) {
    return log_sum_exp(z) - q.dot(z) + 0.5 * weight * (z - center).squaredNorm();
  };
  Vector z = center;
  double now = cost(z);
  for (int k = 0; k < kMostSteps; ++k) {
    const Vector p = softmax(z);
    const Vector gradient = p - q + weight * (z - center);
    const Vector direction = solve_softmax_system(p, weight, gradient);
    const double decrease = gradient.dot(direction);
    if (!(decrease > kLeastDecrease)) break;
    double length = 1.0;
    for (; length > kShortestLength; length *= 0.5) {
      const Vector next = z - length * direction;
      const double then = cost(next);
      const double allowed = kRounding * std::abs(now);
      if (then > now - kSufficientDecrease * length * decrease + allowed) continue;
      z = next;
      now = then;
      break;
    }
    if (length <= kShortestLength) break;
  }
  return z;
}

}  // namespace convexrelu
