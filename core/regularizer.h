// Regularizers R(U) of the convex program, U holding a block a column.
#pragma once

#include <array>
#include <memory>

#include "types.h"

namespace convexrelu {

class Regularizer {
 public:
  virtual ~Regularizer() = default;

  virtual double value(const Matrix& U) const = 0;
  // argmin_V R(V) + ‖V − U‖² / (2 step)
  virtual Matrix prox(const Matrix& U, double step) const = 0;
  // max ⟨G, U⟩ over R(U) ≤ 1
  virtual double dual_norm(const Matrix& G) const = 0;
};

struct RegularizerRow {
  const char* name;
  const char* doc;
  std::unique_ptr<Regularizer> (*make)();
};

extern const std::array<RegularizerRow, 1> kRegularizers;

}  // namespace convexrelu
