#include "polyhedron.h"

#include <algorithm>

namespace convexrelu {
namespace {

constexpr double kTooFar = 1e9;
// A projection is repeated in its own units if it is this many times farther than was thought.
constexpr double kFar = 100.0;

// How far the row that asks for most is: a first guess of the distance.
double farthest(const Vector& missing, const Matrix& rows) {
  double unit = 0.0;
  for (Index i = 0; i < rows.rows(); ++i) {
    if (missing(i) > 0.0) unit = std::max(unit, missing(i) / std::max(rows.row(i).norm(), 1e-300));
  }
  return unit;
}

}  // namespace

Nearest nearest_point(const Matrix& A, const Vector& b, const Vector& center, const Matrix* factor,
                      const TightRows& start) {
  const Index n = A.rows(), r = A.cols();
  Nearest nearest;
  nearest.point = center;
  const Vector missing = b - A * center;
  if (n == 0 || missing.maxCoeff() <= 0.0) return nearest;
  Matrix rows = A;
  if (factor) rows = factor->triangularView<Eigen::Lower>().solve(A.transpose()).transpose();
  double unit = farthest(missing, rows);
  const double too_far = kTooFar * unit;
  const PatternSet all(RowMajorMatrix::Zero(n, 1), RowMajorMatrix::Ones(1, 2));
  Matrix lifted(n, r + 1);
  lifted.leftCols(r) = rows;
  nearest.tight = start;
  for (;;) {
    lifted.col(r) = missing / -unit;
    ConeProjector projector(lifted, all);
    ++nearest.projections;
    const ConeProjection& p = projector.project(Vector::Unit(r + 1, r), 0, nearest.tight, 0.0);
    const double height = p.point(r);
    nearest.possible = height > 0.0 && p.norm * too_far > unit;
    if (!nearest.possible) return nearest;
    nearest.tight = p.tight;
    nearest.multipliers = p.multipliers * (unit / height);
    Vector step = p.point.head(r) * (unit / height);
    const double length = step.norm();
    if (length > kFar * unit) {
      unit = length;
      continue;
    }
    if (factor) factor->transpose().triangularView<Eigen::Upper>().solveInPlace(step);
    nearest.point += step;
    return nearest;
  }
}

}  // namespace convexrelu
