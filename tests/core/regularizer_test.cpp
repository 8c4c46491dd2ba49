#include "regularizer.h"

#include "support.h"

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

// ⟨G, U⟩ ≤ ‖G‖* R(U), and Moreau: prox(U) is 0 exactly when ‖U‖* ≤ step.
TEST_P(RegularizerTest, DualNormBoundsTheProduct) {
  for (int k = 0; k < 50; ++k) {
    const Matrix G = random_matrix(3, 6, random_), U = random_matrix(3, 6, random_);
    EXPECT_LE(G.cwiseProduct(U).sum(),
              regularizer_->dual_norm(G) * regularizer_->value(U) * (1 + 1e-14));
    const double norm = regularizer_->dual_norm(U);
    EXPECT_EQ(regularizer_->prox(U, norm * (1 + 1e-12)).norm(), 0.0);
    EXPECT_GT(regularizer_->prox(U, norm * (1 - 1e-6)).norm(), 0.0);
  }
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
