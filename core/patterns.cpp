#include "patterns.h"

#include <map>

namespace convexrelu {
namespace {

// Scores of consecutive samples: sums that do not wait for each other.
constexpr Index kTogether = 4;

// The score is summed in the order of the features, the bias last, so that anyone who recomputes
// it that way gets the same bits.
double score_of(const double* x, const double* gate, Index features) {
  double score = 0.0;
  for (Index k = 0; k < features; ++k) score += x[k] * gate[k];
  return score + gate[features];
}

void scores_of(const double* x, const double* gate, Index features, double* scores) {
  const double *y = x + features, *z = y + features, *last = z + features;
  double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
  for (Index k = 0; k < features; ++k) {
    const double weight = gate[k];
    a += x[k] * weight;
    b += y[k] * weight;
    c += z[k] * weight;
    d += last[k] * weight;
  }
  const double bias = gate[features];
  scores[0] = a + bias;
  scores[1] = b + bias;
  scores[2] = c + bias;
  scores[3] = d + bias;
}

std::vector<std::uint64_t> pattern_of(const RowMajorMatrix& X, const double* gate, Index words) {
  std::vector<std::uint64_t> bits(std::size_t(words), 0);
  const Index n = X.rows(), features = X.cols(), grouped = n - n % kTogether;
  const auto note = [&](Index i, double score) {
    bits[std::size_t(i / 64)] |= std::uint64_t(score >= 0.0) << (i % 64);
  };
  double scores[kTogether];
  for (Index i = 0; i < grouped; i += kTogether) {
    scores_of(X.data() + i * features, gate, features, scores);
    for (Index j = 0; j < kTogether; ++j) note(i + j, scores[j]);
  }
  for (Index i = grouped; i < n; ++i) note(i, score_of(X.data() + i * features, gate, features));
  return bits;
}

}  // namespace

PatternSet::PatternSet(const RowMajorMatrix& X, const RowMajorMatrix& gates)
    : samples_(X.rows()), words_per_pattern_((X.rows() + 63) / 64), gates_(0, gates.cols()) {
  add(X, gates);
}

std::vector<Index> PatternSet::add(const RowMajorMatrix& X, const RowMajorMatrix& gates) {
  std::map<std::vector<std::uint64_t>, Index> seen;
  const Index before = count();
  for (Index i = 0; i < before; ++i) {
    seen.emplace(std::vector<std::uint64_t>(words(i), words(i) + words_per_pattern_), i);
  }
  std::vector<Index> kept, pattern;
  for (Index i = 0; i < gates.rows(); ++i) {
    auto bits = pattern_of(X, gates.row(i).data(), words_per_pattern_);
    const auto [position, is_new] = seen.emplace(std::move(bits), before + Index(kept.size()));
    pattern.push_back(position->second);
    if (!is_new) continue;
    bits_.insert(bits_.end(), position->first.begin(), position->first.end());
    kept.push_back(i);
  }
  gates_.conservativeResize(before + Index(kept.size()), Eigen::NoChange);
  for (std::size_t k = 0; k < kept.size(); ++k) gates_.row(before + Index(k)) = gates.row(kept[k]);
  return pattern;
}

}  // namespace convexrelu
