#include "solvers/feature_system.h"
#include "solvers/newton_system.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

// Every path of the linear solver against one dense matrix.
class NewtonSystemTest : public ::testing::TestWithParam<std::tuple<Index, Index, bool>> {};

TEST_P(NewtonSystemTest, SolvesTheDenseSystem) {
  const auto [n, blocks, with_tangents] = GetParam();
  Random random(8);
  const RowMajorMatrix X = random_matrix(n, 4, random);
  const GatedOperator data(X, sampled_patterns(X, blocks, 3));
  const Matrix Z = data.Z();
  ConeProjector projector(Z, data.patterns());
  const double sigma = 3.0;
  const Vector h = random_matrix(n, 1, random).cwiseAbs().array() + 0.1;
  std::vector<NewtonBlock> list;
  Matrix V = h.asDiagonal();
  for (Index k = 0; k < data.count(); ++k) {
    NewtonBlock block{{0.2 + 0.7 * random.uniform(), random_matrix(4, 1, random), {}}, k};
    Matrix N = Matrix::Identity(4, 4);
    if (with_tangents && k % 3 != 0) N = block.tangent = projector.tangent_space({k % n});
    block.direction = (N * (N.transpose() * block.direction)).normalized();
    const Matrix H = sigma * (block.shrink * N * N.transpose() +
                              (1 - block.shrink) * block.direction * block.direction.transpose());
    const Matrix DZ = data.masked(k, Matrix::Identity(4, 4));
    V += DZ * H * DZ.transpose();
    list.push_back(block);
  }
  const Vector b = random_matrix(n, 1, random);
  const Vector d = NewtonSystem(data, h, sigma, list).solve(b, 1e-12);
  EXPECT_LT((V * d - b).norm(), 1e-10 * b.norm());
}

// More samples than directions, fewer, with and without tangents.
INSTANTIATE_TEST_SUITE_P(Paths, NewtonSystemTest,
                         ::testing::Combine(::testing::Values(12, 90), ::testing::Values(3, 40),
                                            ::testing::Bool()));

// A system as after a step of the method: σ has grown, and some blocks have another curvature.
TEST(NewtonSystem, AnEarlierFactorServesThoseAfterIt) {
  Random random(8);
  const Index n = 300;
  const RowMajorMatrix X = random_matrix(n, 5, random);
  const GatedOperator data(X, sampled_patterns(X, 70, 3));
  std::vector<NewtonBlock> list;
  for (Index k = 0; k < data.count(); ++k) {
    list.push_back({{0.5, Vector(random_matrix(5, 1, random)).normalized(), {}}, k});
  }
  const Vector h = Vector::Constant(n, 50.0), b = random_matrix(n, 1, random);
  SampleFactor factor;
  NewtonSystem(data, h, 1.0, list).solve(b, 1e-3, &factor);
  ASSERT_EQ(factor.order(), n);
  const Vector of_first = factor.solve(b);
  for (std::size_t k = 0; k < 5; ++k) list[k].shrink = 0.3;
  for (const double sigma : {1.5, 1e6}) {
    const NewtonSystem system(data, 2.0 * h, sigma, list);
    const Vector d = system.solve(b, 1e-3, &factor), exact = system.solve(b, 1e-12);
    EXPECT_LT((d - exact).norm(), 1e-2 * exact.norm()) << sigma;
    // Near the first system its factor is enough, far from it another one takes its place.
    EXPECT_EQ((factor.solve(b) - of_first).norm() == 0.0, sigma < 2.0);
  }
}

// Above 2²² numbers the directions are not stored.
TEST(NewtonSystem, ImpliedDirectionsAreTheStoredOnes) {
  Random random(8);
  const Index n = 60000;
  const RowMajorMatrix X = random_matrix(n, 4, random);
  const GatedOperator data(X, sampled_patterns(X, 30, 3));
  std::vector<NewtonBlock> list;
  Index directions = 0;
  for (Index k = 0; k < data.count(); ++k) {
    const Vector direction = Vector(random_matrix(4, 1, random)).normalized();
    list.push_back({{0.5, direction, {}}, k});
    directions += 4;
  }
  ASSERT_GT(directions * n, 1 << 22);
  const Vector h = Vector::Constant(n, 50.0), b = random_matrix(n, 1, random);
  const Vector d = NewtonSystem(data, h, 1.0, list).solve(b, 1e-3);
  Vector image = h.cwiseProduct(d);
  for (const NewtonBlock& block : list) {
    Vector g = data.backward(d, {block.pattern}).col(0);
    g = 0.5 * g + 0.5 * block.direction.dot(g) * block.direction;
    image += data.forward(g, {block.pattern}, {1.0});
  }
  EXPECT_LT((image - b).norm(), 1e-10 * b.norm());
}

TEST(NewtonSystem, LargeSystemsAreSolvedByIteration) {
  Random random(8);
  const Index n = 1600;
  const RowMajorMatrix X = random_matrix(n, 40, random);
  const GatedOperator data(X, sampled_patterns(X, 45, 3));
  std::vector<NewtonBlock> list;
  for (Index k = 0; k < data.count(); ++k) {
    list.push_back({{0.5, Vector(random_matrix(40, 1, random)).normalized(), {}}, k});
  }
  const Vector h = Vector::Constant(n, 50.0), b = random_matrix(n, 1, random);
  const Vector d = NewtonSystem(data, h, 1.0, list).solve(b, 1e-10);
  Vector image = h.cwiseProduct(d);
  for (const NewtonBlock& block : list) {
    Vector g = data.backward(d, {block.pattern}).col(0);
    g = 0.5 * g + 0.5 * block.direction.dot(g) * block.direction;
    image += data.forward(g, {block.pattern}, {1.0});
  }
  EXPECT_LT((image - b).norm(), 1e-9 * b.norm());
}

// Both ways of solving against one dense matrix.
TEST(FeatureSystem, SolvesTheDenseSystem) {
  Random random(8);
  for (const Index n : {40, 1600}) {
    const RowMajorMatrix X = random_matrix(n, 4, random);
    const GatedOperator data(X, sampled_patterns(X, 6, 3), Coordinates::features);
    const Index p = data.count();
    const double sigma = 0.3;
    const Vector h = random_matrix(n, 1, random).cwiseAbs().array() + 5.0;
    std::vector<FeatureRow> rows;
    for (Index feature : {0, 2, 3}) {
      const Vector direction = random_matrix(p, 1, random).col(0).normalized();
      rows.push_back({feature, {0.2 + 0.7 * random.uniform(), direction, {}}});
    }
    const Vector b = random_matrix(n, 1, random);
    const Vector d = FeatureSystem(data, h, sigma, rows).solve(b, 1e-11);
    Vector image = h.cwiseProduct(d);
    for (const FeatureRow& row : rows) {
      Matrix B(n, p);
      for (Index k = 0; k < p; ++k) B.col(k) = data.masked(k, Vector::Unit(4, row.feature));
      const double a = row.derivative.shrink;
      const Vector t = B.transpose() * d, q = row.derivative.direction;
      image += sigma * (B * (a * t + (1 - a) * q.dot(t) * q));
    }
    EXPECT_LT((image - b).norm(), 1e-9 * b.norm()) << n;
  }
}

}  // namespace
}  // namespace convexrelu::testing
