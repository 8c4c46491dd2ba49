// What data must be like for a training.
#pragma once

#include <string>

#include "loss.h"

namespace convexrelu {

// Throws out-of-memory where a program of p patterns is too large for n samples, d features with
// the bias and c outputs.
void check_memory(double n, double d, double c, double p, bool cones);

// Throw invalid-argument, naming the value and where it stands.
void check_magnitude(const char* name, const RowMajorMatrix& A);
void check_targets(const Loss& loss, const std::string& name, const Matrix& Y);

}  // namespace convexrelu
