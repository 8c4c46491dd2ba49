#include "simplify.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "block_projector.h"
#include "gated_operator.h"
#include "recover.h"
#include "size_polytope.h"

namespace convexrelu {
namespace {

// Penalty and predictions may change by this much, relatively; merging may use a tenth of it.
constexpr double kEqual = 1e-9;
constexpr double kMerge = 1e-10;
// A direction attains M(ν) = β if its length is this close to it.
constexpr double kActive = 1e-6;
// Directions with a larger cosine are the same.
constexpr double kSame = 1.0 - 1e-6;

// A neuron of direction `unit`, ‖unit‖ = 1, and its size.
struct Direction {
  Index output, gate;
  double sign, size, cost;
  Vector unit, fit;  // fit: what it predicts on X at size 1
};

class OptimalSet {
 public:
  OptimalSet(const Network& network, const RowMajorMatrix& X, const Regularizer& regularizer)
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

  Index outputs() const { return network_.W2.rows(); }
  std::vector<Direction>& directions() { return directions_; }

  // What a direction predicts at size 1.
  Vector fit(const Direction& direction, const RowMajorMatrix& X) const {
    const Index d = X.cols();
    Vector scores = (X * direction.unit.head(d)).array() + direction.unit(d);
    if (network_.gated) {
      const auto gate = gates_.row(direction.gate);
      const Vector sides = (X * gate.head(d).transpose()).array() + gate(d);
      return (sides.array() >= 0.0).select(scores, 0.0);
    }
    return direction.sign * scores.cwiseMax(0.0);
  }

  void add(Index output, double sign, const Vector& u, Index gate, double size) {
    Direction direction{output, gate, sign, size, 0.0, u / u.norm(), {}};
    const double length = direction.unit.norm();
    direction.unit /= length;
    direction.cost = regularizer_.value(direction.unit);
    direction.fit = fit(direction, X_);
    directions_.push_back(std::move(direction));
  }

  void merge();
  void extend(const OptimalDual& dual);

  Network network() const {
    std::vector<std::vector<Neuron>> neurons(static_cast<std::size_t>(outputs()));
    for (const Direction& it : directions_) {
      if (!(it.size > 0.0)) continue;
      Vector u = it.size * it.unit;
      if (!bias_) u.conservativeResize(X_.cols());
      neurons[std::size_t(it.output)].push_back({std::move(u), it.sign, it.gate});
    }
    return recover(neurons, X_.cols(), bias_, network_.gated ? &gates_ : nullptr);
  }

 private:
  bool absorb(Direction& into, const Direction& other, double* budget) const;

  const Network& network_;
  const RowMajorMatrix& X_;
  const Regularizer& regularizer_;
  bool bias_;
  RowMajorMatrix gates_;
  std::vector<Direction> directions_;
};

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

// The directions of one output as matrices.
struct Part {
  std::vector<std::size_t> of;  // their places
  Matrix F;
  Vector costs, sizes;

  Part(const std::vector<Direction>& all, Index output, Index n) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (all[j].output == output) of.push_back(j);
    }
    const Index p = Index(of.size());
    F.resize(n, p);
    costs.resize(p);
    sizes.resize(p);
    for (Index j = 0; j < p; ++j) {
      const Direction& it = all[of[std::size_t(j)]];
      F.col(j) = it.fit;
      costs(j) = it.cost;
      sizes(j) = it.size;
    }
  }
};

// That of 'neuron' is of the weights as they are, balanced or not.
double penalty_of(const Network& network, const Regularizer& regularizer) {
  if (regularizer.is_rotation_invariant()) {
    const double squares =
        network.W1.squaredNorm() + network.b1.squaredNorm() + network.W2.squaredNorm();
    return squares / 2;
  }
  Matrix layer(network.W1.cols() + 1, network.neurons());
  layer << network.W1.transpose(), network.b1.transpose();
  double penalty = 0.0;
  for (Index k = 0; k < network.W2.rows(); ++k) {
    penalty += regularizer.value(layer * network.W2.row(k).asDiagonal());
  }
  return penalty;
}

