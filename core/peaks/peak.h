// A direction of the input space at which a new neuron would be worth the most, locally.
#pragma once

#include <cstddef>
#include <vector>

#include "types.h"

namespace convexrelu {

struct Peak {
  Vector u;            // ‖u‖ = 1
  int sign = 1;        // +1 or -1
  double value = 0.0;  // sign · νᵀ(Zu)_+, evaluated at u
};

// The best peaks seen, no two of them of the same sign within an angle of each other.
class PeakList {
 public:
  PeakList(std::size_t capacity, double distinct_cosine)
      : capacity_(capacity), distinct_cosine_(distinct_cosine) {}

  // Returns whether the peak was kept. Of two close ones the better stays.
  bool insert(Peak peak);

  // Whether a kept peak of that sign lies within the angle of `u`.
  bool covers(const Vector& u, int sign) const;

  const std::vector<Peak>& peaks() const { return peaks_; }

  std::vector<Peak> take() { return std::move(peaks_); }

 private:
  std::size_t capacity_;
  double distinct_cosine_;
  std::vector<Peak> peaks_;  // best first
};

}  // namespace convexrelu
