#include "cone.h"

#include "support.h"

namespace convexrelu::testing {
namespace {

// The conditions that make p the projection of q onto a cone: p in it, p = q + Σ λ_i s_i z_i with
// λ ≥ 0, and p orthogonal to p − q.
void expect_projection(const Matrix& Z, const PatternSet& patterns, Index pattern, const Vector& q,
                       const ConeProjection& result) {
  Vector combined = q;
  for (std::size_t k = 0; k < result.tight.size(); ++k) {
    const Index i = result.tight[k];
    EXPECT_GE(result.multipliers[Index(k)], 0.0);
    combined += result.multipliers[Index(k)] * (patterns.active(pattern, i) ? 1.0 : -1.0) *
                Z.row(i).transpose();
  }
  EXPECT_LT((combined - result.point).norm(), 1e-10 * q.norm());
  EXPECT_NEAR(result.point.dot(result.point - q), 0.0, 1e-10 * q.squaredNorm());
  EXPECT_NEAR(result.norm, result.point.norm(), 1e-12 * q.norm());
  for (Index i = 0; i < Z.rows(); ++i) {
    const double score = (patterns.active(pattern, i) ? 1.0 : -1.0) * Z.row(i).dot(result.point);
    EXPECT_GE(score, -1e-12 * q.norm() * Z.row(i).norm());
  }
}

TEST(Cone, ProjectionsMeetTheirConditions) {
  Random random(21);
  for (int round = 0; round < 60; ++round) {
    const Index n = 3 + round % 40, d = 2 + round % 7;
    const RowMajorMatrix X = random_matrix(n, d, random);
    const Matrix Z = X;
    const PatternSet patterns = sampled_patterns(X, 5, std::uint64_t(round));
    ConeProjector projector(Z, patterns);
    TightRows start;
    for (Index pattern = 0; pattern < patterns.count(); ++pattern) {
      const Vector q = random_matrix(d, 1, random);
      const ConeProjection cold = projector.project(q, pattern, {}, 0.0);
      expect_projection(Z, patterns, pattern, q, cold);
      const Vector moved = q + 0.1 * random_matrix(d, 1, random);
      expect_projection(Z, patterns, pattern, moved,
                        projector.project(moved, pattern, cold.tight, 0.0));
      // A start that has nothing to do with this cone is only a slower start.
      expect_projection(Z, patterns, pattern, q, projector.project(q, pattern, start, 0.0));
      start = cold.tight;
    }
  }
}

// Far more rows are violated than are looked at together.
TEST(Cone, ProjectionsAmongManyRowsMeetTheirConditions) {
  Random random(23);
  for (const Index d : {2, 5, 12}) {
    const RowMajorMatrix X = random_matrix(3000, d, random);
    const Matrix Z = X;
    const PatternSet patterns = sampled_patterns(X, 4, std::uint64_t(d));
    ConeProjector projector(Z, patterns);
    for (Index pattern = 0; pattern < patterns.count(); ++pattern) {
      const Vector q = random_matrix(d, 1, random);
      expect_projection(Z, patterns, pattern, q, projector.project(q, pattern, {}, 0.0));
    }
  }
}

// With a norm on top: what minimizes ½‖u − q‖² + t‖u‖ over the cone is the shrunk projection.
TEST(Cone, NormAndConeTogetherAreTheShrunkProjection) {
  Random random(22);
  const RowMajorMatrix X = random_matrix(12, 4, random);
  const Matrix Z = X;
  const PatternSet patterns = sampled_patterns(X, 8, 4);
  ConeProjector projector(Z, patterns);
  const double t = 0.3;
  for (Index pattern = 0; pattern < patterns.count(); ++pattern) {
    const Vector q = random_matrix(4, 1, random);
    const auto cost = [&](const Vector& u) { return 0.5 * (u - q).squaredNorm() + t * u.norm(); };
    const ConeProjection projection = projector.project(q, pattern, {}, 0.0);
    const double shrink = std::max(0.0, 1.0 - t / std::max(projection.norm, 1e-300));
    const Vector best = shrink * projection.point;
    for (int k = 0; k < 200; ++k) {
      const Vector near = best + std::pow(10.0, -k % 5) * random_matrix(4, 1, random);
      const Vector other = projector.project(near, pattern, {}, 0.0).point;
      EXPECT_LE(cost(best), cost(other) + 1e-12);
    }
  }
}

TEST(Cone, DegenerateRowsDoNoHarm) {
  Random random(5);
  RowMajorMatrix X = random_matrix(12, 3, random);
  X.row(3) = X.row(2);         // duplicate
  X.row(4) = -2.0 * X.row(2);  // opposite, so that cones may have no interior
  X.row(5).setZero();
  X.row(6) = X.row(0) + X.row(1);
  X.row(7) *= 1e-9;
  X.row(8) *= 1e9;
  const Matrix Z = X;
  const PatternSet patterns = sampled_patterns(X, 30, 4);
  ConeProjector projector(Z, patterns);
  for (Index pattern = 0; pattern < patterns.count(); ++pattern) {
    const Vector q = random_matrix(3, 1, random);
    expect_projection(Z, patterns, pattern, q, projector.project(q, pattern, {}, 0.0));
  }
}

TEST(Cone, StopsAsSoonAsTheNormIsKnownToBeSmall) {
  Random random(5);
  const RowMajorMatrix X = random_matrix(40, 4, random);
  const Matrix Z = X;
  const PatternSet patterns = sampled_patterns(X, 20, 4);
  ConeProjector projector(Z, patterns);
  for (Index pattern = 0; pattern < patterns.count(); ++pattern) {
    const Vector q = random_matrix(4, 1, random);
    const double exact = projector.project(q, pattern, {}, 0.0).norm;
    const ConeProjection cut = projector.project(q, pattern, {}, 0.9 * q.norm());
    EXPECT_GE(cut.norm, exact - 1e-12);
    EXPECT_EQ(cut.point.norm() == 0.0, cut.norm <= 0.9 * q.norm());
  }
}

TEST(Cone, TangentSpaceIsOrthogonalToTightRows) {
  Random random(5);
  const RowMajorMatrix X = random_matrix(10, 5, random);
  const Matrix Z = X;
  const PatternSet patterns = sampled_patterns(X, 3, 4);
  ConeProjector projector(Z, patterns);
  const Matrix N = projector.tangent_space({2, 7});
  ASSERT_EQ(N.cols(), 3);
  EXPECT_LT((N.transpose() * N - Matrix::Identity(3, 3)).norm(), 1e-14);
  EXPECT_LT((Z.row(2) * N).norm() + (Z.row(7) * N).norm(), 1e-14);
  EXPECT_EQ(projector.tangent_space({}).cols(), 5);
}

}  // namespace
}  // namespace convexrelu::testing
