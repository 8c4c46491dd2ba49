#include "peaks/circle_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "error.h"

namespace convexrelu {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kMargin = 1e-9;  // as for every other rank
constexpr double kPeakCosine = 1.0 - 1e-12;

void check_weights(const Vector& nu, Index rows) {
  if (nu.size() != rows || !nu.allFinite()) {
    throw invalid_argument("nu must have one finite weight for each of the " +
                           std::to_string(rows) + " rows");
  }
}

// What a sum of n terms of total size `total` may have lost to rounding.
double rounding(Index n, double total) { return double(n + 64) * kEpsilon * total; }

class LineSearch : public PeakEngine {
 public:
  explicit LineSearch(const Matrix& Z) : z_(Z.col(0)) {
    if (!(z_.cwiseAbs().maxCoeff() > 0.0)) {
      throw invalid_argument("Z must have full column rank");
    }
  }

  PeakBound search(const Vector& nu, const PeakQuery& query) override {
    check_weights(nu, z_.size());
    PeakBound result;
    PeakList peaks(query.max_peaks, kPeakCosine);
    double best = 0.0;
    for (const double u : {1.0, -1.0}) {
      const double value = nu.dot((u * z_).cwiseMax(0.0));
      best = std::max(best, std::abs(value));
      if (std::abs(value) <= query.threshold) continue;
      peaks.insert({Vector::Constant(1, u), value > 0.0 ? 1 : -1, std::abs(value)});
    }
    result.peaks = peaks.take();
    result.nodes = 2;
    result.upper_bound =
        best * (1.0 + kMargin) + rounding(z_.size(), nu.cwiseAbs().dot(z_.cwiseAbs()));
    return result;
  }

 private:
  Vector z_;
};

// A sum that loses nothing to the order of its terms (Neumaier).
class ExactSum {
 public:
  void add(double term) {
    const double next = sum_ + term;
    lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
    sum_ = next;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0.0, lost_ = 0.0;
};

struct Direction {
  double x = 0.0, y = 0.0;
};

double dot(Direction a, Direction b) { return a.x * b.x + a.y * b.y; }
double cross(Direction a, Direction b) { return a.x * b.y - a.y * b.x; }

// Walks once around the circle. Between two kinks φ(u) = s·u, so its maximum on the arc is ‖s‖ if s
// points into it and lies at an end otherwise.
class CircleSearch : public PeakEngine {
 public:
  explicit CircleSearch(const Matrix& Z) : Z_(Z) {
    for (Index i = 0; i < Z.rows(); ++i) {
      const double length = Z.row(i).norm();
      total_row_norms_.push_back(length);
      if (!(length > 0.0)) continue;
      const Direction along{Z(i, 0) / length, Z(i, 1) / length};
      // Going counter-clockwise the row starts to be active at the first and stops at the second.
      kinks_.push_back(make_kink({along.y, -along.x}, i, true));
      kinks_.push_back(make_kink({-along.y, along.x}, i, false));
    }
    std::sort(kinks_.begin(), kinks_.end(), [](const Kink& a, const Kink& b) {
      return a.angle < b.angle || (a.angle == b.angle && a.row < b.row);
    });
    bool spans = false;
    for (const Kink& kink : kinks_) spans = spans || cross(kinks_[0].at, kink.at) != 0.0;
    if (!spans) throw invalid_argument("Z must have full column rank");
  }

  PeakBound search(const Vector& nu, const PeakQuery& query) override;

 private:
  struct Kink {
    double angle;
    Direction at;
    Index row;
    bool starts;
  };

  Matrix Z_;
  std::vector<double> total_row_norms_;
  std::vector<Kink> kinks_;

  static Kink make_kink(Direction at, Index row, bool starts) {
    return {std::atan2(at.y, at.x), at, row, starts};
  }
  void add(std::array<ExactSum, 2>& s, Index row, double weight) const {
    s[0].add(weight * Z_(row, 0));
    s[1].add(weight * Z_(row, 1));
  }
  void examine_arc(Direction from, Direction to, Direction s, const Vector& nu, double threshold,
                   double* best, PeakList* peaks) const;
  void keep(Direction u, int sign, const Vector& nu, double threshold, PeakList* peaks) const;
};

PeakBound CircleSearch::search(const Vector& nu, const PeakQuery& query) {
  check_weights(nu, Z_.rows());
  PeakBound result;
  PeakList peaks(query.max_peaks, kPeakCosine);
  // The rows active on the arc that ends at the first kink are those that stop before they start.
  std::array<ExactSum, 2> s;
  std::vector<char> active(std::size_t(Z_.rows()), 0), seen(std::size_t(Z_.rows()), 0);
  for (const Kink& kink : kinks_) {
    const std::size_t row = std::size_t(kink.row);
    if (!seen[row] && !kink.starts) add(s, kink.row, nu[kink.row]);
    seen[row] = 1;
  }
  double best = 0.0, total = 0.0;
  for (std::size_t k = 0; k < kinks_.size(); ++k) {
    const Kink& kink = kinks_[k];
    add(s, kink.row, kink.starts ? nu[kink.row] : -nu[kink.row]);
    examine_arc(kink.at, kinks_[(k + 1) % kinks_.size()].at, {s[0].value(), s[1].value()}, nu,
                query.threshold, &best, &peaks);
  }
  for (Index i = 0; i < nu.size(); ++i) total += std::abs(nu[i]) * total_row_norms_[std::size_t(i)];
  result.upper_bound = best * (1.0 + kMargin) + rounding(nu.size(), total);
  result.peaks = peaks.take();
  result.nodes = long(kinks_.size());
  return result;
}

void CircleSearch::examine_arc(Direction from, Direction to, Direction s, const Vector& nu,
                               double threshold, double* best, PeakList* peaks) const {
  for (const int sign : {1, -1}) {
    const Direction slope{sign * s.x, sign * s.y};
    const double length = std::hypot(slope.x, slope.y);
    // Across a short arc both products are near 0 behind it as well; along one of half the circle,
    // where they decide alone, the last condition would be left to rounding.
    const bool inside = length > 0.0 && cross(from, slope) >= 0.0 && cross(slope, to) >= 0.0 &&
                        (dot(from, to) < 0.0 || dot(from, slope) + dot(slope, to) > 0.0);
    const double value = inside ? length : std::max(dot(slope, from), dot(slope, to));
    *best = std::max(*best, value);
    if (value <= threshold) continue;
    if (inside) {
      keep({slope.x / length, slope.y / length}, sign, nu, threshold, peaks);
    } else {
      keep(dot(slope, from) > dot(slope, to) ? from : to, sign, nu, threshold, peaks);
    }
  }
}

void CircleSearch::keep(Direction u, int sign, const Vector& nu, double threshold,
                        PeakList* peaks) const {
  Peak peak{Vector(2), sign, 0.0};
  peak.u << u.x, u.y;
  peak.u.normalize();
  peak.value = sign * nu.dot((Z_ * peak.u).cwiseMax(0.0));
  if (peak.value > threshold) peaks->insert(std::move(peak));
}

}  // namespace

std::unique_ptr<PeakEngine> make_line_search(const Matrix& Z) {
  return std::make_unique<LineSearch>(Z);
}

std::unique_ptr<PeakEngine> make_circle_search(const Matrix& Z) {
  return std::make_unique<CircleSearch>(Z);
}

}  // namespace convexrelu
