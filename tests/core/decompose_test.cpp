// Cone decompositions: of least norm, inside their cones, with their own proof.
#include "decompose.h"

#include "cone_split.h"
#include "support.h"

namespace convexrelu {
namespace {

using testing::circle;
using testing::random_matrix;
using testing::small_problem;
using testing::SmallProblem;

class Splits : public ::testing::TestWithParam<int> {};

TEST_P(Splits, AreInTheirConeAndProveTheirNorm) {
  const int seed = GetParam();
  const SmallProblem problem = small_problem(8 + 3 * (seed % 7), 2 + seed % 5, seed);
  ConeSplitter splitter(problem.Z, problem.patterns);
  ConeProjector projector(problem.Z, problem.patterns);
  const ConeSplit split = splitter.split(problem.u, 0, {});
  ASSERT_TRUE(split.possible);
  EXPECT_LE((split.v - split.w - problem.u).norm(), 1e-14 * split.norm);
  EXPECT_LE(split.norm - split.lower_bound, 1e-6 * split.norm);
  for (const Vector& part : {split.v, split.w}) {
    const Vector inside = projector.project(part, 0, {}, 0.0).point;
    EXPECT_LE((inside - part).norm(), 1e-13 * split.norm);
  }
  const ConeSplit rough = splitter.split(problem.u, 0, {0.05, 50});
  EXPECT_LE(rough.norm, 1.0527 * split.norm);
  EXPECT_GE(rough.norm, split.norm * (1.0 - 1e-12));
  EXPECT_LE(rough.projections, split.projections);
}

// Points of both cones, w ∈ K and u + w ∈ K, by Dykstra's alternating projections from places at
// every distance of the minimum: none gives a shorter split.
TEST_P(Splits, NoSampledSplitIsShorter) {
  const int seed = GetParam();
  const SmallProblem problem = small_problem(8 + 3 * (seed % 7), 2 + seed % 5, seed);
  ConeSplitter splitter(problem.Z, problem.patterns);
  ConeProjector projector(problem.Z, problem.patterns);
  const ConeSplit split = splitter.split(problem.u, 0, {1e-10, 50});
  Random random(100 + seed);
  double least = 1e300;
  for (int trial = 0; trial < 400; ++trial) {
    const double radius = std::pow(10.0, -1.0 - 5.0 * random.uniform()) * split.norm;
    Vector w = split.w + radius * random_matrix(problem.u.size(), 1, random);
    w = projector.project(w, 0, {}, 0.0).point;
    Vector p = Vector::Zero(w.size()), q = p, x = w;
    for (int pass = 0; pass < 300; ++pass) {
      const Vector a = projector.project(x + p, 0, {}, 0.0).point;
      p += x - a;
      const Vector b = projector.project(a + q + problem.u, 0, {}, 0.0).point - problem.u;
      q += a - b;
      x = b;
    }
    const Vector v = problem.u + x;
    const Vector outside = x - projector.project(x, 0, {}, 0.0).point;
    if (outside.norm() > 1e-9 * split.norm) continue;
    least = std::min(least, v.norm() + x.norm());
  }
  EXPECT_GE(least, split.norm * (1.0 - 1e-7));
  EXPECT_LE(least, split.norm * 1.2);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Splits, ::testing::Range(1, 13));

// In the plane the cone is an angle and the split is found by hand: in the basis of the cone's two
// edges, the positive parts of u's coordinates make v, the negative ones w; any more would be
// longer only if the angle is not obtuse.
TEST(Split, InAnAcuteAngleIsTheCoordinatesParts) {
  Matrix Z(2, 2);
  Z << 1.0, 0.0, -0.2, 1.0;  // u₁ ≥ 0, u₂ ≥ 0.2 u₁: edges (0, 1) and (1, 0.2)
  const PatternSet patterns(Z, (RowMajorMatrix(1, 3) << 1.0, 1.0, 0.0).finished());
  ConeSplitter splitter(Z, patterns);
  const Vector u = (Vector(2) << 2.0, -0.6).finished();  // 2·(1, 0.2) − 1·(0, 1)
  const ConeSplit split = splitter.split(u, 0, {1e-12, 50});
  // Sweeps the edges' coefficients: v = (2 + a)(1, 0.2) + b(0, 1), w = a(1, 0.2) + (1 + b)(0, 1).
  const Vector e = (Vector(2) << 1.0, 0.2).finished(), f = Vector::Unit(2, 1);
  double least = 1e300;
  for (double a = 0.0; a <= 1.0; a += 1e-3) {
    for (double b = 0.0; b <= 1.0; b += 1e-2) {
      least = std::min(least, ((2.0 + a) * e + b * f).norm() + (a * e + (1.0 + b) * f).norm());
    }
  }
  EXPECT_NEAR(split.norm, least, 1e-5);
  EXPECT_LE(split.norm, least * (1.0 + 1e-12));
}

TEST(Split, OfAPointOfTheConeIsThePointItself) {
  SmallProblem problem = small_problem(20, 3, 4);
  ConeProjector projector(problem.Z, problem.patterns);
  const Vector inside = projector.project(problem.u, 0, {}, 0.0).point;
  ConeSplitter splitter(problem.Z, problem.patterns);
  const Vector gate = problem.patterns.gates().row(0).head(3).transpose();
  for (const double sign : {1.0, -1.0}) {
    const ConeSplit split = splitter.split(sign * gate, 0, {});
    EXPECT_EQ(split.norm, split.lower_bound);
    EXPECT_EQ((sign > 0 ? split.v : split.w), gate);
    const ConeSplit edge = splitter.split(sign * inside, 0, {});
    EXPECT_NEAR(edge.norm, inside.norm(), 1e-6 * inside.norm());
  }
}

TEST(Split, OutsideTheSpanOfTheConeIsRefused) {
  Matrix Z(2, 2);
  Z << 1.0, 0.0, -1.0, 0.0;  // active in both rows: u₁ ≥ 0 and −u₁ ≥ 0
  const PatternSet patterns(Z, (RowMajorMatrix(1, 3) << 0.0, 1.0, 0.0).finished());
  ConeSplitter splitter(Z, patterns);
  EXPECT_FALSE(splitter.split(Vector::Unit(2, 0), 0, {}).possible);
  EXPECT_TRUE(splitter.split(Vector::Unit(2, 1), 0, {}).possible);
}

TEST(Decomposition, KeepsWhatAGatedNetworkPredicts) {
  for (const bool bias : {true, false}) {
    const auto data = circle(40, false);
    Options options;
    options.formulation = "gated-relu";
    options.beta = 1e-3;
    options.bias = bias;
    options.patterns.kind = "sampled";
    options.patterns.count = 15;
    const Result trained = testing::train(data, options);
    Decomposition decomposition(data.X, trained.network, bias, 1e-6);
    while (!decomposition.done()) decomposition.advance(0.0);
    const DecomposeResult result = decomposition.result();
    const Matrix before = predict(trained.network, data.X), after = predict(result.network, data.X);
    EXPECT_LE((after - before).norm(), 1e-9 * before.norm());
    EXPECT_LE(result.norm - result.lower_bound, 1e-6 * result.norm);
    const double squares = result.network.W1.squaredNorm() + result.network.b1.squaredNorm() +
                           result.network.W2.squaredNorm();
    EXPECT_NEAR(squares / 2, result.norm, 1e-12 * result.norm);
    EXPECT_LE(result.violation, 1e-13 * result.norm);
  }
}

TEST(Decomposition, NamesTheGateWhoseConeDoesNotSpan) {
  RowMajorMatrix X(2, 2);
  X << 1.0, 0.0, -1.0, 0.0;
  Network gated;
  gated.gated = true;
  gated.W1 = RowMajorMatrix::Ones(2, 2);
  gated.b1 = Vector::Zero(2);
  gated.W2 = RowMajorMatrix::Ones(1, 2);
  gated.gates.resize(2, 3);
  gated.gates << 1.0, 0.0, 0.0, 0.0, 1.0, 0.0;
  Decomposition decomposition(X, gated, false, 1e-6);
  try {
    decomposition.advance(1.0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "invalid-argument");
    EXPECT_NE(std::string(error.what()).find("gate 1"), std::string::npos);
  }
}

}  // namespace
}  // namespace convexrelu
