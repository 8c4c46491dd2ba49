#include "cone_split.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

// u lies in the cone if no row is violated by more than this much of ‖u‖.
constexpr double kInside = 4e-16;
// The Hessian is lifted by this much of its size.
constexpr double kLift = 1e-12;

double norm_at(const Vector& t, const Vector& half) {
  return (t + half).norm() + (t - half).norm();
}

}  // namespace

double split_bound(const Vector& u, const Vector& v, const Vector& w, const Vector& of_v,
                   const Vector& of_w) {
  const Vector rest = (v + w - of_v - of_w) / 2;
  const double longest = std::max((v - rest).norm(), (w - rest).norm());
  return (v - of_v - rest).dot(u) / longest;
}

void ConeSplitter::restrict_to(Index pattern) {
  rows_.resize(Z_.rows(), Z_.cols());
  Index kept = 0;
  for (Index i = 0; i < Z_.rows(); ++i) {
    const double size = Z_.row(i).norm();
    if (size > 0.0) rows_.row(kept++) = Z_.row(i) / (patterns_.active(pattern, i) ? size : -size);
  }
  rows_.conservativeResize(kept, Eigen::NoChange);
}

bool ConeSplitter::project(const Vector& center, const Matrix* factor) {
  nearest_ = nearest_point(rows_, offsets_, center, factor, nearest_.tight);
  projections_ += nearest_.projections;
  return nearest_.possible;
}

// The bound of the header for the multipliers of the last projection times `scale`.
void ConeSplitter::improve_bound(const Vector& t, double scale, ConeSplit& best) const {
  const Vector v = (t + u_ / 2).normalized(), w = (t - u_ / 2).normalized();
  Vector of_v = Vector::Zero(u_.size()), of_w = of_v;
  for (Index k = 0; k < nearest_.multipliers.size(); ++k) {
    const Index row = nearest_.tight[std::size_t(k)];
    (along_(row) <= 0.0 ? of_v : of_w) +=
        (scale * std::max(0.0, nearest_.multipliers(k))) * rows_.row(row).transpose();
  }
  best.lower_bound = std::max(best.lower_bound, split_bound(u_, v, w, of_v, of_w));
}

// Newton's method from a point of T.
void ConeSplitter::descend(Vector& t, const SplitSettings& settings, ConeSplit& best) {
  const Index r = u_.size();
  const Vector half = u_ / 2;
  double value = norm_at(t, half);
  for (Index step = 0; step < settings.max_steps; ++step) {
    if (value - best.lower_bound <= settings.tolerance * value) return;
    const Vector v = t + half, w = t - half;
    const double a = v.norm(), b = w.norm();
    const Vector gradient = v / a + w / b;
    const double size = 1.0 / a + 1.0 / b;
    Matrix H = (size * (1.0 + kLift)) * Matrix::Identity(r, r);
    H -= (v / (a * a * a)) * v.transpose() + (w / (b * b * b)) * w.transpose();
    const Eigen::LLT<Matrix> llt(H);
    if (llt.info() != Eigen::Success) return;
    const Matrix L = llt.matrixL();
    const Vector center = t - llt.solve(gradient);
    if (!project(center, &L)) return;
    const Vector direction = nearest_.point - t;
    const double slope = gradient.dot(direction);
    improve_bound(nearest_.point, 1.0, best);
    double length = 1.0, next = norm_at(nearest_.point, half);
    while (next > value + 1e-4 * length * slope && length > 1e-9) {
      length /= 2;
      next = norm_at(t + length * direction, half);
    }
    if (!(next < value)) return;
    t += length * direction;
    value = next;
  }
}

ConeSplit ConeSplitter::whole(bool positive) const {
  ConeSplit split;
  const Vector zero = Vector::Zero(u_.size());
  split.v = positive ? u_ : zero;
  split.w = positive ? zero : Vector(-u_);
  split.norm = split.lower_bound = u_.norm();
  split.violation =
      along_.size() > 0 ? std::max(0.0, positive ? -along_.minCoeff() : along_.maxCoeff()) : 0.0;
  return split;
}

void ConeSplitter::finish(Vector t, ConeSplit& best) {
  // A projection from nearby leaves rounding only.
  if ((rows_ * t - offsets_).minCoeff() < 0.0 && project(t, nullptr)) t = nearest_.point;
  best.v = t + u_ / 2;
  best.w = t - u_ / 2;
  best.norm = best.v.norm() + best.w.norm();
  const double lowest = std::min((rows_ * best.v).minCoeff(), (rows_ * best.w).minCoeff());
  best.violation = std::max(0.0, -lowest);
  best.lower_bound = std::min(best.lower_bound, best.norm);
  best.projections = projections_;
}

ConeSplit ConeSplitter::split(const Vector& u, Index pattern, const SplitSettings& settings) {
  restrict_to(pattern);
  u_ = u;
  along_ = rows_ * u;
  offsets_ = along_.cwiseAbs() / 2;
  nearest_ = {};
  projections_ = 0;
  const double length = u.norm(), inside = kInside * length;
  if (along_.size() == 0 || along_.minCoeff() >= -inside) return whole(true);
  if (along_.maxCoeff() <= inside) return whole(false);
  ConeSplit best;
  if (!project(Vector::Zero(u.size()), nullptr)) {
    best.possible = false;
    best.projections = projections_;
    return best;
  }
  Vector t = nearest_.point;
  best.lower_bound = std::max(length, 2.0 * t.norm());
  const Vector gradient = (t + u / 2).normalized() + (t - u / 2).normalized();
  improve_bound(t, std::max(0.0, gradient.dot(t) / t.squaredNorm()), best);
  descend(t, settings, best);
  finish(t, best);
  return best;
}

}  // namespace convexrelu
