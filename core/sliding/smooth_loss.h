// A loss as Newton's method needs it: value, ν = −∇f and the diagonal of the Hessian at z.
//
// A loss without curvature (hinge) is replaced by its augmented Lagrangian
//     f_c(z) = min_ζ f(ζ) + c·(ζ − z) + ‖ζ − z‖² / (2 step),
// whose multipliers c tend to the optimal ν. Its ν always lies in the domain of the dual.
#pragma once

#include "loss.h"

namespace convexrelu {

class SmoothLoss {
 public:
  struct Point {
    double value;
    Vector nu;
    Vector curvature;
  };

  SmoothLoss(const Loss& loss, const Vector& y);

  Point at(const Vector& z) const;
  double value(const Vector& z) const;
  // The sum of the curvature where the loss bends most: a scale for damping.
  double curvature_scale() const { return scale_; }

  // Whether multipliers are in use, so that minimizing once is not the end.
  bool has_multipliers() const { return !smooth_; }
  // c ← ν(z), and steps of relative size `delta` (of the loss's own scale) from now on.
  void update(const Vector& nu, double delta);
  const Vector& multipliers() const { return center_; }
  double delta() const { return delta_; }

 private:
  const Loss& loss_;
  Matrix y_;
  bool smooth_;
  Vector center_;
  double scale_;
  double delta_ = 1.0;
};

}  // namespace convexrelu
