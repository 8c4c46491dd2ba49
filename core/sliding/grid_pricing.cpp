#include "sliding/grid_pricing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace convexrelu {
namespace {

constexpr Index kDirections = 3000;
constexpr Index kMemory = 4000000;  // entries of the table of activations

// Unit vectors spread over the sphere of dimension r − 1.
Matrix spread_directions(Index r, Index count) {
  if (r == 1) return (Matrix(1, 2) << 1.0, -1.0).finished();
  Matrix U(r, count);
  const double pi = std::acos(-1.0), golden = pi * (3.0 - std::sqrt(5.0));
  std::mt19937_64 random(1);
  for (Index k = 0; k < count; ++k) {
    if (r == 2) {
      const double angle = 2.0 * pi * (double(k) + 0.5) / double(count);
      U.col(k) << std::cos(angle), std::sin(angle);
    } else if (r == 3) {
      const double height = 1.0 - (2.0 * double(k) + 1.0) / double(count);
      const double ring = std::sqrt(1.0 - height * height);
      U.col(k) << ring * std::cos(golden * double(k)), ring * std::sin(golden * double(k)), height;
    } else {
      // Sums of uniform numbers: the same on every platform, unlike std::normal_distribution.
      for (Index i = 0; i < r; ++i) {
        double sum = -6.0;
        for (int term = 0; term < 12; ++term) sum += double(random() >> 11) * 0x1p-53;
        U(i, k) = sum;
      }
      U.col(k).normalize();
    }
  }
  return U;
}

}  // namespace

GridPricing::GridPricing(const RowSpace& space) {
  const Index n = std::max<Index>(1, space.Q.rows());
  // Few rows have few cells, which few directions find.
  const Index count = std::clamp<Index>(std::min(kMemory / n, 2 * n * n), 200, kDirections);
  directions_ = spread_directions(space.rank(), count);
  activations_ = (space.Q * directions_).cwiseMax(0.0);
  for (Index k = 0; k < directions_.cols(); ++k) {
    const double norm = space.norm(directions_.col(k));
    directions_.col(k) /= norm;
    activations_.col(k) /= norm;
  }
}

std::vector<Candidate> GridPricing::find(const Vector& nu, double threshold, int limit,
                                         double same_peak) const {
  const Vector values = activations_.transpose() * nu;
  std::vector<Index> order;
  for (Index k = 0; k < values.size(); ++k) {
    if (std::abs(values(k)) > threshold) order.push_back(k);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return std::abs(values(a)) > std::abs(values(b)); });
  std::vector<Candidate> found;
  for (const Index k : order) {
    if (int(found.size()) >= limit) break;
    Candidate candidate{directions_.col(k), values(k) > 0 ? 1 : -1, std::abs(values(k))};
    const auto near = [&](const Candidate& other) {
      return other.sign == candidate.sign &&
             other.w.dot(candidate.w) > same_peak * other.w.norm() * candidate.w.norm();
    };
    if (std::any_of(found.begin(), found.end(), near)) continue;
    found.push_back(candidate);
  }
  return found;
}

}  // namespace convexrelu
