#include "data_checks.h"

#include <cmath>

#include "error.h"
#include "text.h"

namespace convexrelu {
namespace {

constexpr double kLargestNumber = 1e100, kSmallestNumber = 1e-100;

// One 1 among zeros in every row.
void check_classes(const std::string& name, const Matrix& Y) {
  const std::string rule = "Y must hold a 1 and else 0 in every row for loss '" + name + "', but ";
  if (Y.cols() < 2) {
    throw invalid_argument("Y must have a column for each of 2 classes at least for loss '" + name +
                           "', but has " + std::to_string(Y.cols()));
  }
  for (Index i = 0; i < Y.rows(); ++i) {
    const std::string row = rule + "row " + std::to_string(i);
    for (Index k = 0; k < Y.cols(); ++k) {
      if (Y(i, k) == 0.0 || Y(i, k) == 1.0) continue;
      throw invalid_argument(row + ", column " + std::to_string(k) + " is " + text_of(Y(i, k)));
    }
    if (Y.row(i).sum() != 1.0) {
      throw invalid_argument(row + " sums to " + text_of(Y.row(i).sum()));
    }
  }
}

}  // namespace

void check_targets(const Loss& loss, const std::string& name, const Matrix& Y) {
  if (loss.couples_outputs()) check_classes(name, Y);
  if (!loss.needs_signs()) return;
  for (Index i = 0; i < Y.rows(); ++i) {
    for (Index k = 0; k < Y.cols(); ++k) {
      if (Y(i, k) == 1.0 || Y(i, k) == -1.0) continue;
      throw invalid_argument("Y must hold only -1 and 1 for loss '" + name + "', but row " +
                             std::to_string(i) + ", column " + std::to_string(k) + " is " +
                             text_of(Y(i, k)));
    }
  }
}

// Squares of larger numbers overflow.
void check_magnitude(const char* name, const RowMajorMatrix& A) {
  for (Index i = 0; i < A.rows(); ++i) {
    for (Index k = 0; k < A.cols(); ++k) {
      if (std::abs(A(i, k)) <= kLargestNumber) continue;
      throw invalid_argument(
          std::string(name) + " must hold numbers of size 1e100 at most, but row " +
          std::to_string(i) + ", column " + std::to_string(k) + " is " + text_of(A(i, k)));
    }
  }
}

Matrix without_tiny(const Matrix& A) {
  return A.unaryExpr([](double a) { return std::abs(a) < kSmallestNumber ? 0.0 : a; });
}

}  // namespace convexrelu
