// Sampled programs that get the patterns they lack, and the first-order solver.
#include "support.h"

namespace convexrelu {
namespace {

using testing::circle;
using testing::Data;
using testing::train;

Options sampled(double count, bool priced) {
  Options options;
  options.beta = 1e-2;
  options.patterns.count = count;
  options.patterns.priced = priced;
  return options;
}

double exact_lower_bound(const Data& data, Options options) {
  options.patterns.kind = "exact";
  return train(data, options).lower_bound;
}

TEST(Priced, ReachTheGlobalOptimumWhereItIsKnown) {
  for (const char* loss : {"squared", "hinge", "logistic"}) {
    const Data data = circle(40, true);
    Options options = sampled(5, false);
    options.loss = loss;
    const Result few = train(data, options);
    options.patterns.priced = true;
    const Result priced = train(data, options);
    EXPECT_EQ(few.priced, 0);
    EXPECT_GT(priced.priced, 0);
    EXPECT_EQ(priced.patterns, few.patterns + priced.priced);
    EXPECT_EQ(priced.status, Status::optimal);
    EXPECT_FALSE(priced.global);
    EXPECT_LT(priced.objective, 0.98 * few.objective) << loss;
    const double best = exact_lower_bound(data, options);
    EXPECT_GT(priced.objective, best - 1e-9);
    EXPECT_LT(priced.objective, 1.02 * best) << loss;
  }
}

TEST(Priced, BoundHoldsForTheProgramWithThePatternsAdded) {
  const Data data = circle(30, false);
  const Result priced = train(data, sampled(3, true));
  Options given;
  given.beta = 1e-2;
  given.patterns.kind = "given";
  given.patterns.gates = priced.gates;
  const Result again = train(data, given);
  EXPECT_EQ(again.patterns, priced.patterns);
  EXPECT_LE(priced.lower_bound, again.objective * (1 + 1e-12));
  EXPECT_NEAR(priced.objective, again.objective, 2e-6 * again.objective);
}

TEST(Priced, FindsPatternsWhereSampledOnesCannotLowerTheObjective) {
  // One gate that is active nowhere: over its pattern the zero network is optimal for every β.
  const Data data = circle(30, true);
  Options options = sampled(1, true);
  double seed = 0;
  Result narrow;
  for (;; ++seed) {
    options.patterns.seed = seed;
    options.patterns.priced = false;
    options.beta = 0.1;
    narrow = train(data, options);
    if (narrow.network.neurons() == 0) break;
    ASSERT_LT(seed, 500);
  }
  options.patterns.priced = true;
  EXPECT_LT(train(data, options).objective, 0.999 * narrow.objective);
}

TEST(Priced, SeveralOutputsShareTheirPatterns) {
  Data data = circle(40, true);
  RowMajorMatrix Y(40, 3);
  Y << data.Y, -data.Y, data.X.col(0);
  const Result together = train({data.X, Y}, sampled(5, true));
  EXPECT_EQ(together.status, Status::optimal);
  double alone = 0.0;
  for (Index k = 0; k < 3; ++k) alone += exact_lower_bound({data.X, Y.col(k)}, sampled(5, true));
  EXPECT_LT(together.objective, 1.02 * alone);
}

TEST(Priced, WarmStartKeepsThePatternsOfTheNetwork) {
  const Data data = circle(40, false);
  const Result first = train(data, sampled(5, true));
  const Result again = train(data, sampled(5, true), &first.network);
  EXPECT_LE(again.objective, first.objective * (1 + 1e-6));
  EXPECT_LT(again.iterations, first.iterations);
}

TEST(Priced, FromBetaMaxOnTheZeroNetworkIsOptimalWithGapZero) {
  for (const char* loss : {"squared", "hinge", "logistic"}) {
    const Data data = circle(40, true);
    Options options = sampled(3, true);
    options.loss = loss;
    const double beta_max = train(data, options).beta_max;
    options.beta = beta_max;
    const Result zero = train(data, options);
    EXPECT_EQ(zero.gap, 0.0) << loss;
    EXPECT_EQ(zero.network.neurons(), 0) << loss;
    EXPECT_EQ(zero.beta_max, beta_max) << loss;
    options.patterns.kind = "exact";
    EXPECT_LE(beta_max, train(data, options).beta_max * (1 + 1e-9));
    EXPECT_GT(beta_max, train(data, options).beta_max * 0.95);
  }
}

TEST(Priced, StopsWithinItsLimits) {
  const Data data = circle(60, false);
  Options options = sampled(5, true);
  options.beta = 1e-4;
  options.max_iterations = 12;
  const Result result = train(data, options);
  EXPECT_EQ(result.status, Status::iteration_limit);
  EXPECT_GT(result.relative_gap, options.tolerance);
  EXPECT_TRUE(std::isfinite(result.lower_bound));
}

TEST(Fista, AgreesWithTheDefaultSolver) {
  for (const char* formulation : {"relu", "gated-relu"}) {
    for (const char* loss : {"squared", "logistic"}) {
      const Data data = circle(60, true);
      Options options = sampled(20, false);
      options.formulation = formulation;
      options.loss = loss;
      const Result newton = train(data, options);
      options.solver = "fista";
      const Result gradient = train(data, options);
      EXPECT_EQ(gradient.status, Status::optimal) << formulation << loss;
      EXPECT_EQ(gradient.solver, "fista");
      EXPECT_NEAR(gradient.objective, newton.objective, 2e-6 * newton.objective);
      const Result warm = train(data, options, &gradient.network);
      EXPECT_LT(warm.iterations, gradient.iterations);
    }
  }
}

TEST(Fista, RefusesALossWithAKink) {
  const Data data = circle(10, true);
  Options options = sampled(5, false);
  options.loss = "hinge";
  options.solver = "fista";
  try {
    train(data, options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "solver 'fista' cannot be used: it needs a loss with a gradient, and this one has a "
              "kink");
  }
}

TEST(Fista, IsChosenForManySamplesAndWeightsWithoutCones) {
  Random random(3);
  const RowMajorMatrix X = testing::random_matrix(10000, 30, random);
  const auto chosen = [&](Index n, double gates, const char* formulation, const char* loss,
                          double tolerance) {
    const Data data{X.topRows(n), X.topRows(n).col(0).cwiseSign()};
    Options options = sampled(gates, false);
    options.formulation = formulation;
    options.loss = loss;
    options.tolerance = tolerance;
    return Session(data.X, data.Y, options, nullptr).result().solver;
  };
  EXPECT_EQ(chosen(10000, 60, "gated-relu", "squared", 1e-6), "fista");
  EXPECT_EQ(chosen(10000, 50, "gated-relu", "squared", 2e-2), "fista");
  EXPECT_EQ(chosen(2100, 70, "gated-relu", "squared", 1e-3), "fista");
  EXPECT_EQ(chosen(2100, 70, "gated-relu", "squared", 1e-6), "dual-newton");
  EXPECT_EQ(chosen(10000, 50, "gated-relu", "hinge", 1e-6), "dual-newton");
  EXPECT_EQ(chosen(10000, 2, "relu", "squared", 1e-3), "dual-newton");
  // Where the factor of alternating directions is worth its price.
  EXPECT_EQ(chosen(10000, 50, "gated-relu", "squared", 1e-6), "dual-newton");
  EXPECT_EQ(chosen(10000, 15, "gated-relu", "squared", 1e-3), "dual-newton");
  EXPECT_EQ(chosen(1900, 70, "gated-relu", "squared", 1e-3), "dual-newton");
}

}  // namespace
}  // namespace convexrelu
