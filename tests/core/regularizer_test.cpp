#include "regularizer.h"

#include <Eigen/QR>

#include "support.h"
#include "table.h"

namespace convexrelu::testing {
namespace {

class RegularizerTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::unique_ptr<Regularizer> regularizer_ = kRegularizers[GetParam()].make();
  Random random_{11};
};

TEST_P(RegularizerTest, ProxIsTheMinimum) {
  const Matrix U = random_matrix(3, 6, random_);
  for (double step : {0.1, 1.0, 3.0}) {
    const auto value = [&](const Matrix& V) {
      return regularizer_->value(V) + (V - U).squaredNorm() / (2 * step);
    };
    const Matrix best = regularizer_->prox(U, step);
    for (int k = 0; k < 200; ++k) {
      const Matrix other = best + std::pow(10.0, -k % 6) * random_matrix(3, 6, random_);
      EXPECT_LE(value(best), value(other) + 1e-13);
    }
  }
}

// ⟨G, U⟩ ≤ ‖G‖* ‖U‖, for the norm that R is or is half the square of.
TEST_P(RegularizerTest, DualNormBoundsTheProduct) {
  for (int k = 0; k < 50; ++k) {
    const Matrix G = random_matrix(3, 6, random_), U = random_matrix(3, 6, random_);
    const double value = regularizer_->value(U);
    const double norm = regularizer_->is_half_square() ? std::sqrt(2.0 * value) : value;
    EXPECT_LE(G.cwiseProduct(U).sum(), regularizer_->dual_norm(G) * norm * (1 + 1e-14));
  }
}

// What prox took off is a subgradient: Fenchel–Young holds with equality.
TEST_P(RegularizerTest, ProxAttainsTheConjugate) {
  for (double step : {0.1, 0.7}) {
    const Matrix P = random_matrix(3, 6, random_), U = regularizer_->prox(P, step);
    const Matrix G = (P - U) / step;
    const double norm = regularizer_->dual_norm(G), product = G.cwiseProduct(U).sum();
    const double conjugate = regularizer_->is_half_square() ? 0.5 * norm * norm : 0.0;
    EXPECT_NEAR(product, regularizer_->value(U) + conjugate, 1e-12);
    if (regularizer_->is_half_square()) continue;
    EXPECT_LE(norm, 1.0 + 1e-12);
  }
}

// Moreau: prox(U) is 0 exactly when ‖U‖* ≤ step.
TEST_P(RegularizerTest, NormsShrinkToZero) {
  if (regularizer_->is_half_square()) return;
  for (int k = 0; k < 50; ++k) {
    const Matrix U = random_matrix(3, 6, random_);
    const double norm = regularizer_->dual_norm(U);
    EXPECT_EQ(regularizer_->prox(U, norm * (1 + 1e-12)).norm(), 0.0);
    EXPECT_GT(regularizer_->prox(U, norm * (1 - 1e-6)).norm(), 0.0);
  }
}

// Norms of groups: exactly the groups that are not longer than the step vanish, each on its own.
TEST(GroupNorms, ProxRemovesTheShortGroupsOnly) {
  Matrix U(3, 4);
  U << -1, 10, -100, 1000, 1, 10, 100, 1000, -1, -10, 100, -1000;
  const struct {
    const char* name;
    bool blocks;
  } rows[] = {{"neuron", true}, {"feature", false}};
  for (const auto& row : rows) {
    const auto regularizer = find_row(kRegularizers, "regularizer", row.name).make();
    const Matrix groups = row.blocks ? U : Matrix(U.transpose());
    const auto kept = [&](double step) {
      const Matrix result = regularizer->prox(groups, step);
      return row.blocks ? result : Matrix(result.transpose());
    };
    EXPECT_EQ(kept(0.0), U) << row.name;
    EXPECT_TRUE((kept(1.0).array() != 0.0).all()) << row.name;
    const Matrix third = kept(std::sqrt(3.0) * 100 * (1 + 1e-12));
    EXPECT_TRUE(third.leftCols(3).isZero(0.0)) << row.name;
    EXPECT_TRUE((third.col(3).array() != 0.0).all()) << row.name;
    EXPECT_TRUE(kept(std::sqrt(3.0) * 1000 * (1 + 1e-12)).isZero(0.0)) << row.name;
  }
}

// Of each number on its own: it vanishes from its size on.
TEST(GroupNorms, L1RemovesTheSmallNumbers) {
  const auto l1 = find_row(kRegularizers, "regularizer", "l1").make();
  const Matrix U = Vector::LinSpaced(10, 1.0, 10.0);
  EXPECT_EQ(l1->prox(U, 0.0), U);
  EXPECT_TRUE(l1->prox(U, 10.0).isZero(0.0));
  EXPECT_EQ((l1->prox(U, 9.0).array() != 0.0).count(), 1);
}

TEST_P(RegularizerTest, DerivativeIsThatOfProx) {
  const double step = 0.4, h = 1e-6;
  const auto prox = [&](const Vector& p) -> Vector {
    if (regularizer_->is_sum_over_blocks()) return regularizer_->prox(p, step);
    return regularizer_->prox(p.transpose(), step).transpose();
  };
  for (int k = 0; k < 20; ++k) {
    const Vector p = 2.0 * random_matrix(5, 1, random_), direction = random_matrix(5, 1, random_);
    const Vector u = prox(p);
    if (u.norm() == 0.0) continue;
    const ProxDerivative at = regularizer_->derivative(u, step);
    const Matrix N = at.tangent.size() > 0 ? at.tangent : Matrix(Matrix::Identity(5, 5));
    const Vector expected = (at.shrink * N * (N.transpose() * direction)) +
                            (1.0 - at.shrink) * at.direction.dot(direction) * at.direction;
    const Vector difference = (prox(p + h * direction) - prox(p - h * direction)) / (2.0 * h);
    EXPECT_LT((difference - expected).norm(), 1e-6);
  }
}

TEST_P(RegularizerTest, RotationsMatterWhereItSaysSo) {
  const Matrix U = random_matrix(3, 6, random_);
  const Matrix Q =
      random_matrix(7, 3, random_).householderQr().householderQ() * Matrix::Identity(7, 3);
  const double value = regularizer_->value(U), rotated = regularizer_->value(Q * U);
  EXPECT_EQ(std::abs(rotated - value) < 1e-12 * value, regularizer_->is_rotation_invariant());
}

TEST_P(RegularizerTest, NothingCostsNothing) {
  EXPECT_EQ(regularizer_->value(Matrix(3, 0)), 0.0);
  EXPECT_EQ(regularizer_->dual_norm(Matrix(3, 0)), 0.0);
}

std::string name_of_row(const ::testing::TestParamInfo<std::size_t>& info) {
  return kRegularizers[info.param].name;
}
INSTANTIATE_TEST_SUITE_P(Table, RegularizerTest,
                         ::testing::Range(std::size_t(0), kRegularizers.size()), name_of_row);

}  // namespace
}  // namespace convexrelu::testing
