#include "sliding/nonnegative_qp.h"

#include <Eigen/Cholesky>
#include <Eigen/Jacobi>
#include <algorithm>
#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

// The part of a column that is new must exceed this share of it (squared).
constexpr double kDependent = 1e-11;
constexpr int kEntries = 3;
constexpr double kBlock = 0.3;  // of the largest gradient: enters with it

}  // namespace

bool NonnegativeQp::append(Index j) {
  const Index k = Index(passive_.size());
  Vector column(k);
  for (Index a = 0; a < k; ++a) column(a) = G_(passive_[a], j);
  if (k > 0) L_.topLeftCorner(k, k).triangularView<Eigen::Lower>().solveInPlace(column);
  const double rest = G_(j, j) - column.squaredNorm();
  if (!(rest > kDependent * G_(j, j))) return false;
  if (k == L_.rows()) L_.conservativeResize(2 * k + 8, 2 * k + 8);
  L_.row(k).head(k) = column.transpose();
  L_(k, k) = std::sqrt(rest);
  passive_.push_back(j);
  ++pivots_;
  return true;
}

void NonnegativeQp::remove(std::size_t place) {
  const Index k = Index(passive_.size()), at = Index(place);
  // Without row `at` the factor has one entry above the diagonal in every row below: rotate it
  // away.
  for (Index i = at; i + 1 < k; ++i) L_.row(i).head(i + 2) = L_.row(i + 1).head(i + 2);
  for (Index i = at; i + 1 < k; ++i) {
    Eigen::JacobiRotation<double> rotation;
    rotation.makeGivens(L_(i, i), L_(i, i + 1));
    L_.block(i, 0, k - 1 - i, k).applyOnTheRight(i, i + 1, rotation);
    if (L_(i, i) < 0.0) L_.col(i).segment(i, k - 1 - i) *= -1.0;
  }
  passive_.erase(passive_.begin() + long(place));
  ++pivots_;
}

Vector NonnegativeQp::solve_factor(const Vector& right) const {
  const Index k = Index(passive_.size());
  Vector x = right;
  const auto L = L_.topLeftCorner(k, k);
  L.triangularView<Eigen::Lower>().solveInPlace(x);
  L.transpose().triangularView<Eigen::Upper>().solveInPlace(x);
  return x;
}

void NonnegativeQp::settle(Vector& x) {
  while (!passive_.empty()) {
    const Index k = Index(passive_.size());
    Vector right(k);
    for (Index a = 0; a < k; ++a) right(a) = b_(passive_[a]);
    const Vector target = solve_factor(right);
    double step = 1.0;
    for (Index a = 0; a < k; ++a) {
      if (target(a) > 0.0) continue;
      const double at = x(passive_[a]);
      step = std::min(step, at / (at - target(a)));
    }
    if (step >= 1.0) {
      for (Index a = 0; a < k; ++a) x(passive_[a]) = target(a);
      return;
    }
    for (Index a = 0; a < k; ++a) x(passive_[a]) += step * (target(a) - x(passive_[a]));
    // All that reached zero leave; at least the one that decided the step.
    double least = std::numeric_limits<double>::infinity();
    for (Index a = 0; a < k; ++a) {
      if (target(a) <= 0.0) least = std::min(least, x(passive_[a]));
    }
    const double limit = std::max(least, 1e-15 * x.maxCoeff());
    for (std::size_t a = passive_.size(); a-- > 0;) {
      if (target(Index(a)) > 0.0 || x(passive_[a]) > limit) continue;
      x(passive_[a]) = 0.0;
      remove(a);
    }
  }
}

// Column j depends on the passive ones: trade it against them, at no curvature, in the direction
// that pays, until one of them or j itself is used up.
void NonnegativeQp::exchange(Vector& x, Index j) {
  while (!append(j)) {
    const Index k = Index(passive_.size());
    Vector column(k), gradient(k);
    const Vector image = G_ * x;
    for (Index a = 0; a < k; ++a) {
      column(a) = G_(passive_[a], j);
      gradient(a) = b_(passive_[a]) - image(passive_[a]);
    }
    const Vector trade = solve_factor(column);
    const double slope = b_(j) - image(j) - trade.dot(gradient);
    const double sense = slope > 0.0 || x(j) == 0.0 ? 1.0 : -1.0;
    double step = sense < 0.0 ? x(j) : std::numeric_limits<double>::infinity();
    Index leaving = -1;
    for (Index a = 0; a < k; ++a) {
      if (sense * trade(a) <= 0.0) continue;
      const double limit = x(passive_[a]) / (sense * trade(a));
      if (limit < step) step = limit, leaving = a;
    }
    if (leaving < 0 && sense > 0.0) return;
    for (Index a = 0; a < k; ++a) {
      x(passive_[a]) = std::max(0.0, x(passive_[a]) - sense * step * trade(a));
    }
    x(j) += sense * step;
    if (leaving < 0) {
      x(j) = 0.0;
      return;
    }
    x(passive_[leaving]) = 0.0;
    remove(std::size_t(leaving));
  }
}

void NonnegativeQp::start(Vector& x) {
  const Index size = G_.rows();
  passive_.clear();
  L_.resize(size, size);
  for (Index j = 0; j < size; ++j) {
    if (x(j) > 0.0) exchange(x, j);
  }
  for (Index j = 0; j < size; ++j) {
    if (std::find(passive_.begin(), passive_.end(), j) == passive_.end()) x(j) = 0.0;
  }
  settle(x);
}

Vector NonnegativeQp::solve(Vector x, double tolerance) {
  const Index size = G_.rows();
  start(x);
  // Rounding can let a column in that leaves again at once; none may do so for ever.
  std::vector<int> entries(size, 0);
  const double rounding = 1e-14 * b_.cwiseAbs().maxCoeff();
  for (;;) {
    Vector gradient = b_;
    for (const Index j : passive_) {
      gradient -= x(j) * G_.col(j);
      entries[j] = std::max(entries[j], 1);
    }
    for (const Index j : passive_) gradient(j) = 0.0;
    Index best = -1;
    for (Index j = 0; j < size; ++j) {
      if (entries[j] > kEntries || gradient(j) <= std::max(tolerance, rounding)) continue;
      if (best < 0 || gradient(j) > gradient(best)) best = j;
    }
    if (best < 0) return x;
    // Several at once: those that turn out not to pay leave again in settle().
    const double enough = kBlock * gradient(best);
    for (Index j = 0; j < size; ++j) {
      if (entries[j] > kEntries || gradient(j) < enough) continue;
      ++entries[j];
      exchange(x, j);
    }
    settle(x);
  }
}

}  // namespace convexrelu
