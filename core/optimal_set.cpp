#include "optimal_set.h"

#include <algorithm>

#include "block_projector.h"
#include "gated_operator.h"
#include "recover.h"

namespace convexrelu {
namespace {

// Merging may lower the penalty by this much, relatively.
constexpr double kMerge = 1e-10;
// A direction attains M(ν) = β if its length is this close to it.
constexpr double kActive = 1e-6;
// Directions with a larger cosine are the same.
constexpr double kSame = 1.0 - 1e-6;

}  // namespace

OptimalSet::OptimalSet(const Network& network, const RowMajorMatrix& X,
                       const Regularizer& regularizer)
    : network_(network),
      X_(X),
      regularizer_(regularizer),
      bias_(network.b1.size() > 0 && network.b1.cwiseAbs().maxCoeff() > 0.0),
      gates_(network.gates) {
  for (Index k = 0; k < outputs(); ++k) {
    for (Index j = 0; j < network.neurons(); ++j) {
      const double a = network.W2(k, j);
      Vector u(X.cols() + 1);
      u << a * network.W1.row(j).transpose(), a * network.b1(j);
      // The sign of a gated block is its vector's.
      const double sign = network.gated || a > 0.0 ? 1.0 : -1.0;
      if (u.norm() > 0.0) add(k, sign, sign * u, j, u.norm());
    }
  }
}

Vector OptimalSet::fit(const Direction& direction, const RowMajorMatrix& X) const {
  const Index d = X.cols();
  Vector scores = (X * direction.unit.head(d)).array() + direction.unit(d);
  if (network_.gated) {
    const auto gate = gates_.row(direction.gate);
    const Vector sides = (X * gate.head(d).transpose()).array() + gate(d);
    return (sides.array() >= 0.0).select(scores, 0.0);
  }
  return direction.sign * scores.cwiseMax(0.0);
}

void OptimalSet::add(Index output, double sign, const Vector& u, Index gate, double size) {
  Direction direction{output, gate, sign, size, 0.0, u / u.norm(), {}};
  const double length = direction.unit.norm();
  direction.unit /= length;
  direction.cost = regularizer_.value(direction.unit);
  direction.fit = fit(direction, X_);
  directions_.push_back(std::move(direction));
}

Network OptimalSet::network() const {
  std::vector<std::vector<Neuron>> neurons(static_cast<std::size_t>(outputs()));
  for (const Direction& it : directions_) {
    if (!(it.size > 0.0)) continue;
    Vector u = it.size * it.unit;
    if (!bias_) u.conservativeResize(X_.cols());
    neurons[std::size_t(it.output)].push_back({std::move(u), it.sign, it.gate});
  }
  return recover(neurons, X_.cols(), bias_, network_.gated ? &gates_ : nullptr);
}

// Whether two neurons may be one, their sum: the same predictions, and hardly less penalty.
bool OptimalSet::absorb(Direction& into, const Direction& other, double* budget) const {
  if (into.output != other.output || into.sign != other.sign) return false;
  if (into.unit.dot(other.unit) < kSame) return false;
  Direction sum = into;
  sum.unit = into.size * into.unit + other.size * other.unit;
  sum.size = sum.unit.norm();
  sum.unit /= sum.size;
  sum.cost = regularizer_.value(sum.unit);
  sum.fit = fit(sum, X_);
  const Vector both = into.size * into.fit + other.size * other.fit;
  const double lost = into.size * into.cost + other.size * other.cost - sum.size * sum.cost;
  const double off = (both - sum.size * sum.fit).cwiseAbs().maxCoeff();
  if (lost > *budget || off > 1e-13 * both.cwiseAbs().maxCoeff()) return false;
  *budget -= std::max(0.0, lost);
  into = std::move(sum);
  return true;
}

void OptimalSet::merge() {
  double budget = 0.0;
  for (const Direction& it : directions_) budget += kMerge * it.size * it.cost;
  std::vector<Direction> merged;
  for (const Direction& it : directions_) {
    const auto absorbs = [&](Direction& other) { return absorb(other, it, &budget); };
    if (std::none_of(merged.begin(), merged.end(), absorbs)) merged.push_back(it);
  }
  directions_ = std::move(merged);
}

void OptimalSet::extend(const OptimalDual& dual) {
  if (dual.nu.size() == 0 || dual.gates.rows() == 0) return;
  if (!regularizer_.is_rotation_invariant()) return;  // its dual norm is not a length
  const Index n = X_.rows(), d = X_.cols();
  bias_ = bias_ || dual.bias;
  Matrix augmented(n, d + (bias_ ? 1 : 0));
  augmented.leftCols(d) = X_;
  if (bias_) augmented.col(d).setOnes();
  RowMajorMatrix gates = RowMajorMatrix::Zero(dual.gates.rows(), d + 1);
  gates.leftCols(dual.gates.cols()) = dual.gates;
  const GatedOperator data(augmented, PatternSet(X_, gates));
  const Index own = gates_.rows();
  if (network_.gated) {
    gates_.conservativeResize(own + data.count(), d + 1);
    gates_.bottomRows(data.count()) = data.patterns().gates();
  }
  ConeProjector projector(data.Z(), data.patterns());
  const double least = (1.0 - kActive) * dual.beta;
  for (Index k = 0; k < outputs(); ++k) {
    const Matrix slopes = data.backward(dual.nu.col(k));
    for (Index i = 0; i < data.count(); ++i) {
      for (const double sign : {1.0, -1.0}) {
        if (network_.gated && sign < 0.0) continue;
        Vector u = sign * slopes.col(i);
        if (!network_.gated) u = projector.project(u, i, {}, least).point;
        if (u.norm() < least) continue;
        Vector full = Vector::Zero(d + 1);
        full.head(augmented.cols()) = data.V() * u;
        add(k, sign, full, own + i, 0.0);
        const Direction added = std::move(directions_.back());
        directions_.pop_back();
        const auto same = [&](const Direction& it) {
          return it.output == k && it.sign == sign && it.unit.dot(added.unit) >= kSame &&
                 (it.fit - added.fit).norm() <= 1e-3 * added.fit.norm();
        };
        if (std::none_of(directions_.begin(), directions_.end(), same))
          directions_.push_back(added);
      }
    }
  }
}

}  // namespace convexrelu
