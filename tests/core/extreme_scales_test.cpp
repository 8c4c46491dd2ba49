// Data whose numbers are of very different sizes: what is claimed must hold, or the data are
// refused.
#include <cmath>
#include <vector>

#include "support.h"

namespace convexrelu::testing {
namespace {

// Three samples of one feature and their targets.
Data samples(double a, double b, double c) {
  Data data{RowMajorMatrix(3, 1), RowMajorMatrix(3, 1)};
  data.X << a, b, c;
  data.Y << -4.5, -3.5, -1.375;
  return data;
}

// With features that are nothing beside the bias, the best constant c solves
// min Σ(c − y)²/n + β|c|, for a neuron of bias b and output a costs β|a b|: c = mean ∓ β/2.
double objective_of_a_constant(const Matrix& Y, double beta) {
  const double mean = Y.mean(), c = (mean > 0 ? 1 : -1) * (std::abs(mean) - beta / 2);
  return (Y.array() - c).square().mean() + beta * std::abs(c);
}

TEST(ExtremeScales, FeaturesThatAreNothingLeaveTheBias) {
  Options options;
  options.patterns.kind = "auto";
  options.beta = 0.03;
  for (const double scale : {1e-12, 1e-20, 1e-30, 1e-100, 1e-160, 1e-300}) {
    const Data data = samples(scale, 2 * scale, -4 * scale);
    for (const char* formulation : {"relu", "linear"}) {
      options.formulation = formulation;
      const Result result = train(data, options);
      EXPECT_EQ(result.status, Status::optimal) << scale << formulation;
      EXPECT_NEAR(result.objective, objective_of_a_constant(data.Y, options.beta), 1e-6)
          << scale << formulation;
      EXPECT_LE(result.lower_bound, objective_of_a_constant(data.Y, options.beta) + 1e-9);
    }
  }
}

TEST(ExtremeScales, OneLargeSampleDoesNotHideTheOthers) {
  Options options;
  options.patterns.kind = "auto";
  options.beta = 0.03;
  for (const double scale : {1e8, 1e14, 1e16, 1e20, 1e30}) {
    const Data data = samples(scale, 0.5, -1);
    // A network of one neuron that is constant but for the large sample, where it is 0.
    const double others = (-3.5 - 1.375) / 2;
    const double reached =
        (4.5 * 4.5 + std::pow(-3.5 - others, 2) + std::pow(-1.375 - others, 2)) / 3 +
        2 * options.beta * std::abs(others);
    for (const char* formulation : {"relu", "linear"}) {
      options.formulation = formulation;
      const Result result = train(data, options);
      if (result.status == Status::optimal) {
        EXPECT_LE(result.lower_bound, reached) << scale << formulation;
      }
      EXPECT_LE(result.lower_bound, result.objective);
    }
    // Whatever was reached: the zero network is not optimal.
    options.formulation = "linear";
    EXPECT_LT(train(data, options).lower_bound, 4.0) << scale;
  }
}

TEST(ExtremeScales, ExactPatternsNeedDirectionsOfComparableSize) {
  Data data = circle(8, false);
  data.X.col(0) *= 1e-30;
  Options options;
  options.patterns.kind = "exact";
  try {
    Session session(data.X, data.Y, options, nullptr);
    FAIL() << "not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "invalid-argument");
    EXPECT_NE(std::string(error.what()).find("scale the columns of X"), std::string::npos);
  }
  options.patterns.kind = "auto";
  const Result result = train(data, options);
  EXPECT_LE(result.lower_bound, result.objective);
}

// The third row has a direction of its own, in which it is 1e15 times smaller than the first row
// is.
TEST(ExtremeScales, NoDirectionOfASmallRowIsLost) {
  Data data{RowMajorMatrix(3, 3), RowMajorMatrix::Constant(3, 1, -1.0)};
  data.X << 1099511627776.0, 0, -1e9, 0, 1e6, 0, 0.5, 1, 0;
  Options options;
  options.loss = "hinge";
  options.beta = 0.3;
  options.bias = false;
  options.patterns.kind = "auto";
  const Result result = train(data, options);
  // A neuron along the third row alone has |νᵀ(Xu)_+| = |ν_3| ‖x_3‖.
  EXPECT_LE(std::abs(result.dual(2, 0)) * data.X.row(2).norm(), 0.3 * (1 + 1e-12));
}

// One output is within its tolerance, the other cannot get there: that is the end, without any
// limit.
TEST(ExtremeScales, AnOutputThatStallsDoesNotKeepTheOthersBusy) {
  Data data{RowMajorMatrix(3, 2), RowMajorMatrix(3, 2)};
  data.X << 4.875, -1.375, 0.875, -4.875, -2.75, -4;
  data.Y << 1, -1, -1, -1, 1, -1;
  Options options;
  options.loss = "hinge";
  options.beta = 1e-9;
  options.bias = false;
  options.patterns.kind = "exact";
  options.tolerance = 0.1;
  const Result result = train(data, options);
  EXPECT_NE(result.status, Status::running);
  EXPECT_LE(result.lower_bound, result.objective);
}

// Beside the fourth row the others are rounding in whitened coordinates: rows of zeros, on which no
// neuron bends.
TEST(ExtremeScales, RowsThatAreNothingBesideAnotherHoldNoNeuron) {
  Data data{RowMajorMatrix(6, 2), RowMajorMatrix(6, 2)};
  data.X << -1, -1, 1e-99, 1e-12, 1e16, -1e5, 0, 1e30, -1e12, 1e3, 1e-12, -1e-200;
  data.Y << -2.625, 4.5, 0.5, -0.625, 4.875, 0.25, -5, 0.375, 0.375, -0.25, -3.75, 0.25;
  Options options;
  options.beta = 0.03;
  options.bias = false;
  options.max_iterations = 300;
  options.patterns.kind = "auto";
  const Result result = train(data, options);
  EXPECT_NE(result.status, Status::running);
  EXPECT_LE(result.lower_bound, result.objective);
}

// Near the largest numbers no quadratic model of the loss lies above it, however steep: the search
// for one ends.
TEST(ExtremeScales, GradientStepsEndNearTheLargestNumbers) {
  Options options;
  options.max_iterations = 200;
  options.formulation = "linear";
  options.patterns.kind = "auto";
  options.solver = "fista";
  for (const double scale : {1e14, 1e50, 1e90}) {
    Data data = samples(-0.3 * scale, 0.98 * scale, 0.06 * scale);
    const Result squared = train(data, options);
    EXPECT_NE(squared.status, Status::running) << scale;
    EXPECT_TRUE(squared.objective >= squared.lower_bound) << scale;
    Options classes = options;
    classes.loss = "softmax";
    classes.regularizer = "feature";
    data.Y.resize(3, 2);
    data.Y << 1, 0, 0, 1, 0, 1;
    const Result softmax = train(data, classes);
    EXPECT_NE(softmax.status, Status::running) << scale;
    EXPECT_TRUE(softmax.objective >= softmax.lower_bound) << scale;
  }
}

TEST(ExtremeScales, BetaIsNotLostInTheSmallestNumbers) {
  const Data data = samples(1, 2, 3);
  Options options;
  options.beta = 5e-324;
  EXPECT_THROW(Session(data.X, data.Y, options, nullptr), Error);
  options.beta = 0;
  EXPECT_NO_THROW(Session(data.X, data.Y, options, nullptr));
}

}  // namespace
}  // namespace convexrelu::testing
