// The patterns that a program starts with, as its options ask for them.
#pragma once

#include "options.h"
#include "patterns.h"

namespace convexrelu {

// For X n×d without bias column. Throws invalid-argument for a kind or sampler that is unknown and
// for settings that do not fit the data, the sampler or one another.
PatternSet make_patterns(const Options& options, const RowMajorMatrix& X);

}  // namespace convexrelu
