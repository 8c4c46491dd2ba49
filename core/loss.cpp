#include "loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// ℓ(z, y) = (z − y)²
class Squared : public Loss {
 public:
  double value(const Matrix& Z, const Matrix& Y) const override {
    return (Z - Y).squaredNorm() / double(Z.rows());
  }
  Matrix dual(const Matrix& Z, const Matrix& Y) const override {
    return (2.0 / double(Z.rows())) * (Y - Z);
  }
  Matrix curvature(const Matrix& Z, const Matrix&) const override {
    return Matrix::Constant(Z.rows(), Z.cols(), 2.0 / double(Z.rows()));
  }
  double dual_value(const Matrix& nu, const Matrix& Y) const override {
    return nu.cwiseProduct(Y).sum() - 0.25 * double(nu.rows()) * nu.squaredNorm();
  }
  Matrix clip_to_domain(const Matrix& nu, const Matrix&) const override { return nu; }
  double best_scale(const Matrix& nu, const Matrix& Y, double limit, double weight) const override {
    const double curvature = 0.5 * double(nu.rows()) * nu.squaredNorm() + weight;
    if (curvature == 0.0) return 0.0;
    return std::clamp(nu.cwiseProduct(Y).sum() / curvature, -limit, limit);
  }
  ProximalPoint proximal_point(const Matrix& center, const Matrix& nu, double step,
                               const Matrix& Y) const override {
    const double slope = 2.0 / double(Y.rows());  // of the gradient
    const double inverse_step = std::isinf(step) ? 0.0 : 1.0 / step;
    const double curvature = 1.0 / (slope + inverse_step);
    ProximalPoint point;
    point.z = curvature * (slope * Y - nu);
    if (inverse_step > 0.0) point.z += (curvature * inverse_step) * center;
    point.curvature = Matrix::Constant(Y.rows(), Y.cols(), curvature);
    point.value = value(point.z, Y) + nu.cwiseProduct(point.z).sum();
    if (inverse_step > 0.0) point.value += 0.5 * inverse_step * (point.z - center).squaredNorm();
    return point;
  }
  bool has_finite_dual_curvature() const override { return true; }
  bool needs_signs() const override { return false; }
};

// What hinge and logistic share: ℓ(z, y) = φ(yz) with y = ±1 and n y ν in [0, 1].
class Margin : public Loss {
 public:
  Matrix clip_to_domain(const Matrix& nu, const Matrix& Y) const override {
    const double n = double(nu.rows());
    return ((n * nu.array() * Y.array()).max(0.0).min(1.0) * Y.array() / n).matrix();
  }
  bool has_finite_dual_curvature() const override { return false; }
  bool needs_signs() const override { return true; }

 protected:
  // t = n y ν, the dual variable as a number in [0, 1].
  static Matrix unit_dual(const Matrix& nu, const Matrix& Y) {
    return double(nu.rows()) * nu.cwiseProduct(Y);
  }
  // The largest α ≤ limit that keeps αt in [0, 1].
  static double domain_scale(const Matrix& t, double limit) {
    const double largest = t.size() > 0 ? t.maxCoeff() : 0.0;
    return largest > 0.0 ? std::min(limit, 1.0 / largest) : limit;
  }
  // How far outside [0, 1] rounding may leave t.
  static bool in_domain(const Matrix& t) {
    return (t.array() >= -1e-12).all() && (t.array() <= 1.0 + 1e-12).all();
  }
};

// ℓ(z, y) = max(0, 1 − yz)
class Hinge : public Margin {
 public:
  double value(const Matrix& Z, const Matrix& Y) const override {
    return (1.0 - Y.array() * Z.array()).max(0.0).sum() / double(Z.rows());
  }
  Matrix dual(const Matrix& Z, const Matrix& Y) const override {
    const double weight = 1.0 / double(Z.rows());
    return (Y.array() * Z.array() < 1.0).select(weight * Y, Matrix::Zero(Y.rows(), Y.cols()));
  }
  Matrix curvature(const Matrix& Z, const Matrix&) const override {
    return Matrix::Zero(Z.rows(), Z.cols());
  }
  double dual_value(const Matrix& nu, const Matrix& Y) const override {
    return in_domain(unit_dual(nu, Y)) ? nu.cwiseProduct(Y).sum() : -kInfinity;
  }
  double best_scale(const Matrix& nu, const Matrix& Y, double limit, double weight) const override {
    const double slope = nu.cwiseProduct(Y).sum();
    if (slope <= 0.0) return 0.0;
    const double high = domain_scale(unit_dual(nu, Y), limit);
    return slope >= weight * high ? high : slope / weight;
  }
  ProximalPoint proximal_point(const Matrix& center, const Matrix& nu, double step,
                               const Matrix& Y) const override {
    const double n = double(Y.rows());
    const double jump = step / n;  // how far the loss can push the margin
    ProximalPoint point{Matrix(Y.rows(), Y.cols()), Matrix(Y.rows(), Y.cols()), 0.0};
    for (Index i = 0; i < Y.size(); ++i) {
      const double y = Y.data()[i];
      const double margin = y * (center.data()[i] - step * nu.data()[i]);
      const bool flat = margin >= 1.0, steep = margin < 1.0 - jump;
      const double best = flat ? margin : steep ? margin + jump : 1.0;
      const double z = y * best, moved = z - center.data()[i];
      point.z.data()[i] = z;
      point.curvature.data()[i] = flat || steep ? step : 0.0;
      point.value += std::max(0.0, 1.0 - best) / n + nu.data()[i] * z + moved * moved / (2 * step);
    }
    return point;
  }
};

