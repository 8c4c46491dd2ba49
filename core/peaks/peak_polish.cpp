// polish(): an active-set method on the piecewise linear φ(u) = s νᵀ(Zu)_+ over the unit sphere.
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <vector>

#include "peaks/peak_ascent.h"

namespace convexrelu {
namespace {

constexpr double kRounding = 1e-13;

// Half the squared length of a step that is no longer one.
constexpr double kStill = 1e-27;

class Polisher {
 public:
  Polisher(const Matrix& Z, const ParallelRows::Weights& merged, const Vector& u, int sign)
      : Z_(Z),
        v_(double(sign) * merged.kinks),
        linear_(double(sign) * merged.linear),
        u_(u.normalized()),
        norms_(Z.rowwise().norm()) {
    products_ = Z_ * u_;
    active_.resize(std::size_t(Z.rows()));
    for (Index i = 0; i < Z.rows(); ++i) active_[std::size_t(i)] = products_[i] > 0.0;
  }

  void run(int max_steps) {
    const double negligible = kRounding * (v_.cwiseAbs() + linear_.cwiseAbs()).dot(norms_);
    for (int step = 0; step < max_steps; ++step) {
      Vector slope = reduced_gradient();
      // Where φ < 0 the chord to the stationary point would pass near the origin: go sideways.
      const double along = slope.dot(u_);
      if (along < 0.0) slope -= along * u_;
      const double length = slope.norm();
      if (length > negligible && search_towards(slope / length)) continue;
      if (!release_worst() && !leave_convex_kink()) return;
    }
  }

  const Vector& u() const { return u_; }

 private:
  struct Crossing {
    double time;
    Index row;
  };

  const Matrix& Z_;
  Vector v_;       // weights of (x·u)_+
  Vector linear_;  // weights of x·u
  Vector u_;
  Vector norms_;
  Vector products_;           // Zu
  std::vector<char> active_;  // the side of every row, also where its product is zero
  std::vector<Index> held_;   // rows of negative weight whose products are kept at zero
  Vector multipliers_;        // what a held row contributes: θ v x, these are θ v

