// Rough splits: as near the least norm as they say, inside the cone, and left to the exact ones
// where they do not come about.
#include "rough_split.h"

#include <cmath>

#include "decompose.h"
#include "polyhedron.h"
#include "support.h"

namespace convexrelu {
namespace {

using testing::random_matrix;
using testing::small_problem;
using testing::SmallProblem;

Vector gate_of(const SmallProblem& problem) {
  return problem.patterns.gates().row(0).head(problem.Z.cols()).transpose();
}

// How far v or w lies beyond a row of the cone, at most.
double violation_of(const SmallProblem& problem, const ConeSplit& split) {
  double worst = 0.0;
  for (Index i = 0; i < problem.Z.rows(); ++i) {
    const double sign = problem.patterns.active(0, i) ? 1.0 : -1.0;
    const double size = problem.Z.row(i).norm();
    if (size == 0.0) continue;
    for (const Vector& part : {split.v, split.w}) {
      worst = std::max(worst, -sign * problem.Z.row(i).dot(part) / size);
    }
  }
  return worst;
}

struct Shape {
  Index n, r;
};

class RoughSplits : public ::testing::TestWithParam<Shape> {};

TEST_P(RoughSplits, AreWithinTheToleranceAndProveIt) {
  const auto [n, r] = GetParam();
  for (const double tolerance : {0.3, 0.05, 0.01}) {
    int reached = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const SmallProblem problem = small_problem(n, r, seed);
      RoughSplitter rough(problem.Z, problem.patterns);
      ConeSplitter exact(problem.Z, problem.patterns);
      const ConeSplit least = exact.split(problem.u, 0, {1e-9, 50});
      ConeSplit split;
      if (!rough.split(problem.u, 0, gate_of(problem), tolerance, split)) continue;
      ++reached;
      EXPECT_LE((split.v - split.w - problem.u).norm(), 1e-14 * split.norm);
      EXPECT_NEAR(split.v.norm() + split.w.norm(), split.norm, 1e-14 * split.norm);
      EXPECT_LE(split.norm - split.lower_bound, tolerance * split.norm);
      EXPECT_LE(split.lower_bound, least.norm * (1.0 + 1e-12));
      EXPECT_GE(split.norm, least.lower_bound * (1.0 - 1e-12));
      EXPECT_LE(violation_of(problem, split), 1e-12 * split.norm);
      EXPECT_NEAR(violation_of(problem, split), split.violation, 1e-14 * split.norm);
    }
    // With fewer rows than coordinates u is long beside t, and least squares are not least norms.
    if (n > r || tolerance == 0.3) {
      EXPECT_GE(reached, tolerance < 0.05 ? 3 : 8);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, RoughSplits,
                         ::testing::Values(Shape{8, 2}, Shape{5, 12}, Shape{40, 5}, Shape{300, 3},
                                           Shape{200, 20}, Shape{120, 40}));

// Every row twice, rows of zeros among them, and each row in a unit of its own.
TEST(RoughSplit, DoesNotMindHowTheConeIsWritten) {
  const SmallProblem problem = small_problem(60, 6, 3);
  const Index n = problem.Z.rows();
  Matrix Z = Matrix::Zero(3 * n, problem.Z.cols());
  Z.topRows(n) = Z.bottomRows(n) = problem.Z;
  for (Index i = 0; i < 3 * n; ++i) Z.row(i) *= std::pow(10.0, double(i % 7) * 50.0 - 150.0);
  const RowMajorMatrix gates = problem.patterns.gates();
  const SmallProblem written{Z, PatternSet(Z, gates), problem.u};
  ConeSplit first, second;
  RoughSplitter plain(problem.Z, problem.patterns), odd(written.Z, written.patterns);
  ASSERT_TRUE(plain.split(problem.u, 0, gate_of(problem), 0.05, first));
  ASSERT_TRUE(odd.split(problem.u, 0, gate_of(problem), 0.05, second));
  EXPECT_LE(first.lower_bound, second.norm);
  EXPECT_LE(second.lower_bound, first.norm);
  EXPECT_LE(violation_of(problem, second), 1e-12 * second.norm);
}

TEST(RoughSplit, LeavesToTheExactOneWhatItCannotDo) {
  const SmallProblem problem = small_problem(30, 4, 2);
  const Vector gate = gate_of(problem);
  RoughSplitter rough(problem.Z, problem.patterns);
  ConeSplit split;
  EXPECT_TRUE(rough.split(problem.u, 0, gate, 0.05, split));
  EXPECT_FALSE(rough.split(gate, 0, gate, 0.05, split));
  EXPECT_FALSE(rough.split(-gate, 0, gate, 0.05, split));
  EXPECT_FALSE(rough.split(problem.u, 0, -gate, 0.05, split));
  EXPECT_FALSE(rough.split(problem.u, 0, Vector::Zero(4), 0.05, split));
  // The point of least squares is not that of least norm, and nearer it does not go.
  EXPECT_FALSE(rough.split(problem.u, 0, gate, 1e-12, split));
}

TEST(RoughSplit, OutsideTheSpanOfTheConeThereIsNone) {
  Matrix Z(2, 2);
  Z << 1.0, 0.0, -1.0, 0.0;  // active in both rows: u₁ ≥ 0 and −u₁ ≥ 0
  const PatternSet patterns(Z, (RowMajorMatrix(1, 3) << 0.0, 1.0, 0.0).finished());
  RoughSplitter rough(Z, patterns);
  ConeSplit split;
  EXPECT_FALSE(rough.split(Vector::Unit(2, 0), 0, Vector::Unit(2, 1), 0.05, split));
}

TEST(LeastNorm, IsTheNearestPointOfThePolyhedron) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const Index n = 40, r = 2 + Index(seed % 7);
    Matrix A = random_matrix(n, r, random);
    if (seed % 2 == 0) A = 1e-3 * A + Vector::Ones(n) * random_matrix(1, r, random);
    A.rowwise().normalize();
    const Vector b = A * random_matrix(r, 1, random) - random_matrix(n, 1, random).cwiseAbs();
    const Nearest nearest = nearest_point(A, b, Vector::Zero(r), nullptr, {});
    const double size = 1.0 + nearest.point.norm();
    LeastNorm least(r);
    Index worst;
    for (int step = 0; step < 200; ++step) {
      if ((b - A * least.point()).maxCoeff(&worst) <= 1e-13 * size) break;
      ASSERT_TRUE(least.add(A.row(worst).transpose(), b(worst), worst));
    }
    EXPECT_LE((b - A * least.point()).maxCoeff(), 1e-13 * size);
    EXPECT_LE((least.point() - nearest.point).norm(), 1e-9 * size);
    Vector sum = Vector::Zero(r);
    for (Index k = 0; k < least.size(); ++k) {
      EXPECT_GE(least.multiplier(k), 0.0);
      EXPECT_EQ(least.row(k), A.row(least.name(k)).transpose());
      sum += least.multiplier(k) * least.row(k);
    }
    EXPECT_LE((sum - least.point()).norm(), 1e-9 * size);
    EXPECT_LE(least.lower_bound(), nearest.point.norm() * (1.0 + 1e-12));
    EXPECT_GE(least.lower_bound(), nearest.point.norm() * (1.0 - 1e-9));
  }
}

TEST(LeastNorm, KnowsThatNoPointFulfilsOppositeRows) {
  LeastNorm least(2);
  EXPECT_TRUE(least.add(Vector::Unit(2, 0), 1.0, 0));
  EXPECT_FALSE(least.add(-Vector::Unit(2, 0), 0.0, 1));
}

TEST(Decomposition, GoesOnExactlyWhereRoughSplitsDoNotComeAbout) {
  for (const Shape& shape : {Shape{5, 12}, Shape{60, 6}}) {
    Random random(7);
    const RowMajorMatrix X = random_matrix(shape.n, shape.r, random);
    const Index m = 20;
    Network gated;
    gated.gated = true;
    gated.W1 = random_matrix(m, shape.r, random);
    gated.b1 = Vector::Zero(m);
    gated.W2 = random_matrix(2, m, random);
    gated.gates = RowMajorMatrix::Zero(m, shape.r + 1);
    gated.gates.leftCols(shape.r) = random_matrix(m, shape.r, random);
    Decomposition rough(X, gated, false, 0.05), exact(X, gated, false, 1e-6);
    while (!rough.done()) rough.advance(0.0);
    while (!exact.done()) exact.advance(0.0);
    const DecomposeResult result = rough.result(), least = exact.result();
    const Matrix before = predict(gated, X);
    EXPECT_LE((predict(result.network, X) - before).norm(), 1e-9 * before.norm());
    EXPECT_LE(result.norm - result.lower_bound, 0.05 * result.norm);
    EXPECT_LE(result.lower_bound, least.norm * (1.0 + 1e-12));
    EXPECT_LE(result.violation, 1e-12 * result.norm);
    // A rough split is one projection.
    if (shape.n < shape.r) {
      EXPECT_GT(result.projections, result.blocks);
    } else {
      EXPECT_LE(result.projections, result.blocks);
    }
  }
}

}  // namespace
}  // namespace convexrelu
