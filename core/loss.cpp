#include "loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "logistic.h"
#include "simplex.h"

namespace convexrelu {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Where a concave function on [0, high] is largest, by bisection of its slope.
template <typename Slope>
double end_of_rise(double high, Slope slope) {
  if (slope(high) >= 0.0) return high;
  double low = 0.0;
  for (int k = 0; k < 60 && high - low > 1e-14 * high; ++k) {
    const double middle = 0.5 * (low + high);
    (slope(middle) >= 0.0 ? low : high) = middle;
  }
  return low;
}

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
    for (Index i = 0; i < t.size(); ++i) sum += binary_entropy(t.data()[i]);
    return sum / double(nu.rows());
  }
  double best_scale(const Matrix& nu, const Matrix& Y, double limit, double weight) const override {
    const Matrix t = unit_dual(nu, Y);
    if (t.size() == 0 || t.maxCoeff() <= 0.0) return 0.0;
    const double per_sample = double(nu.rows()) * weight;  // as `slope` lacks the factor 1/n
    return end_of_rise(domain_scale(t, limit),
                       [&](double scale) { return slope(t, scale) - per_sample * scale; });
  }
  ProximalPoint proximal_point(const Matrix& center, const Matrix& nu, double step,
                               const Matrix& Y) const override {
    const double n = double(Y.rows());
    ProximalPoint point{Matrix(Y.rows(), Y.cols()), Matrix(Y.rows(), Y.cols()), 0.0};
    for (Index i = 0; i < Y.size(); ++i) {
      const double y = Y.data()[i];
      const double start = y * (center.data()[i] - step * nu.data()[i]);
      const double margin = proximal_margin(start, step / n);
      const double z = y * margin, moved = z - center.data()[i];
      const double weight = sigmoid(-margin) * sigmoid(margin) / n;
      point.z.data()[i] = z;
      point.curvature.data()[i] = step / (1.0 + step * weight);
      point.value += softplus(-margin) / n + nu.data()[i] * z + moved * moved / (2 * step);
    }
    return point;
  }

 private:
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
};

// f(Z) = (1/n) Σ_i [log Σ_k e^{z_ik} − z_i·y_i], y_i one 1 among zeros. With q_i = y_i − nν_i,
// which is the softmax of z_i at ν = −∇f(Z), g(ν) is the mean entropy of the q_i, where these are
// shares.
class Softmax : public Loss {
 public:
  double value(const Matrix& Z, const Matrix& Y) const override {
    double sum = 0.0;
    for (Index i = 0; i < Z.rows(); ++i) sum += cross_entropy(Z.row(i), Y.row(i));
    return sum / double(Z.rows());
  }
  Matrix dual(const Matrix& Z, const Matrix& Y) const override {
    Matrix nu(Z.rows(), Z.cols());
    for (Index i = 0; i < Z.rows(); ++i) {
      nu.row(i) = missing_shares(Z.row(i), Y.row(i)).transpose() / double(Z.rows());
    }
    return nu;
  }
  Matrix curvature(const Matrix& Z, const Matrix&) const override {
    Matrix h(Z.rows(), Z.cols());
    for (Index i = 0; i < Z.rows(); ++i) {
      const Vector p = softmax(Z.row(i));
      h.row(i) = (p.array() * (1.0 - p.array())).transpose() / double(Z.rows());
    }
    return h;
  }
  double dual_value(const Matrix& nu, const Matrix& Y) const override {
    const Matrix Q = Y - double(nu.rows()) * nu;
    const bool inside =
        (Q.array() >= -kSlack).all() && ((Q.rowwise().sum().array() - 1.0).abs() <= kSlack).all();
    if (!inside) return -kInfinity;
    double sum = 0.0;
    for (Index i = 0; i < Q.rows(); ++i) sum += entropy(Q.row(i));
    return sum / double(nu.rows());
  }
  Matrix clip_to_domain(const Matrix& nu, const Matrix& Y) const override {
    Matrix Q = Y - double(nu.rows()) * nu;
    for (Index i = 0; i < Q.rows(); ++i) Q.row(i) = nearest_shares(Q.row(i)).transpose();
    return (Y - Q) / double(nu.rows());
  }
  double best_scale(const Matrix& nu, const Matrix& Y, double limit, double weight) const override {
    const Matrix T = double(nu.rows()) * nu;
    if (T.isZero(0.0)) return 0.0;
    double high = limit;
    for (Index i = 0; i < T.size(); ++i) {
      if (T.data()[i] > 0.0) high = std::min(high, Y.data()[i] / T.data()[i]);
    }
    const double per_sample = double(nu.rows()) * weight;  // as the entropies lack the factor 1/n
    return end_of_rise(high, [&](double scale) {
      double slope = -per_sample * scale;
      for (Index i = 0; i < T.rows(); ++i) slope += entropy_slope(Y.row(i), T.row(i), scale);
      return slope;
    });
  }
  ProximalPoint proximal_point(const Matrix& center, const Matrix& nu, double step,
                               const Matrix& Y) const override {
    const double n = double(Y.rows()), weight = n / step;
    const Matrix Q = Y - n * nu;
    ProximalPoint point{Matrix(Y.rows(), Y.cols()), Matrix(Y.rows(), Y.cols()), 0.0};
    for (Index i = 0; i < Y.rows(); ++i) {
      const Vector z = proximal_logits(center.row(i), Q.row(i), weight), p = softmax(z);
      point.z.row(i) = z.transpose();
      for (Index k = 0; k < Y.cols(); ++k) {
        const Vector unit = Vector::Unit(Y.cols(), k);
        point.curvature(i, k) = n * solve_softmax_system(p, weight, unit)[k];
      }
    }
    point.value = value(point.z, Y) + nu.cwiseProduct(point.z).sum() +
                  (point.z - center).squaredNorm() / (2.0 * step);
    return point;
  }
  bool has_finite_dual_curvature() const override { return false; }
  bool needs_signs() const override { return false; }
  bool couples_outputs() const override { return true; }

 private:
  static constexpr double kSlack = 1e-12;  // how far outside the domain rounding may leave ν
};

template <typename T>
std::unique_ptr<Loss> make() {
  return std::make_unique<T>();
}

}  // namespace

const std::array<LossRow, 4> kLosses{{
    {"squared", "(z − y)²", make<Squared>},
    {"hinge", "max(0, 1 − yz), y = ±1", make<Hinge>},
    {"logistic", "log(1 + e^{−yz}), y = ±1", make<Logistic>},
    {"softmax", "log Σ_k e^{z_k} − z·y, the cross-entropy of one class of several, y = (0 … 1 … 0)",
     make<Softmax>},
}};

}  // namespace convexrelu
