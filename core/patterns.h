// Activation patterns D = diag(1[Xg ≥ 0]) of gates g, one bit per sample and pattern.
#pragma once

#include <cstdint>
#include <vector>

#include "types.h"

namespace convexrelu {

// Distinct patterns, with a gate of each.
class PatternSet {
 public:
  // X is n×d without bias column. A gate is a row of d weights and a bias weight, so gates is
  // p×(d+1). Of gates with equal patterns the first is kept.
  PatternSet(const RowMajorMatrix& X, const RowMajorMatrix& gates);

  // Adds the patterns of more gates for the same X, those that are new; which pattern each has.
  std::vector<Index> add(const RowMajorMatrix& X, const RowMajorMatrix& gates);

  Index samples() const { return samples_; }
  Index count() const { return gates_.rows(); }
  const RowMajorMatrix& gates() const { return gates_; }

  // The words of pattern i: sample 64k + b is bit b of word k; bits past the samples are 0.
  const std::uint64_t* words(Index i) const { return bits_.data() + i * words_per_pattern_; }
  Index words_per_pattern() const { return words_per_pattern_; }
  bool active(Index i, Index sample) const { return (words(i)[sample / 64] >> (sample % 64)) & 1u; }

 private:
  Index samples_;
  Index words_per_pattern_;
  RowMajorMatrix gates_;
  std::vector<std::uint64_t> bits_;
};

// Calls visit(sample) for every sample that is active in the pattern of these words.
template <typename Visit>
void for_each_active(const std::uint64_t* words, Index count, Visit visit) {
  for (Index k = 0; k < count; ++k) {
    for (std::uint64_t word = words[k]; word != 0; word &= word - 1) {
      visit(64 * k + __builtin_ctzll(word));
    }
  }
}

}  // namespace convexrelu
