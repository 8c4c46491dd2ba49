// The scalar functions of the logistic loss, without overflow.
#pragma once

#include <algorithm>
#include <cmath>

namespace convexrelu {

// log(1 + eˣ)
inline double softplus(double x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

// 1 / (1 + e⁻ˣ)
inline double sigmoid(double x) {
  if (x >= 0) return 1.0 / (1.0 + std::exp(-x));
  const double e = std::exp(x);
  return e / (1.0 + e);
}

// H(t) = −t log t − (1−t) log(1−t), continued by 0 outside (0, 1).
inline double binary_entropy(double t) {
  if (t <= 0.0 || t >= 1.0) return 0.0;
  return -t * std::log(t) - (1.0 - t) * std::log1p(-t);
}

// The root of m − start − jump σ(−m), by Newton steps kept inside its bracket.
inline double proximal_margin(double start, double jump) {
  double low = start, high = start + jump;
  double m = start + jump * sigmoid(-start) / (1.0 + jump * sigmoid(start) * sigmoid(-start));
  for (int k = 0; k < 100; ++k) {
    m = std::clamp(m, low, high);
    const double pull = sigmoid(-m);
    const double residual = m - start - jump * pull;
    (residual < 0.0 ? low : high) = m;
    const double next = m - residual / (1.0 + jump * pull * (1.0 - pull));
    if (std::abs(next - m) <= 1e-15 * (1.0 + std::abs(m))) return std::clamp(next, low, high);
    m = next > low && next < high ? next : 0.5 * (low + high);
  }
  return m;
}

}  // namespace convexrelu
