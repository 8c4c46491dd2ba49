#include "solvers/accelerated.h"

#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

constexpr double kGrowth = 2.0, kRelaxation = 0.98;  // of the Lipschitz constant
constexpr double kRounding = 1e-14;
constexpr int kMostGrowths = 60;  // in a step: with numbers near the largest no model may be found

}  // namespace

AcceleratedDescent::AcceleratedDescent(Composite& composite, Matrix U, double lipschitz)
    : composite_(composite), lipschitz_(lipschitz) {
  restart(std::move(U));
}

void AcceleratedDescent::restart(Matrix U) {
  U_ = std::move(U);
  V_ = U_;
  image_ = image_extrapolated_ = composite_.image(U_);
  momentum_ = 1.0;
}

// Whether the quadratic model of the present Lipschitz constant lies above the smooth part.
bool AcceleratedDescent::bounded(const Matrix& next, const Matrix& image,
                                 const Matrix& slope) const {
  const double from = composite_.smooth_value(image_extrapolated_);
  const double model = from + slope.cwiseProduct(image - image_extrapolated_).sum() +
                       0.5 * lipschitz_ * (next - V_).squaredNorm();
  const double rounding = kRounding * (std::abs(from) + slope.norm() * image.norm());
  return composite_.smooth_value(image) <= model + rounding;
}

void AcceleratedDescent::step() {
  const Matrix slope = composite_.slope(image_extrapolated_);
  const Matrix G = composite_.transpose(slope);
  Matrix next, image;
  for (int growths = 0;; ++growths) {
    next = composite_.proximal_point(V_ - G / lipschitz_, 1.0 / lipschitz_);
    image = composite_.image(next);
    if (bounded(next, image, slope)) break;
    if (growths == kMostGrowths) {
      residual_ = std::numeric_limits<double>::infinity();
      return restart(std::move(U_));
    }
    lipschitz_ *= kGrowth;
  }
  residual_ = lipschitz_ * (next - V_).norm();
  const bool overshot = (V_ - next).cwiseProduct(next - U_).sum() > 0.0;
  const double momentum =
      overshot ? 1.0 : 0.5 * (1.0 + std::sqrt(1.0 + 4.0 * momentum_ * momentum_));
  const double weight = overshot ? 0.0 : (momentum_ - 1.0) / momentum;
  V_ = next + weight * (next - U_);
  image_extrapolated_ = image + weight * (image - image_);
  U_ = std::move(next);
  image_ = std::move(image);
  momentum_ = momentum;
  lipschitz_ *= kRelaxation;
}

}  // namespace convexrelu
