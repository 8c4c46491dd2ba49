// The largest |νᵀ(Xu)_+| over every neuron of norm 1: a proven bound, and the peaks found.
#pragma once

#include <functional>
#include <memory>

#include "sliding/grid_pricing.h"

namespace convexrelu {

class ExactPricing {
 public:
  explicit ExactPricing(const RowSpace& space);
  ~ExactPricing();

  // Begins a search for peaks above `threshold`. The bound need not be finer than the threshold,
  // nor than (1 + slack) times the best peak.
  // It ends early, with a weaker bound, after `cones` steps.
  void start(const Vector& nu, double threshold, double slack, long cones);
  // A bounded piece of work; true when the search is over.
  bool advance();

  // A search under way ends, with a weaker bound, when this says so.
  void set_expired(std::function<bool()> expired) { expired_ = std::move(expired); }

  // Valid at any time; at least the threshold.
  double bound() const;
  bool complete() const;
  std::vector<Candidate> peaks() const;

 private:
  struct Search;
  const RowSpace& space_;
  std::function<bool()> expired_;
  std::unique_ptr<Search> search_;
};

}  // namespace convexrelu
