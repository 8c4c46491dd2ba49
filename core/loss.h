// Losses: the data term f(Z) = (1/n) Σ_i Σ_k ℓ(z_ik, y_ik), its dual and its proximal point.
//
// A loss knows nothing of networks, patterns or solvers. Every method takes n×c matrices. A loss
// separates over their entries, unless it couples the outputs: then over their rows.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "types.h"

namespace convexrelu {

// argmin_z f(z) + ν·z + ‖z − center‖² / (2 step), with what a Newton method on ν needs of it.
struct ProximalPoint {
  Matrix z;          // the minimizer, n×c
  Matrix curvature;  // −∂z/∂ν ≥ 0, entrywise, which leaves out how outputs are coupled
  double value;      // the minimum
};

class Loss {
 public:
  virtual ~Loss() = default;

  virtual double value(const Matrix& Z, const Matrix& Y) const = 0;
  // ν = −∇f(Z); for hinge the subgradient that is 0 at the kink.
  virtual Matrix dual(const Matrix& Z, const Matrix& Y) const = 0;
  // The diagonal of ∇²f(Z).
  virtual Matrix curvature(const Matrix& Z, const Matrix& Y) const = 0;
  // g(ν) = −f*(−ν), the dual objective; −∞ outside its domain.
  virtual double dual_value(const Matrix& nu, const Matrix& Y) const = 0;
  // The nearest point of the domain of g.
  virtual Matrix clip_to_domain(const Matrix& nu, const Matrix& Y) const = 0;
  // The α with |α| ≤ limit that maximizes g(αν) − ½ weight α², for ν in the domain of g.
  virtual double best_scale(const Matrix& nu, const Matrix& Y, double limit,
                            double weight = 0.0) const = 0;
  // See ProximalPoint. `step` may be infinite where has_finite_dual_curvature().
  virtual ProximalPoint proximal_point(const Matrix& center, const Matrix& nu, double step,
                                       const Matrix& Y) const = 0;
  // Whether f* has a finite Hessian everywhere, so that proximal_point needs no proximal term.
  virtual bool has_finite_dual_curvature() const = 0;
  // Whether targets must be −1 or +1.
  virtual bool needs_signs() const = 0;
  // Whether f(Z) is no sum over the columns of Z. Then each row of targets holds one 1 among zeros.
  virtual bool couples_outputs() const { return false; }
};

struct LossRow {
  const char* name;
  const char* doc;
  std::unique_ptr<Loss> (*make)();
};

extern const std::array<LossRow, 4> kLosses;

}  // namespace convexrelu
