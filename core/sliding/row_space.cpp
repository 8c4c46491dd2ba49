#include "sliding/row_space.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convexrelu {
namespace {

// A dependent column may leave this much of itself, relative to its own length.
constexpr double kRankTolerance = 1e-10;
// Rows whose directions differ by less are parallel.
constexpr double kParallelTolerance = 1e-9;

// One-sided Jacobi: rotates the columns of A until they are orthogonal, A V' = A·V. Unlike a
// bidiagonal SVD it finds every singular value to relative accuracy when only the scales of the
// columns differ.
Matrix orthogonalize_columns(Matrix& A) {
  const Index d = A.cols();
  Matrix V = Matrix::Identity(d, d);
  bool rotated = true;
  for (int sweep = 0; rotated && sweep < 60; ++sweep) {
    rotated = false;
    for (Index p = 0; p + 1 < d; ++p) {
      for (Index q = p + 1; q < d; ++q) {
        const double a = A.col(p).squaredNorm(), b = A.col(q).squaredNorm();
        const double c = A.col(p).dot(A.col(q));
        if (std::abs(c) <= 1e-15 * std::sqrt(a * b) || c == 0.0) continue;
        rotated = true;
        const double zeta = (b - a) / (2.0 * c);
        const double t = (zeta >= 0 ? 1.0 : -1.0) / (std::abs(zeta) + std::hypot(1.0, zeta));
        const double cosine = 1.0 / std::hypot(1.0, t), sine = cosine * t;
        for (Matrix* M : {&A, &V}) {
          const Vector left = M->col(p);
          M->col(p) = cosine * left - sine * M->col(q);
          M->col(q) = sine * left + cosine * M->col(q);
        }
      }
    }
  }
  return V;
}

// The rank with every column scaled to unit length, so that units do not decide it. Rows are scaled
// before: beside one of 1e12 what others have in a direction of their own would pass for rounding.
Index numerical_rank(const Matrix& X) {
  Matrix scaled = X;
  for (Index i = 0; i < X.rows(); ++i) {
    const double size = X.row(i).cwiseAbs().maxCoeff();
    if (size > 0.0) scaled.row(i) /= size;
  }
  for (Index k = 0; k < X.cols(); ++k) {
    const double size = scaled.col(k).norm();
    if (size > 0.0) scaled.col(k) /= size;
  }
  orthogonalize_columns(scaled);
  const Vector sizes = scaled.colwise().norm();
  return (sizes.array() > kRankTolerance).count();
}

std::vector<Kink> group_parallel_rows(const Matrix& Q, std::vector<int>& kink_of_row) {
  const Index n = Q.rows();
  kink_of_row.assign(n, -1);
  std::vector<Kink> kinks;
  Matrix normals = Matrix::Zero(n, Q.cols());
  std::vector<Index> order;
  for (Index i = 0; i < n; ++i) {
    const double size = Q.row(i).norm();
    if (size <= 1e-14) continue;
    Index largest;
    Q.row(i).cwiseAbs().maxCoeff(&largest);
    normals.row(i) = Q.row(i) / (Q(i, largest) > 0 ? size : -size);
    order.push_back(i);
  }
  // The squares of the first coordinates do not depend on which sign was chosen.
  const auto key = [&](Index i) { return normals(i, 0) * normals(i, 0); };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return key(a) < key(b); });
  std::size_t window = 0;
  std::vector<Index> leader;  // of kink k: the row that gave its normal
  for (const Index i : order) {
    while (window < kinks.size() && key(i) - key(leader[window]) > 4 * kParallelTolerance) ++window;
    int found = -1;
    double sign = 1.0;
    for (std::size_t k = window; k < kinks.size() && found < 0; ++k) {
      sign = kinks[k].normal.dot(normals.row(i)) > 0 ? 1.0 : -1.0;
      const double apart = (normals.row(i).transpose() - sign * kinks[k].normal).norm();
      if (apart < kParallelTolerance) found = int(k);
    }
    if (found < 0) {
      found = int(kinks.size());
      kinks.push_back({normals.row(i).transpose(), {}, {}});
      leader.push_back(i);
    }
    kinks[found].rows.push_back(i);
    kinks[found].ratio.push_back(Q.row(i).dot(kinks[found].normal));
    kink_of_row[i] = found;
  }
  return kinks;
}

}  // namespace

RowSpace::RowSpace(const Matrix& X) {
  const Index n = X.rows(), r = numerical_rank(X);
  Matrix A = X;
  const Matrix rotation = orthogonalize_columns(A);
  const Vector sigma = A.colwise().norm();
  std::vector<Index> order(X.cols());
  std::iota(order.begin(), order.end(), Index(0));
  std::stable_sort(order.begin(), order.end(),
                   [&](Index a, Index b) { return sigma(a) > sigma(b); });
  Q.resize(n, r);
  V.resize(X.cols(), r);
  stretch.resize(r);
  for (Index k = 0; k < r; ++k) {
    const double scale = sigma(order[k]) / std::sqrt(double(n));
    Q.col(k) = A.col(order[k]) / scale;
    V.col(k) = rotation.col(order[k]);
    stretch(k) = 1.0 / scale;
  }
  reduced = X * V;
  kinks = group_parallel_rows(Q, kink_of_row);
}

bool RowSpace::is_comparable() const {
  constexpr double kLargestSpread = 1e14;
  return rank() <= 2 || stretch.maxCoeff() <= kLargestSpread * stretch.minCoeff();
}

}  // namespace convexrelu
