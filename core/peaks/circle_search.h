// M(ν) for rank 1 and 2: all cells of the arrangement, in angular order.
#pragma once

#include <memory>

#include "peaks/peak_engine.h"

namespace convexrelu {

// Z: n×1 or n×2 of full column rank; throws `Error` otherwise.
std::unique_ptr<PeakEngine> make_line_search(const Matrix& Z);
std::unique_ptr<PeakEngine> make_circle_search(const Matrix& Z);

}  // namespace convexrelu
