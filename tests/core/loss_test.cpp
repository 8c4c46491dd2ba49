#include "loss.h"

#include <limits>

#include "logistic.h"
#include "support.h"
#include "table.h"

namespace convexrelu::testing {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

class LossTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::unique_ptr<Loss> loss_ = kLosses[GetParam()].make();
  Random random_{7};
  Matrix Y_ = targets();
  Matrix Z_ = random_matrix(9, 2, random_);

  Matrix targets() {
    if (loss_->couples_outputs()) return random_classes(9, 2, random_);
    return loss_->needs_signs() ? random_signs(9, 2, random_) : random_matrix(9, 2, random_);
  }

  // A random point inside the domain of the dual function.
  Matrix random_dual() {
    Matrix nu = random_matrix(9, 2, random_) / 9.0;
    if (loss_->couples_outputs()) {
      for (Index i = 0; i < 9; ++i) {
        const double share = random_.uniform();
        nu.row(i) = (Y_.row(i) - Eigen::RowVector2d(share, 1.0 - share)) / 9.0;
      }
    }
    if (!loss_->needs_signs()) return nu;
    for (Index i = 0; i < nu.size(); ++i) nu.data()[i] = Y_.data()[i] * random_.uniform() / 9.0;
    return nu;
  }
};

TEST_P(LossTest, DualIsMinusTheGradient) {
  const double step = 1e-6;
  const Matrix nu = loss_->dual(Z_, Y_);
  for (Index i = 0; i < Z_.size(); ++i) {
    Matrix ahead = Z_, behind = Z_;
    ahead.data()[i] += step;
    behind.data()[i] -= step;
    const double slope = (loss_->value(ahead, Y_) - loss_->value(behind, Y_)) / (2 * step);
    EXPECT_NEAR(nu.data()[i], -slope, 1e-8);
  }
}

TEST_P(LossTest, CurvatureIsTheDerivativeOfTheGradient) {
  const double step = 1e-6;
  const Matrix h = loss_->curvature(Z_, Y_);
  for (Index i = 0; i < Z_.size(); ++i) {
    Matrix ahead = Z_, behind = Z_;
    ahead.data()[i] += step;
    behind.data()[i] -= step;
    const double slope =
        (loss_->dual(behind, Y_).data()[i] - loss_->dual(ahead, Y_).data()[i]) / (2 * step);
    EXPECT_NEAR(h.data()[i], slope, 1e-8);
  }
}

// f(Z) + f*(−ν) ≥ −⟨Z, ν⟩, with equality at ν = −∇f(Z).
TEST_P(LossTest, FenchelYoung) {
  const Matrix best = loss_->dual(Z_, Y_);
  EXPECT_NEAR(loss_->value(Z_, Y_) + best.cwiseProduct(Z_).sum(), loss_->dual_value(best, Y_),
              1e-13);
  for (int k = 0; k < 100; ++k) {
    const Matrix nu = random_dual();
    EXPECT_GE(loss_->value(Z_, Y_) + nu.cwiseProduct(Z_).sum(), loss_->dual_value(nu, Y_) - 1e-13);
  }
}

TEST_P(LossTest, OutsideTheDomainTheDualValueIsMinusInfinity) {
  if (!loss_->needs_signs()) GTEST_SKIP() << "every dual variable is in the domain";
  EXPECT_EQ(loss_->dual_value(-0.5 * Y_ / 9.0, Y_), -kInfinity);
  EXPECT_EQ(loss_->dual_value(1.1 * Y_ / 9.0, Y_), -kInfinity);
  const Matrix clipped = loss_->clip_to_domain(random_matrix(9, 2, random_), Y_);
  EXPECT_GT(loss_->dual_value(clipped, Y_), -kInfinity);
}

