// The arrangement of the hyperplanes {u : z_i·u = 0}, whose cells are the activation patterns.
#pragma once

#include <optional>

#include "types.h"

namespace convexrelu {

// How many cells of full dimension the rows of Z (n×r, full column rank) make: the number of all
// activation patterns. Rows that are parallel or zero and planes through a common line are counted
// as what they are. None where counting would take long: rank above 3, or above 1,000 distinct
// planes.
std::optional<double> count_cells(const Matrix& Z);

}  // namespace convexrelu
