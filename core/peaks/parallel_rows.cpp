#include "peaks/parallel_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convexrelu {
namespace {

// Directions that differ by less are one.
constexpr double kParallel = 1e-12;

}  // namespace

ParallelRows::ParallelRows(const Matrix& rows, const Vector& spread)
    : leader_(std::size_t(rows.rows()), -1),
      multiple_(Vector::Zero(rows.rows())),
      defect_(Vector::Zero(rows.rows())) {
  const Index n = rows.rows();
  const Vector scale = spread.cwiseInverse();
  Vector generic(rows.cols());  // on which different directions have different projections
  for (Index j = 0; j < rows.cols(); ++j) generic[j] = 1.5 + std::sin(1.0 + 2.3 * double(j));
  generic.normalize();
  const Vector length = (rows * scale.asDiagonal()).rowwise().norm();
  const Vector projection = rows * scale.cwiseProduct(generic);
  const auto key = [&](Index i) { return std::abs(projection[i]) / length[i]; };
  const auto are_parallel = [&](Index i, Index k) {
    const double a = 1.0 / length[i];
    const double b =
        (projection[i] < 0.0) == (projection[k] < 0.0) ? 1.0 / length[k] : -1.0 / length[k];
    return (a * rows.row(i) - b * rows.row(k)).cwiseProduct(scale.transpose()).norm() <= kParallel;
  };
  std::vector<Index> order;
  for (Index i = 0; i < n; ++i) {
    if (length[i] > 0.0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](Index i, Index k) { return key(i) < key(k); });

  std::vector<Index> leaders;
  std::size_t window = 0;  // leaders before it are too far in the sorted order
  for (const Index i : order) {
    while (window < leaders.size() && key(leaders[window]) < key(i) - kParallel) ++window;
    std::size_t found = window;
    while (found < leaders.size() && !are_parallel(i, leaders[found])) ++found;
    if (found == leaders.size()) leaders.push_back(i);
    const Index leader = leaders[found];
    leader_[std::size_t(i)] = leader;
    multiple_[i] =
        leader == i ? 1.0 : rows.row(i).dot(rows.row(leader)) / rows.row(leader).squaredNorm();
    defect_[i] = leader == i ? 0.0 : (rows.row(i) - multiple_[i] * rows.row(leader)).norm();
  }
}

ParallelRows::Weights ParallelRows::merge(const Vector& nu) const {
  Weights weights{Vector::Zero(nu.size()), Vector::Zero(nu.size()), 0.0};
  for (Index i = 0; i < nu.size(); ++i) {
    const Index leader = leader_[std::size_t(i)];
    if (leader < 0) continue;
    weights.kinks[leader] += nu[i] * std::abs(multiple_[i]);
    if (multiple_[i] < 0.0) weights.linear[leader] += nu[i] * multiple_[i];
    weights.defect += std::abs(nu[i]) * defect_[i];
  }
  return weights;
}

}  // namespace convexrelu