TEST_P(LossTest, WhatIsInTheDomainIsItsOwnNearestPoint) {
  const Matrix nu = random_dual();
  EXPECT_LT((loss_->clip_to_domain(nu, Y_) - nu).cwiseAbs().maxCoeff(), 1e-15);
  const Matrix outside = random_matrix(9, 2, random_);
  const double distance = (loss_->clip_to_domain(outside, Y_) - outside).norm();
  for (int k = 0; k < 200; ++k) EXPECT_LE(distance, (random_dual() - outside).norm());
}

TEST_P(LossTest, BestScaleBeatsEveryOtherScale) {
  for (double limit : {0.1, 1.0, 30.0}) {
    const Matrix nu = random_dual();
    const double best = loss_->best_scale(nu, Y_, limit);
    ASSERT_LE(std::abs(best), limit * (1 + 1e-14));
    const double value = loss_->dual_value(best * nu, Y_);
    ASSERT_GT(value, -kInfinity);
    for (double scale = -limit; scale <= limit; scale += limit / 50) {
      EXPECT_GE(value, loss_->dual_value(scale * nu, Y_) - 1e-12);
    }
  }
}

TEST_P(LossTest, BestScaleWeighsTheSquareOfTheScale) {
  for (double weight : {1e-3, 1.0, 100.0}) {
    const Matrix nu = random_dual();
    const auto value = [&](double scale) {
      return loss_->dual_value(scale * nu, Y_) - 0.5 * weight * scale * scale;
    };
    const double best = loss_->best_scale(nu, Y_, 2.0, weight);
    ASSERT_LE(std::abs(best), 2.0);
    for (double scale = -2.0; scale <= 2.0; scale += 0.01) {
      EXPECT_GE(value(best), value(scale) - 1e-12);
    }
  }
}

TEST_P(LossTest, ProximalPointIsTheMinimum) {
  const Matrix nu = random_matrix(9, 2, random_) / 9.0;
  for (double step : {1e-3, 0.5, 100.0}) {
    const auto value = [&](const Matrix& z) {
      return loss_->value(z, Y_) + nu.cwiseProduct(z).sum() + (z - Z_).squaredNorm() / (2 * step);
    };
    const ProximalPoint point = loss_->proximal_point(Z_, nu, step, Y_);
    EXPECT_NEAR(point.value, value(point.z), 1e-12 * (1 + std::abs(point.value)));
    for (int k = 0; k < 200; ++k) {
      const Matrix other = point.z + std::pow(10.0, -k % 8) * random_matrix(9, 2, random_);
      EXPECT_LE(point.value, value(other) + 1e-12 * (1 + std::abs(point.value)));
    }
  }
}

TEST_P(LossTest, ProximalCurvatureIsTheDerivativeInNu) {
  const Matrix nu = random_matrix(9, 2, random_) / 9.0;
  const double step = 2.0, delta = 1e-7;
  const Matrix curvature = loss_->proximal_point(Z_, nu, step, Y_).curvature;
  for (Index k = 0; k < 2; ++k) {
    Matrix shift = Matrix::Zero(9, 2);
    shift.col(k).setConstant(delta);
    const Matrix slope = (loss_->proximal_point(Z_, nu - shift, step, Y_).z -
                          loss_->proximal_point(Z_, nu + shift, step, Y_).z) /
                         (2 * delta);
    EXPECT_LT((slope - curvature).col(k).cwiseAbs().maxCoeff(), 1e-5);
  }
}

TEST_P(LossTest, WithoutProximalTermTheMinimumIsTheConjugate) {
  if (!loss_->has_finite_dual_curvature()) GTEST_SKIP() << "needs the proximal term";
  const Matrix nu = random_dual();
  EXPECT_NEAR(loss_->proximal_point(Z_, nu, kInfinity, Y_).value, loss_->dual_value(nu, Y_), 1e-13);
}

