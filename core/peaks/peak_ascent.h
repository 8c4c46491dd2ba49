// Local maxima of |νᵀ(Zu)_+| on the unit sphere: cheap, any dimension, no proof.
#pragma once

#include <vector>

#include "peaks/parallel_rows.h"
#include "peaks/peak.h"
#include "types.h"

namespace convexrelu {

struct AscentOptions {
  int steps = 25;
  double threshold = 0.0;      // only peaks above it are returned
  std::size_t max_peaks = 50;  // the best ones
  double distinct_cosine =
      0.999;  // of two peaks of one sign that are closer, the better is returned
};

// Fixed-point ascent u ← normalize((1−a) u + a s/‖s‖), s = ± Zᵀ(1[Zu > 0] ∘ ν), from every column
// of `starts` (d×S, need not be normalized; zero columns are ignored) and for both signs at once,
// as matrix products over blocks of rows; each start's best point is kept. Best first, not
// polished.
std::vector<Peak> ascend(const Matrix& Z, const Vector& nu, const Matrix& starts,
                         const AscentOptions& options);

// The local maximum that a monotone active-set ascent reaches from `u` (d, not zero). Inside a cell
// the stationary point is s/‖s‖; rows of negative weight may hold it on their hyperplanes. The
// value is never below that at `u`; it is the local maximum to rounding unless `max_steps` ran out.
Peak polish(const Matrix& Z, const Vector& nu, const Vector& u, int sign, int max_steps = 200);

// The same where many points are polished: `merged` is the ParallelRows of Z applied to ν.
Peak polish(const Matrix& Z, const Vector& nu, const ParallelRows::Weights& merged, const Vector& u,
            int sign, int max_steps = 200);

}  // namespace convexrelu
