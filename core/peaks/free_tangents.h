// The exact step on the tangents strictly between their limits.
#pragma once

#include <algorithm>
#include <cmath>

#include "peaks/row_block.h"

namespace convexrelu {

// An orthonormal basis of the span of some vectors, by Gram and Schmidt, each vector treated twice.
template <int R>
class SmallBasis {
 public:
  int size = 0;
  double vector[R][R];

  // Leaves out what depends on the basis up to `tolerance`.
  void add(const double (&direction)[R], double tolerance) {
    if (size == R) return;
    double rest[R];
    std::copy(direction, direction + R, rest);
    for (int round = 0; round < 2; ++round) remove_from(rest);
    double square = 0.0;
    for (const double value : rest) square += value * value;
    const double length = std::sqrt(square);
    if (length <= tolerance) return;
    for (int j = 0; j < R; ++j) vector[size][j] = rest[j] / length;
    ++size;
  }

  void remove_from(double (&direction)[R]) const {
    for (int e = 0; e < size; ++e) {
      double product = 0.0;
      for (int j = 0; j < R; ++j) product += vector[e][j] * direction[j];
      for (int j = 0; j < R; ++j) direction[j] -= product * vector[e][j];
    }
  }
};

// Coordinate descent on ‖w‖ finds soon which tangents are free and which vertices carry w, and then
// may take very long where kinks are nearly parallel or the cone is thin. On the face found, w
// depends linearly on the free θ, through the projection of their rows onto the span of the
// carrying vertices: the step goes to the shortest w there, or as far as the limits 0 and 1 allow.
// Off the face it may do harm, hence undo().
template <int R>
class FreeTangentStep {
 public:
  // Changes `negative.theta()`; w has to be computed anew.
  FreeTangentStep(const double (&vertex)[R][R], unsigned support, const double (&w)[R],
                  RowBlock<R>& negative)
      : negative_(negative) {
    SmallBasis<R> face;
    for (int k = 0; k < R; ++k) {
      if (support >> k & 1u) face.add(vertex[k], kDependent);
    }
    collect(face);
    solve(w);
    apply();
  }

  void undo() {
    for (int c = 0; c < count_; ++c) negative_.theta()[row_[c]] = before_[c];
  }

 private:
  static constexpr double kDependent = 1e-11;

  RowBlock<R>& negative_;
  int count_ = 0;
  Index row_[R];
  double column_[R][R];  // projected unit rows
  double change_[R];
  double before_[R];
  SmallBasis<R> span_;  // of the columns

  // Rows that depend on earlier ones stay as they are, so at most R take part.
  void collect(const SmallBasis<R>& face) {
    for (Index i = 0; i < negative_.size && count_ < face.size; ++i) {
      const double theta = negative_.theta()[i];
      if (theta <= 0.0 || theta >= 1.0) continue;
      double projected[R] = {};
      for (int e = 0; e < face.size; ++e) {
        double product = 0.0;
        for (int j = 0; j < R; ++j) product += face.vector[e][j] * negative_.y(j)[i];
        product *= std::sqrt(negative_.inverse_square()[i]);
        for (int j = 0; j < R; ++j) projected[j] += product * face.vector[e][j];
      }
      const int size = span_.size;
      span_.add(projected, kDependent);
      if (span_.size == size) continue;
      std::copy(projected, projected + R, column_[count_]);
      row_[count_++] = i;
    }
  }

  // Least squares ‖w − Σ change_c column_c‖: the columns are a triangular combination of the basis.
  void solve(const double (&w)[R]) {
    for (int c = count_ - 1; c >= 0; --c) {
      double value = 0.0, pivot = 0.0;
      for (int j = 0; j < R; ++j) {
        double rest = w[j];
        for (int e = c + 1; e < count_; ++e) rest -= change_[e] * column_[e][j];
        value += span_.vector[c][j] * rest;
        pivot += span_.vector[c][j] * column_[c][j];
      }
      change_[c] = value / pivot;
    }
  }

  void apply() {
    double step = 1.0;
    for (int c = 0; c < count_; ++c) {
      change_[c] *= std::sqrt(negative_.inverse_square()[row_[c]]);
      before_[c] = negative_.theta()[row_[c]];
      const double wanted = before_[c] + change_[c];
      if (wanted > 1.0) step = std::min(step, (1.0 - before_[c]) / change_[c]);
      if (wanted < 0.0) step = std::min(step, -before_[c] / change_[c]);
    }
    for (int c = 0; c < count_; ++c) {
      negative_.theta()[row_[c]] = std::clamp(before_[c] + step * change_[c], 0.0, 1.0);
    }
  }
};

}  // namespace convexrelu
