#include "peaks/peak_ascent.h"

#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

// Rows per block: a block of products with a hundred directions stays in the second-level cache.
constexpr Index kBlockRows = 256;

// Columns at a time, which bounds the memory whatever the number of starts.
constexpr Index kBlockColumns = 128;

// The mixing weight: bold first, then half of it, to settle where steps overshoot kinks.
double mixing_weight(int step, int steps) { return step < (3 * steps) / 5 ? 0.7 : 0.35; }

// value_c = sign_c νᵀ(Zu_c)_+ and its gradient, for every column.
void evaluate(const Matrix& Z, const Vector& nu, const Vector& signs, const Matrix& U,
              Vector& values, Matrix& gradients) {
  values = Vector::Zero(U.cols());
  gradients = Matrix::Zero(U.rows(), U.cols());
  Matrix products;
  for (Index first = 0; first < Z.rows(); first += kBlockRows) {
    const Index rows = std::min(kBlockRows, Z.rows() - first);
    const auto block = Z.middleRows(first, rows);
    products.noalias() = block * U;
    for (Index c = 0; c < U.cols(); ++c) {
      double value = 0.0;
      for (Index i = 0; i < rows; ++i) {
        const double product = products(i, c);
        const double weight = product > 0.0 ? nu[first + i] : 0.0;
        value += weight * product;
        products(i, c) = weight;
      }
      values[c] += value;
    }
    gradients.noalias() += block.transpose() * products;
  }
  values.array() *= signs.array();
  gradients.array().rowwise() *= signs.transpose().array();
}

void ascend_block(const Matrix& Z, const Vector& nu, const Vector& signs, Matrix U,
                  const AscentOptions& options, PeakList& peaks) {
  Matrix best_u = U, gradients;
  Vector values, best = Vector::Constant(U.cols(), -1.0);
  for (int step = 0;; ++step) {
    evaluate(Z, nu, signs, U, values, gradients);
    for (Index c = 0; c < U.cols(); ++c) {
      if (!(values[c] > best[c])) continue;
      best[c] = values[c];
      best_u.col(c) = U.col(c);
    }
    if (step >= options.steps) break;
    const double weight = mixing_weight(step, options.steps);
    for (Index c = 0; c < U.cols(); ++c) {
      const double length = gradients.col(c).norm();
      if (!(length > 0.0)) continue;
      const Vector mixed = (1.0 - weight) * U.col(c) + (weight / length) * gradients.col(c);
      const double norm = mixed.norm();
      if (norm > 1e-12) U.col(c) = mixed / norm;
    }
  }
  for (Index c = 0; c < U.cols(); ++c) {
    if (best[c] > options.threshold) {
      peaks.insert({best_u.col(c), signs[c] > 0.0 ? 1 : -1, best[c]});
    }
  }
}

}  // namespace

std::vector<Peak> ascend(const Matrix& Z, const Vector& nu, const Matrix& starts,
                         const AscentOptions& options) {
  PeakList peaks(options.max_peaks, options.distinct_cosine);
  std::vector<Index> usable;
  for (Index c = 0; c < starts.cols(); ++c) {
    if (starts.col(c).norm() > 0.0) usable.push_back(c);
  }
  const Index total = 2 * Index(usable.size());
  for (Index first = 0; first < total; first += kBlockColumns) {
    const Index columns = std::min(kBlockColumns, total - first);
    Matrix U(starts.rows(), columns);
    Vector signs(columns);
    for (Index c = 0; c < columns; ++c) {
      U.col(c) = starts.col(usable[std::size_t((first + c) / 2)]).normalized();
      signs[c] = (first + c) % 2 == 0 ? 1.0 : -1.0;
    }
    ascend_block(Z, nu, signs, std::move(U), options, peaks);
  }
  return peaks.take();
}

}  // namespace convexrelu
