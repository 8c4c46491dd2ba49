#include "decompose.h"

#include <algorithm>
#include <map>
#include <string>

#include "error.h"
#include "recover.h"
#include "stopwatch.h"

namespace convexrelu {
namespace {

// At smaller gaps the rough splits would often end in vain.
constexpr double kRough = 0.01;

}  // namespace

Decomposition::Decomposition(const RowMajorMatrix& X, const Network& gated, bool bias,
                             double tolerance)
    : d_(X.cols()),
      bias_(bias),
      tolerance_(tolerance),
      data_(with_bias_column(X, bias), PatternSet(X, gated.gates.topRows(0))),
      splitter_(data_.Z(), data_.patterns()),
      rough_splitter_(data_.Z(), data_.patterns()),
      neurons_(std::size_t(gated.W2.rows())) {
  collect(X, gated);
}

void Decomposition::collect(const RowMajorMatrix& X, const Network& gated) {
  const std::vector<Index> pattern_of = data_.add_patterns(X, gated.gates);
  const PatternSet& patterns = data_.patterns();
  std::map<std::pair<Index, Index>, std::size_t> place;  // of an output's pattern among the blocks
  for (Index j = 0; j < gated.neurons(); ++j) {
    const Index pattern = pattern_of[std::size_t(j)];
    const std::uint64_t* words = patterns.words(pattern);
    const std::uint64_t* end = words + patterns.words_per_pattern();
    if (std::all_of(words, end, [](std::uint64_t word) { return word == 0; })) continue;
    Vector weights(data_.V().rows());
    weights.head(d_) = gated.W1.row(j).transpose();
    if (bias_) weights(d_) = gated.b1(j);
    const Vector u = data_.V().transpose() * weights;
    for (Index k = 0; k < gated.W2.rows(); ++k) {
      if (gated.W2(k, j) == 0.0) continue;
      const auto [position, is_new] = place.emplace(std::make_pair(k, pattern), blocks_.size());
      if (is_new) blocks_.push_back({k, pattern, j, Vector::Zero(u.size())});
      blocks_[position->second].u += gated.W2(k, j) * u;
    }
  }
}

ConeSplit Decomposition::split(const Vector& u, Index pattern) {
  if (tolerance_ >= kRough) {
    const auto gate = data_.patterns().gates().row(pattern).transpose();
    const Vector inside = data_.V().transpose() * gate.head(data_.V().rows());
    ConeSplit rough;
    if (rough_splitter_.split(u, pattern, inside, tolerance_, rough)) return rough;
  }
  SplitSettings settings;
  settings.tolerance = tolerance_;
  return splitter_.split(u, pattern, settings);
}

void Decomposition::decompose(const Block& block) {
  const double length = block.u.norm();
  if (length == 0.0) return;
  // In units of its own, so that no scale of the data is special.
  const ConeSplit split = this->split(block.u / length, block.pattern);
  if (!split.possible) {
    throw invalid_argument(
        "network.gates must have patterns on X whose cones span the network's blocks, but that of "
        "gate " +
        std::to_string(block.neuron) + " does not" + (bias_ ? "" : "; with bias: true it may") +
        ", so no ReLU neurons with its pattern predict what it does");
  }
  ++sums_.blocks;
  sums_.norm += length * split.norm;
  sums_.lower_bound += length * split.lower_bound;
  sums_.violation = std::max(sums_.violation, split.violation);
  sums_.projections += split.projections;
  auto& neurons = neurons_[std::size_t(block.output)];
  for (const double sign : {1.0, -1.0}) {
    const Vector& part = sign > 0.0 ? split.v : split.w;
    if (part.squaredNorm() > 0.0) neurons.push_back({data_.V() * (length * part), sign, -1});
  }
}

void Decomposition::advance(double seconds) {
  const Stopwatch watch;
  while (!done()) {
    decompose(blocks_[next_++]);
    if (watch.seconds() >= seconds) return;
  }
}

DecomposeResult Decomposition::result() const {
  DecomposeResult result = sums_;
  result.network = recover(neurons_, d_, bias_, nullptr);
  return result;
}

}  // namespace convexrelu
