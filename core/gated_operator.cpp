#include "gated_operator.h"

#include <Eigen/QR>
#include <algorithm>
#include <limits>
#include <numeric>

namespace convexrelu {
namespace {

// Patterns per tile: n×kTile numbers stay in the second-level cache for n up to some thousands.
constexpr Index kTile = 64;

}  // namespace

GatedOperator::GatedOperator(const Matrix& X, PatternSet patterns, Coordinates coordinates)
    : Z_(X), V_(Matrix::Identity(X.cols(), X.cols())), patterns_(std::move(patterns)) {
  if (coordinates == Coordinates::features) return;
  // With full column rank the identity is a basis of the row space, and X itself is used,
  // untouched by rounding.
  // Rows are scaled for it: their directions span the space, and beside a row of 1e20 the others
  // would be taken for rounding.
  Matrix rows = X.transpose();
  for (Index i = 0; i < rows.cols(); ++i) {
    const double size = rows.col(i).cwiseAbs().maxCoeff();
    if (size > std::numeric_limits<double>::min()) rows.col(i) /= size;
  }
  const Eigen::ColPivHouseholderQR<Matrix> qr(rows);
  const Index rank = qr.rank();
  if (rank == X.cols()) return;
  V_ = qr.householderQ() * Matrix::Identity(X.cols(), rank);
  Z_ = X * V_;
}

Vector GatedOperator::forward(const Matrix& U, const std::vector<Index>& pattern,
                              const std::vector<double>& sign) const {
  const Index words = patterns_.words_per_pattern();
  Vector z = Vector::Zero(samples());
  Matrix tile;
  for (Index first = 0; first < U.cols(); first += kTile) {
    const Index width = std::min(kTile, U.cols() - first);
    tile.noalias() = Z_ * U.middleCols(first, width);
    for (Index q = 0; q < width; ++q) {
      const std::size_t k = std::size_t(first + q);
      const double* scores = tile.col(q).data();
      const double s = sign[k];
      for_each_active(patterns_.words(pattern[k]), words, [&](Index i) { z[i] += s * scores[i]; });
    }
  }
  return z;
}

Matrix GatedOperator::backward(const Vector& nu) const {
  std::vector<Index> all(static_cast<std::size_t>(count()));
  std::iota(all.begin(), all.end(), Index(0));
  return backward(nu, all);
}

Matrix GatedOperator::backward(const Vector& nu, const std::vector<Index>& pattern) const {
  const Index words = patterns_.words_per_pattern(), total = Index(pattern.size());
  Matrix G(rank(), total);
  Matrix tile;
  for (Index first = 0; first < total; first += kTile) {
    const Index width = std::min(kTile, total - first);
    tile.setZero(samples(), width);
    for (Index q = 0; q < width; ++q) {
      double* column = tile.col(q).data();
      const std::uint64_t* bits = patterns_.words(pattern[std::size_t(first + q)]);
      for_each_active(bits, words, [&](Index i) { column[i] = nu[i]; });
    }
    G.middleCols(first, width).noalias() = Z_.transpose() * tile;
  }
  return G;
}

Matrix GatedOperator::masked(Index pattern, const Matrix& B) const {
  const Matrix scores = Z_ * B;
  Matrix result = Matrix::Zero(samples(), B.cols());
  for (Index k = 0; k < B.cols(); ++k) {
    const double* from = scores.col(k).data();
    double* to = result.col(k).data();
    for_each_active(patterns_.words(pattern), patterns_.words_per_pattern(),
                    [&](Index i) { to[i] = from[i]; });
  }
  return result;
}

}  // namespace convexrelu
