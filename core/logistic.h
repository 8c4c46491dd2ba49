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

// The root of m − start − jump σ(−m). The function rises, convex left of 0 and concave right of it,
// so Newton's steps from the end of the root's side that is nearer to 0 all go the same way, to the
// root.
inline double proximal_margin(double start, double jump) {
  const bool left = start + 0.5 * jump < 0.0;
  double m = left ? std::min(0.0, start + jump) : std::max(0.0, start);
  for (int k = 0; k < 100; ++k) {
    const double pull = sigmoid(-m);
    const double residual = m - start - jump * pull;
    const double next = m - residual / (1.0 + jump * pull * (1.0 - pull));
    if (left ? next >= m : next <= m) break;  // what is left is rounding
    m = next;
  }
  return m;
}

}  // namespace convexrelu
