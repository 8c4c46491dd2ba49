// What a training over given or sampled patterns needs, stated before it is allocated.
#pragma once

#include "types.h"

namespace convexrelu {

struct TrainingSize {
  double samples, features, outputs, patterns;  // features with the column of ones
  bool cones;
};

// An upper bound of the bytes that the core holds at once, the data that it was given included.
double needed_bytes(const TrainingSize& size);

// Throws out-of-memory where that is more than can be had.
void check_memory(const TrainingSize& size);

}  // namespace convexrelu
