// The smooth part of a program as first-order methods see it: a linear image of the blocks and a
// function of that image.
#pragma once

#include "certificate.h"

namespace convexrelu::bench {

class Smooth {
 public:
  virtual ~Smooth() = default;

  // Linear in U, so that extrapolated points need no product of their own.
  virtual Matrix image(const Matrix& U) const = 0;
  virtual double value(const Matrix& image) const = 0;
  // With respect to U.
  virtual Matrix gradient(const Matrix& image) const = 0;
};

// f(Σ_i D_i Z u_i), the data term of the gated program.
class GatedData : public Smooth {
 public:
  explicit GatedData(const Problem& problem) : problem_(problem) {}

  Matrix image(const Matrix& U) const override;
  double value(const Matrix& z) const override { return problem_.loss.value(z, problem_.y); }
  Matrix gradient(const Matrix& z) const override {
    return -problem_.data.backward(problem_.loss.dual(z, problem_.y));
  }

 private:
  const Problem& problem_;
};

// The same with the cones as an augmented Lagrangian. The image holds the scores Z u of all blocks,
// of which both the predictions and the constraints are parts:
//   f(Σ_b s_b D_b Z u_b) + (ρ/2) Σ_b ‖(λ_b/ρ − (2D_b − I) Z u_b)_+‖²
class ConesData : public Smooth {
 public:
  ConesData(const Problem& problem, double penalty);

  Matrix image(const Matrix& U) const override { return problem_.data.Z() * U; }
  double value(const Matrix& scores) const override;
  Matrix gradient(const Matrix& scores) const override;

  Matrix predictions(const Matrix& scores) const;
  // The largest −(2D_b − I) Z u_b, 0 if there is none.
  double violation(const Matrix& scores) const;
  void update_multipliers(const Matrix& scores);
  void set_penalty(double penalty) { penalty_ = penalty; }
  double penalty() const { return penalty_; }

 private:
  const Problem& problem_;
  double penalty_;
  Matrix active_, sides_;  // n×2p: s_b D_b as numbers, and 2D_b − I
  Matrix multipliers_;     // λ
};

}  // namespace convexrelu::bench
