#include "patterns.h"

#include <set>

namespace convexrelu {
namespace {

// The score is summed in the order of the features, the bias last, so that anyone who recomputes
// it that way gets the same bits.
std::vector<std::uint64_t> pattern_of(const RowMajorMatrix& X, const double* gate, Index words) {
  std::vector<std::uint64_t> bits(std::size_t(words), 0);
  for (Index i = 0; i < X.rows(); ++i) {
    double score = 0.0;
    for (Index k = 0; k < X.cols(); ++k) score += X(i, k) * gate[k];
    score += gate[X.cols()];
    if (score >= 0.0) bits[std::size_t(i / 64)] |= std::uint64_t(1) << (i % 64);
  }
  return bits;
}

}  // namespace

PatternSet::PatternSet(const RowMajorMatrix& X, const RowMajorMatrix& gates)
    : samples_(X.rows()), words_per_pattern_((X.rows() + 63) / 64), gates_(0, gates.cols()) {
  add(X, gates);
}

void PatternSet::add(const RowMajorMatrix& X, const RowMajorMatrix& gates) {
  std::set<std::vector<std::uint64_t>> seen;
  for (Index i = 0; i < count(); ++i) {
    seen.emplace(words(i), words(i) + words_per_pattern_);
  }
  std::vector<Index> kept;
  for (Index i = 0; i < gates.rows(); ++i) {
    auto bits = pattern_of(X, gates.row(i).data(), words_per_pattern_);
    const auto [position, is_new] = seen.insert(std::move(bits));
    if (!is_new) continue;
    bits_.insert(bits_.end(), position->begin(), position->end());
    kept.push_back(i);
  }
  const Index before = count();
  gates_.conservativeResize(before + Index(kept.size()), Eigen::NoChange);
  for (std::size_t k = 0; k < kept.size(); ++k) gates_.row(before + Index(k)) = gates.row(kept[k]);
}

}  // namespace convexrelu
