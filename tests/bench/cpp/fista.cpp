#include "fista.h"

#include <cmath>

namespace convexrelu::bench {

Fista::Fista(const Smooth& smooth, const Regularizer& regularizer, double beta, Index rows,
             Index columns)
    : smooth_(smooth),
      regularizer_(regularizer),
      beta_(beta),
      U_(Matrix::Zero(rows, columns)),
      image_(smooth.image(U_)),
      previous_(U_),
      previous_image_(image_) {}

void Fista::restart() {
  previous_ = U_;
  previous_image_ = image_;
  momentum_ = 1.0;
}

void Fista::step() {
  const double next_momentum = (1 + std::sqrt(1 + 4 * momentum_ * momentum_)) / 2;
  const double share = (momentum_ - 1) / next_momentum;
  const Matrix Y = U_ + share * (U_ - previous_);
  const Matrix image_of_Y = image_ + share * (image_ - previous_image_);
  const double value_at_Y = smooth_.value(image_of_Y);
  const Matrix gradient = smooth_.gradient(image_of_Y);
  Matrix next, next_image;
  lipschitz_ *= 0.95;
  for (;; lipschitz_ *= 2) {
    next = regularizer_.prox(Y - gradient / lipschitz_, beta_ / lipschitz_);
    next_image = smooth_.image(next);
    const Matrix change = next - Y;
    const double model =
        value_at_Y + gradient.cwiseProduct(change).sum() + lipschitz_ / 2 * change.squaredNorm();
    // Where the values differ by rounding only, the model decides nothing.
    if (smooth_.value(next_image) <= model + 1e-14 * std::abs(value_at_Y)) break;
  }
  residual_ = lipschitz_ * (next - Y).colwise().norm().maxCoeff();
  const bool uphill = (Y - next).cwiseProduct(next - U_).sum() > 0.0;
  previous_.swap(U_);
  previous_image_.swap(image_);
  U_.swap(next);
  image_.swap(next_image);
  momentum_ = next_momentum;
  if (uphill) restart();
}

}  // namespace convexrelu::bench
