// The polytope of sizes: its vertices, its shortest point, its best point on other samples.
#include "simplify.h"

#include <Eigen/QR>

#include "size_polytope.h"
#include "support.h"

namespace convexrelu {
namespace {

using testing::random_matrix;

struct Polytope {
  Matrix F;
  Vector costs, start;
};

// p directions with fits on n samples; a third of the sizes are 0.
Polytope random_polytope(Index n, Index p, std::uint64_t seed) {
  Random random(seed);
  Polytope it{random_matrix(n, p, random), Vector::Ones(p), Vector::Zero(p)};
  for (Index j = 0; j < p; ++j) it.start(j) = j % 3 == 0 ? 0.0 : random.uniform();
  return it;
}

void expect_inside(const Polytope& it, const Vector& s) {
  EXPECT_GE(s.minCoeff(), 0.0);
  EXPECT_LE((it.F * (s - it.start)).norm(), 1e-12 * (1.0 + it.F.norm()));
  EXPECT_NEAR(it.costs.dot(s), it.costs.dot(it.start), 1e-12 * it.costs.dot(it.start));
}

// Any two points of the polytope differ by free·y, so the gradient may have no part that lowers the
// value: min over s ∈ S of g·s is at s. Checked on vertices that fewest_sizes finds from mixtures.
double lowest_slope(const Polytope& it, const Matrix& free, const Vector& s, const Vector& gradient,
                    std::uint64_t seed) {
  Random random(seed);
  double lowest = 0.0;
  for (int trial = 0; trial < 200; ++trial) {
    // A ray from s inside S, as long as sizes stay nonnegative.
    Vector direction = free * random_matrix(free.cols(), 1, random);
    double length = 1e300;
    for (Index j = 0; j < s.size(); ++j) {
      if (direction(j) < 0.0) length = std::min(length, s(j) / -direction(j));
    }
    lowest = std::min(lowest, length * gradient.dot(direction));
    // To a vertex.
    Polytope from = it;
    from.start = s + 0.5 * length * direction;
    const Vector vertex = fewest_sizes(from.F, from.costs, from.start.cwiseMax(0.0));
    lowest = std::min(lowest, gradient.dot(vertex - s));
  }
  return lowest;
}

class Sizes : public ::testing::TestWithParam<int> {};

TEST_P(Sizes, FewestAreAVertex) {
  const Index n = 4 + GetParam() % 5;
  for (const Index p : {Index(3), n, n + 1, 4 * n}) {
    const Polytope it = random_polytope(n, p, GetParam());
    const Vector s = fewest_sizes(it.F, it.costs, it.start);
    expect_inside(it, s);
    EXPECT_LE((s.array() > 0.0).count(), n + 1);
    EXPECT_LE((s.array() > 0.0).count(), (it.start.array() > 0.0).count());
  }
}

TEST_P(Sizes, EqualColumnsBecomeOne) {
  Polytope it = random_polytope(30, 8, GetParam());
  it.F.rightCols(4) = it.F.leftCols(4);
  it.start.setOnes();
  const Vector s = fewest_sizes(it.F, it.costs, it.start);
  expect_inside(it, s);
  EXPECT_EQ((s.array() > 0.0).count(), 4);
}

TEST_P(Sizes, OfLeastNormAre) {
  const Polytope it = random_polytope(5, 20, GetParam());
  const Matrix free = free_directions(it.F, it.costs);
  ASSERT_EQ(free.cols(), 14);
  const Vector s = least_norm_sizes(free, it.start);
  expect_inside(it, s);
  EXPECT_LE(s.norm(), it.start.norm());
  // KKT: s = Fᵀλ + cμ + z with z ≥ 0 where s = 0, and z = 0 elsewhere.
  std::vector<Index> positive;
  for (Index j = 0; j < s.size(); ++j) {
    if (s(j) > 1e-9) positive.push_back(j);
  }
  Matrix rows(6, 20);
  rows << it.F, it.costs.transpose();
  Matrix active(6, Index(positive.size()));
  Vector sizes(Index(positive.size()));
  for (std::size_t a = 0; a < positive.size(); ++a) {
    active.col(Index(a)) = rows.col(positive[a]);
    sizes(Index(a)) = s(positive[a]);
  }
  const Matrix transposed = active.transpose();
  const Vector lambda = Eigen::ColPivHouseholderQR<Matrix>(transposed).solve(sizes);
  EXPECT_LE((active.transpose() * lambda - sizes).norm(), 1e-9);
  const Vector rest = s - rows.transpose() * lambda;
  EXPECT_GE(rest.minCoeff(), -1e-9);
}

TEST_P(Sizes, BestOnOtherSamplesAre) {
  const Polytope it = random_polytope(5, 16, GetParam());
  const Matrix free = free_directions(it.F, it.costs);
  Random random(50 + GetParam());
  for (const LossRow& row : kLosses) {
    SCOPED_TRACE(row.name);
    const auto loss = row.make();
    for (const Index m : {Index(6), Index(40)}) {
      const Matrix G = random_matrix(m, 16, random);
      const Matrix Y = testing::random_signs(m, 1, random);
      const auto value = [&](const Vector& s) { return loss->value(G * s, Y); };
      const Vector s = best_sizes(free, it.start, G, *loss, Y);
      expect_inside(it, s);
      const double least = value(s);
      EXPECT_LE(least, value(it.start));
      for (int trial = 0; trial < 300; ++trial) {
        Vector direction = free * random_matrix(free.cols(), 1, random);
        direction /= direction.norm();
        for (const double length : {1e-3, 1e-2, 0.1}) {
          const Vector other = s + length * direction;
          if (other.minCoeff() < 0.0) continue;
          EXPECT_GE(value(other), least - 2e-6 * (1.0 + least));
        }
      }
      if (loss->curvature(G * s, Y).maxCoeff() == 0.0) continue;
      const Vector gradient = -(G.transpose() * loss->dual(G * s, Y));
      EXPECT_GE(lowest_slope(it, free, s, gradient, 9), -1e-6 * (1.0 + least));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Sizes, ::testing::Range(1, 7));

// The corners of a cube and their parity: so symmetric that many networks are optimal.
testing::Data parity() {
  testing::Data data{RowMajorMatrix(8, 3), RowMajorMatrix(8, 1)};
  for (Index i = 0; i < 8; ++i) {
    data.Y(i, 0) = 1.0;
    for (Index k = 0; k < 3; ++k) {
      data.X(i, k) = (i >> k) & 1 ? 1.0 : -1.0;
      data.Y(i, 0) *= data.X(i, k);
    }
  }
  return data;
}

TEST(Simplify, MovesWithinTheOptimalSetOfSymmetricData) {
  const testing::Data data = parity();
  Options options;
  options.beta = 1e-2;
  options.tolerance = 1e-10;
  options.patterns.kind = "sampled";
  options.patterns.count = 400;
  options.patterns.priced = false;
  const Result trained = testing::train(data, options);
  const auto regularizer = kRegularizers[0].make();
  const auto loss = kLosses[0].make();
  const OptimalDual dual{trained.dual, options.beta, trained.gates, true};
  const SimplifyResult fewest = fewest_neurons(trained.network, data.X, *regularizer);
  const SimplifyResult shortest = least_norm(trained.network, data.X, *regularizer, dual);
  EXPECT_GT(shortest.free, 0);
  EXPECT_LT(shortest.value_after, 0.999 * shortest.value_before);
  for (const SimplifyResult& it : {fewest, shortest}) {
    EXPECT_FALSE(it.kept);
    EXPECT_NEAR(objective(it.network, data.X, data.Y, *loss, options.beta), trained.objective,
                1e-9 * trained.objective);
  }
  EXPECT_LE(fewest.network.neurons(), 9);
}

}  // namespace
}  // namespace convexrelu