// What the duals of several classes outside the simplex are worth.
TEST(Softmax, OutsideTheSimplexTheDualValueIsMinusInfinity) {
  Random random(3);
  const auto softmax = find_row(kLosses, "loss", "softmax").make();
  const Matrix Y = random_classes(6, 4, random);
  EXPECT_EQ(softmax->dual_value(Matrix::Constant(6, 4, 0.01), Y), -kInfinity);
  EXPECT_EQ(softmax->dual_value(1.01 * (Y - Matrix::Constant(6, 4, 0.25)) * (4.0 / 3.0) / 6.0, Y),
            -kInfinity);
  for (int k = 0; k < 20; ++k) {
    const Matrix inside = softmax->clip_to_domain(random_matrix(6, 4, random), Y);
    EXPECT_GE(softmax->dual_value(inside, Y), 0.0);
    EXPECT_LE(softmax->dual_value(inside, Y), std::log(4.0) + 1e-15);
  }
}

// However certain the right class is, what is missing to certainty is known.
TEST(Softmax, IsPreciseNearZero) {
  const auto softmax = find_row(kLosses, "loss", "softmax").make();
  const Matrix Y = Eigen::RowVector3d(0, 1, 0);
  for (double lead : {20.0, 40.0, 200.0}) {
    const Matrix Z = Eigen::RowVector3d(1e3, 1e3 + lead, 1e3);
    const double rest = 2.0 * std::exp(-lead);
    EXPECT_NEAR(softmax->value(Z, Y) / rest, 1.0, 1e-8);
    EXPECT_NEAR(softmax->dual(Z, Y)(0, 1) / rest, 1.0, 1e-8);
  }
}

// Two classes are the logistic loss of the difference of their outputs.
TEST(Softmax, OfTwoClassesIsLogistic) {
  Random random(4);
  const auto softmax = find_row(kLosses, "loss", "softmax").make();
  const auto logistic = find_row(kLosses, "loss", "logistic").make();
  const Matrix signs = random_signs(8, 1, random), Z = 3.0 * random_matrix(8, 2, random);
  const Matrix Y = classes_of(signs), difference = Z.col(0) - Z.col(1);
  EXPECT_NEAR(softmax->value(Z, Y), logistic->value(difference, signs), 1e-14);
  const Matrix nu = softmax->dual(Z, Y), of_difference = logistic->dual(difference, signs);
  EXPECT_LT((nu.col(0) - of_difference).norm() + (nu.col(1) + of_difference).norm(), 1e-15);
  EXPECT_NEAR(softmax->dual_value(nu, Y), logistic->dual_value(of_difference, signs), 1e-14);
}

TEST_P(LossTest, HugeMarginsStayFinite) {
  const Matrix Z = 1e5 * Y_;
  for (double sign : {-1.0, 1.0}) {
    EXPECT_TRUE(std::isfinite(loss_->value(sign * Z, Y_)));
    EXPECT_TRUE(loss_->dual(sign * Z, Y_).allFinite());
    EXPECT_TRUE(loss_->proximal_point(sign * Z, Y_, 10.0, Y_).z.allFinite());
  }
}

// Newton's steps from the wrong side went back and forth between the two ends of its bracket.
TEST(Logistic, ProximalMarginsAreRoots) {
  for (double jump : {0.0, 1e-9, 1e-3, 1.0, 10.0, 90.0, 1e3, 1e6, 1e12}) {
    for (double start = -300.0; start < 300.0; start += 0.173) {
      for (double scale : {1.0, 0.5 * jump / 300.0}) {
        const double from = scale * start, m = proximal_margin(from, jump);
        const double rest = m - from - jump * sigmoid(-m);
        // What a change of m in its last digit changes.
        const double slope = 1.0 + jump * sigmoid(m) * sigmoid(-m);
        EXPECT_LT(std::abs(rest), 4e-16 * (slope * (1.0 + std::abs(m)) + jump + std::abs(from)))
            << from << " " << jump;
      }
    }
  }
}

std::string name_of_row(const ::testing::TestParamInfo<std::size_t>& info) {
  return kLosses[info.param].name;
}
INSTANTIATE_TEST_SUITE_P(Table, LossTest, ::testing::Range(std::size_t(0), kLosses.size()),
                         name_of_row);

}  // namespace
}  // namespace convexrelu::testing
