#include "recover.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace convexrelu {
namespace {

// Scores this small beside the largest say nothing about a neuron's pattern.
constexpr double kUndecided = 1e-9;

// For which samples a neuron is on, and for which that is beyond doubt.
struct Activity {
  std::vector<std::uint64_t> on, decided;

  Activity(const Vector& scores, Index words)
      : on(std::size_t(words), 0), decided(std::size_t(words), 0) {
    const double least = scores.size() > 0 ? kUndecided * scores.cwiseAbs().maxCoeff() : 0.0;
    for (Index i = 0; i < scores.size(); ++i) {
      const std::uint64_t bit = std::uint64_t(1) << (i % 64);
      if (scores[i] >= 0.0) on[std::size_t(i / 64)] |= bit;
      if (std::abs(scores[i]) > least) decided[std::size_t(i / 64)] |= bit;
    }
  }
};

Index nearest_pattern(const PatternSet& patterns, const Activity& activity) {
  Index best = -1;
  int fewest = std::numeric_limits<int>::max();
  for (Index i = 0; i < patterns.count(); ++i) {
    const std::uint64_t* words = patterns.words(i);
    int different = 0;
    for (std::size_t k = 0; k < activity.on.size(); ++k) {
      different += __builtin_popcountll((words[k] ^ activity.on[k]) & activity.decided[k]);
    }
    if (different < fewest) {
      fewest = different;
      best = i;
    }
  }
  return best;
}

}  // namespace

Matrix with_bias_column(const RowMajorMatrix& X, bool bias) {
  if (!bias) return X;
  Matrix augmented(X.rows(), X.cols() + 1);
  augmented << X, Vector::Ones(X.rows());
  return augmented;
}

Network recover(const std::vector<std::vector<Neuron>>& neurons, Index d, bool bias,
                const RowMajorMatrix* gates) {
  Index count = 0;
  for (const auto& of_output : neurons) count += Index(of_output.size());
  Network network;
  network.gated = gates != nullptr;
  network.W1.resize(count, d);
  network.b1 = Vector::Zero(count);
  network.W2 = RowMajorMatrix::Zero(Index(neurons.size()), count);
  if (gates) network.gates.resize(count, d + 1);
  Index j = 0;
  for (std::size_t k = 0; k < neurons.size(); ++k) {
    for (const Neuron& neuron : neurons[k]) {
      const double root = std::sqrt(neuron.u.norm());
      network.W1.row(j) = neuron.u.head(d).transpose() / root;
      if (bias) network.b1[j] = neuron.u[d] / root;
      network.W2(Index(k), j) = neuron.sign * root;
      if (gates) network.gates.row(j) = gates->row(neuron.gate);
      ++j;
    }
  }
  return network;
}

std::vector<Neuron> neurons_of(const Network& network, Index output, bool bias) {
  std::vector<Neuron> result;
  const Index d = network.W1.cols();
  for (Index j = 0; j < network.neurons(); ++j) {
    const double a = network.W2(output, j);
    if (a == 0.0) continue;
    Neuron neuron{Vector(bias ? d + 1 : d), a > 0.0 ? 1.0 : -1.0, -1};
    neuron.u.head(d) = std::abs(a) * network.W1.row(j).transpose();
    if (bias) neuron.u[d] = std::abs(a) * network.b1[j];
    if (neuron.u.norm() > 0.0) result.push_back(std::move(neuron));
  }
  return result;
}

RowMajorMatrix gates_of(const Network& network) {
  RowMajorMatrix gates(network.neurons(), network.W1.cols() + 1);
  gates << network.W1, network.b1;
  return gates;
}

Blocks blocks_of(const Problem& problem, const Network& network, Index output, bool bias,
                 const RowMajorMatrix& X) {
  const GatedOperator& data = problem.data;
  ConeProjector projector(data.Z(), data.patterns());
  std::map<Index, Vector> sums;  // blocks in order
  const Index c = problem.outputs(), pairs = data.count() > 0 ? c * network.neurons() : 0;
  for (Index pair = 0; pair < pairs; ++pair) {
    const Index j = pair / c, own = pair % c;
    const double a = network.W2(output + own, j);
    if (a == 0.0) continue;
    Vector u(data.V().rows());
    u.head(X.cols()) = network.W1.row(j).transpose();
    if (bias) u[X.cols()] = network.b1[j];
    Vector v = data.V().transpose() * u;
    const Vector scores =
        network.gated ? Vector((X * network.gates.row(j).head(X.cols()).transpose()).array() +
                               network.gates(j, X.cols()))
                      : Vector(data.Z() * v);
    const Activity activity(scores, data.patterns().words_per_pattern());
    const Index pattern = nearest_pattern(data.patterns(), activity);
    v *= problem.cones ? std::abs(a) : a;
    if (problem.cones) v = projector.project(v, pattern, {}, 0.0).point;
    const Index block = problem.block(pattern, own, problem.cones && a < 0.0);
    if (v.squaredNorm() == 0.0) continue;
    const auto [position, is_new] = sums.emplace(block, v);
    if (!is_new) position->second += v;
  }
  Blocks blocks;
  blocks.U.resize(data.rank(), Index(sums.size()));
  for (const auto& [block, sum] : sums) {
    blocks.U.col(Index(blocks.block.size())) = sum;
    blocks.block.push_back(block);
  }
  return blocks;
}

}  // namespace convexrelu