  Vector reduced_gradient();
  bool release_worst();
  bool leave_convex_kink();
  bool search_towards(const Vector& target);
  std::vector<Crossing> crossings(const Vector& target_products, double* value, double* slope);
  void move(const Vector& target, double time);
  void hold(Index row);
};

// The gradient of the cell, made orthogonal to the held rows.
Vector Polisher::reduced_gradient() {
  Vector weights = linear_;
  std::vector<char> is_active = active_;
  for (const Index row : held_) is_active[std::size_t(row)] = 0;
  for (Index i = 0; i < v_.size(); ++i) {
    if (is_active[std::size_t(i)]) weights[i] += v_[i];
  }
  Vector slope = Z_.transpose() * weights;
  multipliers_ = Vector::Zero(Index(held_.size()));
  if (held_.empty()) return slope;
  Matrix normals(Z_.cols(), Index(held_.size()));
  for (std::size_t e = 0; e < held_.size(); ++e) {
    normals.col(Index(e)) = Z_.row(held_[e]).transpose() / norms_[held_[e]];
  }
  const Eigen::ColPivHouseholderQR<Matrix> qr(normals);
  // Twice, for the second projection removes what rounding left of the first.
  for (int round = 0; round < 2; ++round) {
    const Vector part = qr.solve(slope);
    slope -= normals * part;
    multipliers_ -= part;
  }
  for (std::size_t e = 0; e < held_.size(); ++e) multipliers_[Index(e)] /= norms_[held_[e]];
  return slope;
}

// A held row may take any θ in [0, 1]; one that would need another leaves to that side.
bool Polisher::release_worst() {
  double worst = 1e-11;
  Index released = -1;
  for (std::size_t e = 0; e < held_.size(); ++e) {
    const double theta = multipliers_[Index(e)] / v_[held_[e]];
    const double excess = std::max(-theta, theta - 1.0);
    if (excess <= worst) continue;
    worst = excess;
    released = Index(e);
  }
  if (released < 0) return false;
  const Index row = held_[std::size_t(released)];
  active_[std::size_t(row)] = multipliers_[released] / v_[row] > 1.0;
  held_.erase(held_.begin() + released);
  return true;
}

// φ rises to both sides of the hyperplane of a row of positive weight, so no maximum lies on it,
// but a step may end there exactly.
bool Polisher::leave_convex_kink() {
  for (Index i = 0; i < v_.size(); ++i) {
    char& active = active_[std::size_t(i)];
    if (v_[i] <= 0.0 || std::abs(products_[i]) > kRounding * norms_[i]) continue;
    active = !active;
    return true;
  }
  return false;
}

// Rows that change sides on the way, in order; and φ and its slope at the start of the way.
std::vector<Polisher::Crossing> Polisher::crossings(const Vector& target_products, double* value,
                                                    double* slope) {
  std::vector<Crossing> found;
  *value = linear_.dot(products_);
  *slope = linear_.dot(target_products) - *value;
  std::vector<char> is_held(active_.size(), 0);
  for (const Index row : held_) is_held[std::size_t(row)] = 1;
  for (Index i = 0; i < v_.size(); ++i) {
    if (is_held[std::size_t(i)] || v_[i] == 0.0) continue;
    const bool active = active_[std::size_t(i)] != 0;
    const double from = active ? std::max(products_[i], 0.0) : std::min(products_[i], 0.0);
    const double to = target_products[i];
    if (active) {
      *value += v_[i] * from;
      *slope += v_[i] * (to - from);
    }
    const bool crosses = active ? to < 0.0 : to > 0.0;
    // A row in the span of the held ones stays at zero; what is left of it is rounding.
    if (!crosses || std::abs(to - from) <= kRounding * norms_[i]) continue;
    found.push_back({from / (from - to), i});
  }
  std::sort(found.begin(), found.end(), [](const Crossing& a, const Crossing& b) {
    return a.time < b.time || (a.time == b.time && a.row < b.row);
  });
  return found;
}

// Maximizes φ/‖·‖ along the chord from u to the target, where on a piece φ = value + slope·t and
// ‖·‖² = 1 − 2k t(1 − t), k = ‖target − u‖²/2. Returns false if there is nothing to gain.
bool Polisher::search_towards(const Vector& target) {
  const double k = 0.5 * (target - u_).squaredNorm();
  const Vector target_products = Z_ * target;
  double value, slope;
  const std::vector<Crossing> way = crossings(target_products, &value, &slope);
  if (k < kStill && way.empty()) return false;
  // The derivative's sign at t is that of rise − t·k·bend.
  const auto derivative = [&](double t) {
    return slope + k * value - t * k * (slope + 2.0 * value);
  };
  double now = 0.0;
  bool moved = false;
  for (const Crossing& crossing : way) {
    if (derivative(crossing.time) <= 0.0) break;
    const Index row = crossing.row;
    moved = moved || crossing.time > 0.0;
    now = crossing.time;
    const double change = v_[row] * std::abs(target_products[row] - products_[row]);
    slope += change;
    value -= change * crossing.time;
    if (v_[row] < 0.0 && derivative(now) <= 0.0) {
      move(target, now);
      hold(row);
      return true;
    }
    active_[std::size_t(row)] = !active_[std::size_t(row)];
  }
  const double bend = k * (slope + 2.0 * value);
  double time = 1.0;
  if (derivative(1.0) < 0.0 && bend > 0.0) time = std::clamp((slope + k * value) / bend, now, 1.0);
  if (derivative(now) <= 0.0) time = now;
  if (time == 0.0) return false;
  move(target, time);
  return k > kStill || moved;
}

void Polisher::move(const Vector& target, double time) {
  u_ = ((1.0 - time) * u_ + time * target).normalized();
  products_ = Z_ * u_;
}

void Polisher::hold(Index row) {
  active_[std::size_t(row)] = 0;
  held_.push_back(row);
}

double value_at(const Matrix& Z, const Vector& nu, const Vector& u) {
  return nu.dot((Z * u).cwiseMax(0.0));
}

}  // namespace

Peak polish(const Matrix& Z, const Vector& nu, const ParallelRows::Weights& merged, const Vector& u,
            int sign, int max_steps) {
  Polisher polisher(Z, merged, u, sign);
  polisher.run(max_steps);
  Peak start{u.normalized(), sign, 0.0}, end{polisher.u(), sign, 0.0};
  start.value = sign * value_at(Z, nu, start.u);
  end.value = sign * value_at(Z, nu, end.u);
  return end.value >= start.value ? end : start;
}

Peak polish(const Matrix& Z, const Vector& nu, const Vector& u, int sign, int max_steps) {
  Vector spread = Z.colwise().norm().transpose();
  for (double& value : spread) value = value > 0.0 ? value : 1.0;
  return polish(Z, nu, ParallelRows(Z, spread).merge(nu), u, sign, max_steps);
}

}  // namespace convexrelu
