#include <Eigen/Cholesky>

#include "support.h"

namespace convexrelu::testing {
namespace {

// With the squared loss a ridge is a linear system.
TEST(RegularizedPrograms, RidgeIsALinearSystem) {
  const Data data = circle(30, false);
  Options options;
  options.formulation = "gated-relu";
  options.regularizer = "l2";
  options.beta = 0.02;
  options.tolerance = 1e-10;
  options.patterns.count = 15;
  Session session(data.X, data.Y, options, nullptr);
  session.advance(60.0);
  const auto& track = dynamic_cast<const ProgramTrack&>(*session.run().tracks()[0]);
  const Problem& problem = track.problem();
  const Index r = problem.data.rank();
  Matrix A(30, r * problem.blocks());
  for (Index i = 0; i < problem.blocks(); ++i) {
    A.middleCols(i * r, r) = problem.data.masked(i, Matrix::Identity(r, r));
  }
  Matrix normal = (2.0 / 30.0) * A.transpose() * A;
  normal.diagonal().array() += options.beta;
  const Vector u = normal.ldlt().solve((2.0 / 30.0) * (A.transpose() * data.Y));
  const double optimum =
      (A * u - data.Y).squaredNorm() / 30.0 + 0.5 * options.beta * u.squaredNorm();
  const Result result = session.result();
  EXPECT_NEAR(result.objective, optimum, 1e-9 * optimum);
  EXPECT_LE(result.lower_bound, optimum * (1 + 1e-12));
}

// Data of rank 2 in 5 columns: single weights and features are those of the columns.
TEST(RegularizedPrograms, RegularizersMeanTheColumnsOfTheData) {
  Random random(3);
  const Matrix basis = random_matrix(2, 5, random);
  const RowMajorMatrix X = random_matrix(30, 2, random) * basis;
  const Data data{X, Matrix(X.col(0).cwiseMax(0.0) - X.col(1).cwiseMax(0.3))};
  for (const RegularizerRow& row : kRegularizers) {
    Options options;
    options.formulation = "gated-relu";
    options.regularizer = row.name;
    options.beta = 1e-2;
    options.max_iterations = 1e5;
    options.patterns.count = 20;
    Session session(data.X, data.Y, options, nullptr);
    session.advance(60.0);
    const Result result = session.result();
    EXPECT_EQ(result.status, Status::optimal) << row.name;
    EXPECT_NEAR(result.objective, session.run().objective(), 1e-11) << row.name;
  }
}

// What one output leaves out, another may need: a program each.
TEST(RegularizedPrograms, FeatureRemovesFeaturesOfAnOutput) {
  Random random(3);
  Data data{random_matrix(60, 4, random), RowMajorMatrix(60, 2)};
  data.Y.col(0) = data.X.col(0).cwiseMax(0.0);
  data.Y.col(1) = data.X.col(2).cwiseMax(0.0);
  Options options;
  options.formulation = "gated-relu";
  options.regularizer = "feature";
  options.beta = 0.3;
  const Network network = train(data, options).network;
  for (Index k = 0; k < 2; ++k) {
    Vector used = Vector::Zero(4);
    for (Index j = 0; j < network.neurons(); ++j) {
      if (network.W2(k, j) != 0.0) used += network.W1.row(j).cwiseAbs().transpose();
    }
    for (Index feature = 0; feature < 4; ++feature) {
      EXPECT_EQ(used[feature] != 0.0, feature == 2 * k) << k << " " << feature;
    }
  }
}

TEST(RegularizedPrograms, ReluRefusesWhatItsConesDoNotAllow) {
  const Data data = circle(10, true);
  for (const RegularizerRow& row : kRegularizers) {
    if (*row.refuses_cones == '\0') continue;
    Options options;
    options.regularizer = row.name;
    try {
      train(data, options);
      FAIL() << row.name;
    } catch (const Error& error) {
      EXPECT_EQ(error.what(), "regularizer '" + std::string(row.name) +
                                  "' cannot be used with formulation 'relu': " + row.refuses_cones);
    }
  }
}

}  // namespace
}  // namespace convexrelu::testing
