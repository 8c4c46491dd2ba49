// Cheap pricing: neurons with a large |νᵀ(Xu)_+| / ‖u‖ among fixed directions, improved by ascent.
// Finds most of what is missing while much is missing; proves nothing.
#pragma once

#include "sliding/atom.h"

namespace convexrelu {

struct Candidate {
  Vector w;  // whitened coordinates, norm 1
  int sign = 1;
  double value = 0.0;  // sign · νᵀ(Qw)_+
};

class GridPricing {
 public:
  explicit GridPricing(const RowSpace& space);

  // At most `limit` candidates above `threshold`, the best first; of those of the same sign whose
  // (whitened) cosine exceeds `same_peak` only the best.
  std::vector<Candidate> find(const Vector& nu, double threshold, int limit,
                              double same_peak) const;

 private:
  Matrix directions_;   // r×K, norm 1
  Matrix activations_;  // n×K
};

}  // namespace convexrelu
