#include "simplify.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "size_polytope.h"

namespace convexrelu {
namespace {

// Penalty and predictions may change by this much, relatively.
constexpr double kEqual = 1e-9;

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
