// What a search for the highest peak of |νᵀ(Zu)_+| is asked, answers and offers.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "peaks/peak.h"

namespace convexrelu {

struct PeakQuery {
  double threshold = 0.0;      // prove maximum <= threshold where that is true
  double slack = 1e-6;         // where it is not: prove maximum <= (1 + slack) * best peak found
  std::size_t max_peaks = 16;  // the best distinct peaks above the threshold are kept
  long max_nodes = 0;          // 0: no limit
  std::function<bool()> expired = {};  // asked now and then; empty: never
};

struct PeakBound {
  double upper_bound = 0.0;  // of the maximum; holds in floating point, whether complete or not
  bool complete = true;      // upper_bound is as tight as the query asked for
  std::vector<Peak> peaks;   // above the threshold, best first, local maxima, pairwise distinct
  long nodes = 0;            // cones examined
};

// Finds the maximum over one sign and one cone decomposition; one class per way to do it.
class PeakEngine {
 public:
  virtual ~PeakEngine() = default;
  virtual PeakBound search(const Vector& nu, const PeakQuery& query) = 0;
};

}  // namespace convexrelu
