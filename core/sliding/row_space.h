// The row space of the data, in coordinates where the units of the columns do not matter.
//
// With X = U Σ Vᵀ of rank r, a neuron u = V v scores X u = Q w, where Q = √n U is whitened
// (QᵀQ = n I) and w = Σ v / √n; its norm is ‖u‖ = ‖v‖ = ‖stretch ∘ w‖ with stretch = √n / σ.
// Components of u outside the row space change no score, so an optimal u has none.
#pragma once

#include <vector>

#include "types.h"

namespace convexrelu {

// Rows that are parallel (up to sign) share the line on which their neurons bend.
struct Kink {
  Vector normal;              // unit length, in whitened coordinates
  std::vector<Index> rows;    // its rows …
  std::vector<double> ratio;  // … each q_row = ratio · normal
};

struct RowSpace {
  explicit RowSpace(const Matrix& X);

  Index rank() const { return Q.cols(); }
  // Whether the sizes of the data in its directions lie within a factor of 1e14, which matters from
  // the third on: beyond it rounding in one hides the other.
  bool is_comparable() const;
  // The norm ‖u‖ of the neuron at whitened coordinates w.
  double norm(const Vector& w) const { return stretch.cwiseProduct(w).norm(); }
  // Between the user's coordinates and the whitened ones.
  Vector to_user(const Vector& w) const { return V * stretch.cwiseProduct(w); }
  Vector from_user(const Vector& u) const { return (V.transpose() * u).cwiseQuotient(stretch); }

  Matrix Q;        // n×r
  Vector stretch;  // r
  Matrix V;        // d×r, orthonormal columns
  Matrix reduced;  // X V, n×r
  std::vector<Kink> kinks;
  std::vector<int> kink_of_row;  // −1 for a row of zeros
};

}  // namespace convexrelu
