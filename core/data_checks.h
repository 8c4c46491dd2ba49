// What data must be like for a training.
#pragma once

#include <string>

#include "loss.h"

namespace convexrelu {

// Throw invalid-argument, naming the value and where it stands.
void check_magnitude(const char* name, const RowMajorMatrix& A);
void check_targets(const Loss& loss, const std::string& name, const Matrix& Y);

// With 0 for numbers whose squares underflow.
Matrix without_tiny(const Matrix& A);

}  // namespace convexrelu
