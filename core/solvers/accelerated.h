// Accelerated proximal gradient descent with restarts and backtracking on
//
//   min_U  S(LU) + R(U),   S smooth, L linear.
//
// Beck & Teboulle, "A fast iterative shrinkage-thresholding algorithm" (2009); O'Donoghue & Candès,
// "Adaptive restart for accelerated gradient schemes" (2015).
#pragma once

#include "types.h"

namespace convexrelu {

// What is to be minimized.
class Composite {
 public:
  virtual ~Composite() = default;
  virtual Matrix image(const Matrix& U) = 0;  // LU
  virtual double smooth_value(const Matrix& image) const = 0;
  virtual Matrix slope(const Matrix& image) = 0;      // ∇S
  virtual Matrix transpose(const Matrix& slope) = 0;  // Lᵀ of it
  // argmin_U R(U) + ‖U − P‖² / (2 step)
  virtual Matrix proximal_point(Matrix P, double step) = 0;
};

class AcceleratedDescent {
 public:
  // From U on; `lipschitz` is a guess of the gradient's constant.
  AcceleratedDescent(Composite& composite, Matrix U, double lipschitz);

  void step();
  // The next step starts from U without momentum: the composite has changed, or U has columns more.
  void restart(Matrix U);

  const Matrix& point() const { return U_; }
  const Matrix& image() const { return image_; }  // LU
  double lipschitz() const { return lipschitz_; }
  // Length of the gradient mapping at the last step, 0 at a minimum.
  double residual() const { return residual_; }

 private:
  bool bounded(const Matrix& next, const Matrix& image, const Matrix& slope) const;

  Composite& composite_;
  Matrix U_, V_;  // iterate and extrapolated point
  Matrix image_, image_extrapolated_;
  double lipschitz_;  // as far as the steps so far tell
  double momentum_ = 1.0, residual_ = 0.0;
};

}  // namespace convexrelu
