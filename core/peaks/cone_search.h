// Branch and bound over simplicial cones: M(ν) for rank 3 and more.
#pragma once

#include <memory>

#include "peaks/peak_engine.h"

namespace convexrelu {

// Z: n×r with 3 <= r <= PeakSearch::kMaxRank.
std::unique_ptr<PeakEngine> make_cone_search(const Matrix& Z);

}  // namespace convexrelu
