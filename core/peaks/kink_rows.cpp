#include "peaks/kink_rows.h"

#include <cmath>

#include "error.h"

namespace convexrelu {
namespace {

// Deviations below this share of the largest mean that the rank is smaller than the number of
// columns.
constexpr double kRankTolerance = 1e-15;

// Rotates the columns of `rows` until they are orthogonal, and `rotation` with them (one-sided
// Jacobi after Hestenes): accurate however much the columns differ in scale, and what happens to a
// row depends on nothing but its numbers, so equal rows stay equal to the last bit.
Matrix rotated_to_principal_axes(Matrix rows, Matrix& rotation) {
  const auto rotate = [](Matrix& m, Index j, Index k, double cosine, double sine) {
    for (Index i = 0; i < m.rows(); ++i) {
      const double a = m(i, j), b = m(i, k);
      m(i, j) = cosine * a - sine * b;
      m(i, k) = sine * a + cosine * b;
    }
  };
  for (int sweep = 0; sweep < 60; ++sweep) {
    bool rotated = false;
    for (Index j = 0; j < rows.cols(); ++j) {
      for (Index k = j + 1; k < rows.cols(); ++k) {
        const double a = rows.col(j).squaredNorm(), b = rows.col(k).squaredNorm();
        const double product = rows.col(j).dot(rows.col(k));
        if (std::abs(product) <= 1e-15 * std::sqrt(a) * std::sqrt(b)) continue;
        const double zeta = (b - a) / (2.0 * product);
        const double tangent = (zeta < 0.0 ? -1.0 : 1.0) / (std::abs(zeta) + std::hypot(1.0, zeta));
        const double cosine = 1.0 / std::hypot(1.0, tangent);
        rotate(rows, j, k, cosine, cosine * tangent);
        rotate(rotation, j, k, cosine, cosine * tangent);
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  return rows;
}

const Vector& checked(const Vector& deviations) {
  if (!(deviations.minCoeff() > kRankTolerance * deviations.maxCoeff())) {
    throw invalid_argument("Z must have full column rank");
  }
  return deviations;
}

}  // namespace

KinkRows::KinkRows(const Matrix& Z)
    : rotation_(Matrix::Identity(Z.cols(), Z.cols())),
      principal_(rotated_to_principal_axes(Z, rotation_)),
      deviations_(principal_.colwise().norm().transpose() / std::sqrt(double(Z.rows()))),
      norms_(Z.rowwise().norm()),
      families_(principal_, checked(deviations_)) {}

}  // namespace convexrelu
