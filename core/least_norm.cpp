#include "least_norm.h"

#include <limits>

namespace convexrelu {
namespace {

// A row whose squared part outside the span of the tight rows is less than this adds nothing.
constexpr double kDependent = 1e-12;
// Where less than this of its square is outside, the part is computed a second time.
constexpr double kCancelled = 0.01;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

LeastNorm::LeastNorm(Index r)
    : rows_(r, r),
      inverse_(r, r),
      point_(Vector::Zero(r)),
      offsets_(r),
      multipliers_(r),
      along_(r),
      rest_(r) {}

void LeastNorm::restart() {
  point_.setZero();
  names_.clear();
}

double LeastNorm::lower_bound() const {
  const Index k = size();
  const Vector multipliers = multipliers_.head(k).cwiseMax(0.0);
  const double length = (rows_.leftCols(k) * multipliers).norm();
  return length > 0.0 ? multipliers.dot(offsets_.head(k)) / length : 0.0;
}

// With p the k-th row of the pseudoinverse, the other rows lose their part along p. The last one
// takes the place.
void LeastNorm::remove(Index k) {
  const Index last = size() - 1;
  rest_ = inverse_.row(k).transpose();
  auto along = along_.head(last);
  inverse_.row(k) = inverse_.row(last);
  rows_.col(k) = rows_.col(last);
  multipliers_(k) = multipliers_(last);
  offsets_(k) = offsets_(last);
  names_[std::size_t(k)] = names_[std::size_t(last)];
  names_.pop_back();
  along.noalias() = inverse_.topRows(last) * rest_;
  rest_ /= rest_.squaredNorm();
  inverse_.topRows(last).noalias() -= along * rest_.transpose();
}

bool LeastNorm::add(const Vector& b, double c, Index name) {
  const double length = b.squaredNorm();
  double own = 0.0;  // multiplier of the new row
  for (;;) {
    const Index k = size();
    auto along = along_.head(k), multipliers = multipliers_.head(k);
    along.noalias() = inverse_.topRows(k) * b;
    rest_ = b;
    rest_.noalias() -= rows_.leftCols(k) * along;
    double square = rest_.squaredNorm();
    if (square < kCancelled * length) {
      again_.noalias() = inverse_.topRows(k) * rest_;
      along += again_;
      rest_.noalias() -= rows_.leftCols(k) * again_;
      square = rest_.squaredNorm();
    }
    const bool independent = square > kDependent * length && k < b.size();
    double step = independent ? (c - b.dot(point_)) / square : kInfinity;
    Index blocking = -1;
    for (Index i = 0; i < k; ++i) {
      if (along(i) > 0.0 && multipliers(i) < step * along(i)) {
        step = multipliers(i) / along(i);
        blocking = i;
      }
    }
    if (step == kInfinity) return false;
    if (independent) point_ += step * rest_;
    multipliers -= step * along;
    own += step;
    if (blocking >= 0) {
      remove(blocking);
      continue;
    }
    rows_.col(k) = b;
    rest_ /= square;
    inverse_.topRows(k).noalias() -= along * rest_.transpose();
    inverse_.row(k) = rest_.transpose();
    multipliers_(k) = own;
    offsets_(k) = c;
    names_.push_back(name);
    return true;
  }
}

}  // namespace convexrelu