// ℓ(z, y) = log(1 + e^{−yz})
class Logistic : public Margin {
 public:
  double value(const Matrix& Z, const Matrix& Y) const override {
    double sum = 0.0;
    for (Index i = 0; i < Z.size(); ++i) sum += softplus(-Y.data()[i] * Z.data()[i]);
    return sum / double(Z.rows());
  }
  Matrix dual(const Matrix& Z, const Matrix& Y) const override {
    Matrix nu(Z.rows(), Z.cols());
    for (Index i = 0; i < Z.size(); ++i) {
      const double y = Y.data()[i];
      nu.data()[i] = y * sigmoid(-y * Z.data()[i]) / double(Z.rows());
    }
    return nu;
  }
  Matrix curvature(const Matrix& Z, const Matrix& Y) const override {
    Matrix h(Z.rows(), Z.cols());
    for (Index i = 0; i < Z.size(); ++i) {
      const double margin = Y.data()[i] * Z.data()[i];
      h.data()[i] = sigmoid(-margin) * sigmoid(margin) / double(Z.rows());
    }
    return h;
  }
  double dual_value(const Matrix& nu, const Matrix& Y) const override {
    const Matrix t = unit_dual(nu, Y);
    if (!in_domain(t)) return -kInfinity;
    double sum = 0.0;
    for (Index i = 0; i < t.size(); ++i) sum += entropy(t.data()[i]);
    return sum / double(nu.rows());
  }
  double best_scale(const Matrix& nu, const Matrix& Y, double limit, double weight) const override {
    const Matrix t = unit_dual(nu, Y);
    double high = domain_scale(t, limit), low = 0.0;
    if (t.size() == 0 || t.maxCoeff() <= 0.0) return 0.0;
    const double per_sample = double(nu.rows()) * weight;  // as `slope` lacks the factor 1/n
    const auto rises = [&](double scale) { return slope(t, scale) >= per_sample * scale; };
    if (rises(high)) return high;
    // Concave along the ray: bisect the derivative.
    for (int k = 0; k < 60 && high - low > 1e-14 * high; ++k) {
      const double middle = 0.5 * (low + high);
      (rises(middle) ? low : high) = middle;
    }
    return low;
  }
  ProximalPoint proximal_point(const Matrix& center, const Matrix& nu, double step,
                               const Matrix& Y) const override {
    const double n = double(Y.rows());
    ProximalPoint point{Matrix(Y.rows(), Y.cols()), Matrix(Y.rows(), Y.cols()), 0.0};
    for (Index i = 0; i < Y.size(); ++i) {
      const double y = Y.data()[i];
      const double start = y * (center.data()[i] - step * nu.data()[i]);
      const double margin = solve_margin(start, step / n);
      const double z = y * margin, moved = z - center.data()[i];
      const double weight = sigmoid(-margin) * sigmoid(margin) / n;
      point.z.data()[i] = z;
      point.curvature.data()[i] = step / (1.0 + step * weight);
      point.value += softplus(-margin) / n + nu.data()[i] * z + moved * moved / (2 * step);
    }
    return point;
  }

 private:
  static double softplus(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
  }
  static double sigmoid(double x) {
    if (x >= 0) return 1.0 / (1.0 + std::exp(-x));
    const double e = std::exp(x);
    return e / (1.0 + e);
  }
  // H(t) = −t log t − (1−t) log(1−t), continued by 0 outside (0, 1).
  static double entropy(double t) {
    if (t <= 0.0 || t >= 1.0) return 0.0;
    return -t * std::log(t) - (1.0 - t) * std::log1p(-t);
  }
  // d/dα Σ H(αt)
  static double slope(const Matrix& t, double scale) {
    double sum = 0.0;
    for (Index i = 0; i < t.size(); ++i) {
      const double at = scale * t.data()[i];
      if (at <= 0.0) continue;
      if (at >= 1.0) return -kInfinity;
      sum += t.data()[i] * (std::log1p(-at) - std::log(at));
    }
    return sum;
  }
  // The root of m − start − jump σ(−m), by Newton steps kept inside its bracket.
  static double solve_margin(double start, double jump) {
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
};

template <typename T>
std::unique_ptr<Loss> make() {
  return std::make_unique<T>();
}

}  // namespace

const std::array<LossRow, 3> kLosses{{
    {"squared", "(z − y)²", make<Squared>},
    {"hinge", "max(0, 1 − yz), y = ±1", make<Hinge>},
    {"logistic", "log(1 + e^{−yz}), y = ±1", make<Logistic>},
}};

}  // namespace convexrelu
