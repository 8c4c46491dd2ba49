#include "patterns.h"

#include <set>

#include "gated_operator.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

TEST(Patterns, BitsAreSignsOfScores) {
  Random random(3);
  const RowMajorMatrix X = random_matrix(131, 4, random);
  const PatternSet patterns = sampled_patterns(X, 40, 5);
  for (Index i = 0; i < patterns.count(); ++i) {
    const Vector scores = X * patterns.gates().row(i).head(4).transpose();
    for (Index k = 0; k < X.rows(); ++k) EXPECT_EQ(patterns.active(i, k), scores[k] >= 0.0);
    Index active = 0;
    for_each_active(patterns.words(i), patterns.words_per_pattern(), [&](Index) { ++active; });
    EXPECT_EQ(active, (scores.array() >= 0.0).count());
  }
}

TEST(Patterns, AreDistinct) {
  Random random(3);
  const RowMajorMatrix X = random_matrix(6, 2, random);
  const PatternSet patterns = sampled_patterns(X, 500, 5);
  std::set<std::uint64_t> seen;
  for (Index i = 0; i < patterns.count(); ++i) {
    EXPECT_TRUE(seen.insert(patterns.words(i)[0]).second);
  }
  EXPECT_EQ(patterns.count(), 12);  // Cover's count for six directions in the plane
}

TEST(Patterns, GateBiasShiftsTheScores) {
  RowMajorMatrix X(3, 1), gates(2, 2);
  X << -1, 0, 1;
  gates << 1, 0.5, 1, -2;
  const PatternSet patterns(X, gates);
  ASSERT_EQ(patterns.count(), 2);
  EXPECT_FALSE(patterns.active(0, 0));
  EXPECT_TRUE(patterns.active(0, 1));
  EXPECT_TRUE(patterns.active(0, 2));
  EXPECT_EQ(patterns.words(1)[0], 0u);  // a gate may activate nothing
}

TEST(Random, HasTheMomentsOfItsDistributions) {
  Random random(4);
  const int count = 200000;
  double mean = 0, square = 0, uniform = 0;
  for (int i = 0; i < count; ++i) {
    const double x = random.normal();
    mean += x / count;
    square += x * x / count;
    uniform += random.uniform() / count;
  }
  EXPECT_NEAR(mean, 0.0, 0.01);
  EXPECT_NEAR(square, 1.0, 0.02);
  EXPECT_NEAR(uniform, 0.5, 0.01);
}

// The operator against the matrices it never forms.
TEST(GatedOperator, AgreesWithDenseMatrices) {
  Random random(3);
  for (const Index p : {3, 200}) {
    const RowMajorMatrix X = random_matrix(70, 5, random);
    const GatedOperator data(X, sampled_patterns(X, p, 5));
    const Matrix U = random_matrix(5, data.count(), random);
    const Vector nu = random_matrix(70, 1, random);
    std::vector<Index> pattern;
    std::vector<double> sign;
    Vector expected = Vector::Zero(70);
    const Matrix G = data.backward(nu);
    for (Index i = 0; i < data.count(); ++i) {
      Vector mask(70);
      for (Index k = 0; k < 70; ++k) mask[k] = data.patterns().active(i, k) ? 1.0 : 0.0;
      pattern.push_back(i);
      sign.push_back(i % 2 ? 1.0 : -1.0);
      expected += sign.back() * mask.cwiseProduct(X * U.col(i));
      EXPECT_LT((G.col(i) - X.transpose() * mask.cwiseProduct(nu)).norm(), 1e-12);
      const Matrix masked = data.masked(i, U.leftCols(2));
      EXPECT_LT((masked - mask.asDiagonal() * (X * U.leftCols(2))).norm(), 1e-12);
    }
    const Vector z = data.forward(U, pattern, sign);
    EXPECT_LT((z - expected).norm(), 1e-11);
    Matrix signed_U = U;
    for (Index i = 0; i < data.count(); ++i) signed_U.col(i) *= sign[std::size_t(i)];
    EXPECT_NEAR(z.dot(nu), signed_U.cwiseProduct(G).sum(), 1e-10);
  }
}

TEST(GatedOperator, WorksInTheRowSpace) {
  Random random(3);
  const RowMajorMatrix X = random_matrix(20, 2, random) * random_matrix(2, 7, random);
  const GatedOperator data(X, sampled_patterns(X, 10, 5));
  EXPECT_EQ(data.rank(), 2);
  EXPECT_LT((data.V().transpose() * data.V() - Matrix::Identity(2, 2)).norm(), 1e-14);
  EXPECT_LT((data.Z() * data.V().transpose() - X).norm(), 1e-13 * X.norm());
  const GatedOperator zero(Matrix::Zero(4, 3), sampled_patterns(Matrix::Zero(4, 3), 10, 5));
  EXPECT_EQ(zero.rank(), 0);
  EXPECT_EQ(zero.backward(Vector::Ones(4)).size(), 0);
}

}  // namespace
}  // namespace convexrelu::testing
