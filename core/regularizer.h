// Regularizers R(U) of the convex program, U holding a block a column.
//
// Each belongs to a norm: R is that norm, or half its square. The program's dual is
//
//   norm:         max_ν g(ν)                          subject to ‖Aᵀν‖* ≤ β
//   half square:  max_ν g(ν) − ‖Aᵀν‖*² / (2β)         without a constraint
//
// with g the dual value of the loss and Aᵀν the matrix with the columns XᵀD_iν.
#pragma once

#include <array>
#include <memory>

#include "types.h"

namespace convexrelu {

// The derivative of prox at one block, or one feature, a N Nᵀ + (1 − a) p̂ p̂ᵀ.
struct ProxDerivative {
  double shrink;     // a in (0, 1]
  Vector direction;  // p̂, of norm 1 in the span of N, or 0
  Matrix tangent;    // N, orthonormal columns; empty stands for the identity
};

class Regularizer {
 public:
  virtual ~Regularizer() = default;

  virtual double value(const Matrix& U) const = 0;
  // argmin_V R(V) + ‖V − U‖² / (2 step)
  virtual Matrix prox(const Matrix& U, double step) const = 0;
  // max ⟨G, U⟩ over the unit ball of the norm that R belongs to.
  virtual double dual_norm(const Matrix& G) const = 0;
  // Whether R is half the square of its norm instead of the norm.
  virtual bool is_half_square() const { return false; }
  // Whether R(VU) = R(U) for every V with orthonormal columns, so that blocks may be in any
  // orthonormal coordinates.
  virtual bool is_rotation_invariant() const = 0;
  // Whether R is a sum over blocks, the columns of U; if not, it is one over features, its rows.
  virtual bool is_sum_over_blocks() const { return true; }
  // Of prox in one of these terms, where its image is u ≠ 0.
  virtual ProxDerivative derivative(const Vector& u, double step) const = 0;
  // Whether R is a sum over single weights, so that its dual norm is the largest of the weights.
  virtual bool is_sum_over_weights() const { return false; }
};

struct RegularizerRow {
  const char* name;
  const char* doc;
  // Empty, or a sentence why blocks in cones, and with them ReLU networks, cannot have it.
  const char* refuses_cones;
  std::unique_ptr<Regularizer> (*make)();
};

extern const std::array<RegularizerRow, 4> kRegularizers;

}  // namespace convexrelu
