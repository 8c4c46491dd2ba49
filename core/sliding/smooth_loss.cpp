#include "sliding/smooth_loss.h"

namespace convexrelu {

SmoothLoss::SmoothLoss(const Loss& loss, const Vector& y) : loss_(loss), y_(y) {
  const Matrix zero = Matrix::Zero(y.size(), 1);
  smooth_ = (loss.curvature(zero, y_).array() > 0.0).all();
  center_ = Vector::Zero(y.size());
  scale_ = smooth_ ? loss.curvature(zero, y_).sum() : 1.0 / delta_;
}

SmoothLoss::Point SmoothLoss::at(const Vector& z) const {
  if (smooth_) return {loss_.value(z, y_), loss_.dual(z, y_), loss_.curvature(z, y_)};
  const double step = delta_ * double(y_.rows());
  const ProximalPoint point = loss_.proximal_point(z, center_, step, y_);
  return {point.value - center_.dot(z), center_ + (point.z - z) / step,
          (1.0 - point.curvature.array() / step).matrix() / step};
}

double SmoothLoss::value(const Vector& z) const {
  if (smooth_) return loss_.value(z, y_);
  const double step = delta_ * double(y_.rows());
  return loss_.proximal_point(z, center_, step, y_).value - center_.dot(z);
}

void SmoothLoss::update(const Vector& nu, double delta) {
  center_ = loss_.clip_to_domain(nu, y_);
  delta_ = delta;
  if (!smooth_) scale_ = 1.0 / delta_;
}

}  // namespace convexrelu