// Compares, and keeps the original where the other is not equal to it.
SimplifyResult judge(const Network& before, const Network& after, const RowMajorMatrix& X,
                     const Regularizer& regularizer) {
  SimplifyResult result;
  result.network = after;
  result.penalty_before = penalty_of(before, regularizer);
  result.penalty_after = penalty_of(after, regularizer);
  const Matrix Z = predict(before, X);
  const double largest = std::max(Z.cwiseAbs().maxCoeff(), 1e-300);
  result.change = (predict(after, X) - Z).cwiseAbs().maxCoeff() / largest;
  const double moved = std::abs(result.penalty_after - result.penalty_before);
  if (moved <= kEqual * result.penalty_before && result.change <= kEqual) return result;
  result.kept = true;
  result.network = before;
  return result;
}

// All outputs at once: their free directions side by side, and their sizes.
struct Joint {
  Matrix free;
  Vector sizes;

  explicit Joint(const OptimalSet& set, std::vector<Direction>& all, Index n)
      : free(Index(all.size()), 0), sizes(Index(all.size())) {
    for (std::size_t j = 0; j < all.size(); ++j) sizes(Index(j)) = all[j].size;
    for (Index k = 0; k < set.outputs(); ++k) {
      const Part part(all, k, n);
      const Matrix own = free_directions(part.F, part.costs);
      const Index before = free.cols();
      free.conservativeResize(Eigen::NoChange, before + own.cols());
      free.rightCols(own.cols()).setZero();
      for (std::size_t j = 0; j < part.of.size(); ++j) {
        free.block(Index(part.of[j]), before, 1, own.cols()) = own.row(Index(j));
      }
    }
  }
};

// `value` is that of a network whose directions have these sizes.
SimplifyResult moved(OptimalSet& set, const Network& network, const RowMajorMatrix& X,
                     const Regularizer& regularizer,
                     const std::function<Vector(const Joint&)>& choose,
                     const std::function<double(const Network&, const Vector&)>& value) {
  set.merge();
  auto& all = set.directions();
  const Joint joint(set, all, X.rows());
  const Vector sizes = choose(joint);
  for (std::size_t j = 0; j < all.size(); ++j) all[j].size = sizes(Index(j));
  SimplifyResult result = judge(network, set.network(), X, regularizer);
  result.directions = Index(all.size());
  result.free = joint.free.cols();
  result.value_before = value(network, joint.sizes);
  result.value_after = value(result.network, result.kept ? joint.sizes : sizes);
  if (result.value_after <= result.value_before) return result;
  result.kept = true;
  result.network = network;
  result.value_after = result.value_before;
  return result;
}

}  // namespace

SimplifyResult fewest_neurons(const Network& network, const RowMajorMatrix& X,
                              const Regularizer& regularizer) {
  OptimalSet set(network, X, regularizer);
  set.merge();
  auto& all = set.directions();
  for (Index k = 0; k < set.outputs(); ++k) {
    const Part part(all, k, X.rows());
    const Vector sizes = fewest_sizes(part.F, part.costs, part.sizes);
    for (std::size_t j = 0; j < part.of.size(); ++j) all[part.of[j]].size = sizes(Index(j));
  }
  SimplifyResult result = judge(network, set.network(), X, regularizer);
  result.directions = Index(all.size());
  result.value_before = double(network.neurons());
  result.value_after = double(result.network.neurons());
  return result;
}

SimplifyResult least_norm(const Network& network, const RowMajorMatrix& X,
                          const Regularizer& regularizer, const OptimalDual& dual) {
  OptimalSet set(network, X, regularizer);
  set.extend(dual);
  const auto choose = [](const Joint& joint) { return least_norm_sizes(joint.free, joint.sizes); };
  const auto value = [](const Network&, const Vector& sizes) { return sizes.norm(); };
  return moved(set, network, X, regularizer, choose, value);
}

SimplifyResult best_validation(const Network& network, const RowMajorMatrix& X,
                               const Regularizer& regularizer, const OptimalDual& dual,
                               const Validation& validation, const Loss& loss) {
  OptimalSet set(network, X, regularizer);
  set.extend(dual);
  const auto choose = [&](const Joint& joint) {
    const auto& all = set.directions();
    const Index n = validation.X.rows();
    Matrix G = Matrix::Zero(n * set.outputs(), Index(all.size()));
    for (std::size_t j = 0; j < all.size(); ++j) {
      G.block(all[j].output * n, Index(j), n, 1) = set.fit(all[j], validation.X);
    }
    return best_sizes(joint.free, joint.sizes, G, loss, validation.Y);
  };
  const auto value = [&](const Network& it, const Vector&) {
    return loss.value(predict(it, validation.X), validation.Y);
  };
  return moved(set, network, X, regularizer, choose, value);
}

}  // namespace convexrelu
