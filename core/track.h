// The training of one output, or of all together: what `run` steps, compares and stops.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "types.h"

namespace convexrelu {

// A neuron of the network under way: x ↦ sign (u·x)_+, or sign 1[g·x ≥ 0] u·x where it has a gate.
struct Neuron {
  Vector u;  // the bias weight last where there is one
  double sign = 1.0;
  Index gate = -1;   // row of the program's gates, −1 for none
  Index output = 0;  // of the track's
};

// gap / |objective|, safe at 0; infinite where there is no number, so that nothing passes for
// solved.
inline double relative_gap(double objective, double lower_bound) {
  if (!std::isfinite(objective)) return std::numeric_limits<double>::infinity();
  const double gap = std::max(0.0, objective - lower_bound);
  return gap == 0.0 ? 0.0 : gap / std::max(std::abs(objective), std::numeric_limits<double>::min());
}

class Track {
 public:
  virtual ~Track() = default;

  // One bounded piece of work. True when objective or bound may have improved.
  virtual bool step() = 0;
  // Nothing that the track knows improves objective or bound any more.
  virtual bool stalled() const { return false; }

  // Of the best network so far.
  virtual double objective() const = 0;
  virtual std::vector<Neuron> neurons() const = 0;
  virtual Index neuron_count() const = 0;
  // The best lower bound of the optimum so far, and the feasible dual variable that proves it,
  // output after output.
  virtual double lower_bound() const = 0;
  virtual const Vector& dual() const = 0;

  // Linear systems solved, or gradient steps made.
  virtual Index iterations() const = 0;
  virtual const char* solver() const = 0;
};

}  // namespace convexrelu
