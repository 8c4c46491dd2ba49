#include "support.h"

namespace convexrelu::testing {
namespace {

struct Case {
  std::string formulation, regularizer;
};

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const FormulationRow& formulation : kFormulations) {
    for (const RegularizerRow& regularizer : kRegularizers) {
      if (formulation.cones && *regularizer.refuses_cones != '\0') continue;
      cases.push_back({formulation.name, regularizer.name});
    }
  }
  return cases;
}

// Three classes: outside the circle, and left and right inside it.
Data three_classes(Index n) {
  Data data = circle(n, false);
  const Vector distance = data.Y.col(0);
  data.Y = RowMajorMatrix::Zero(n, 3);
  for (Index i = 0; i < n; ++i) {
    data.Y(i, distance[i] > 1.2 ? 0 : data.X(i, 0) > 0.0 ? 1 : 2) = 1.0;
  }
  return data;
}

class SoftmaxTest : public ::testing::TestWithParam<Case> {
 protected:
  Options options(double beta) const {
    Options options;
    options.formulation = GetParam().formulation;
    options.regularizer = GetParam().regularizer;
    options.loss = "softmax";
    options.beta = beta;
    options.patterns.kind = options.formulation == "linear" ? "auto" : "sampled";
    options.patterns.count = 30;
    options.max_iterations = 1e5;
    return options;
  }
};

TEST_P(SoftmaxTest, ReachesTheToleranceWithSeveralClasses) {
  const Data data = three_classes(45);
  Session session(data.X, data.Y, options(5e-3), nullptr);
  session.advance(60.0);
  const Result result = session.result();
  EXPECT_EQ(result.status, Status::optimal) << result.relative_gap;
  EXPECT_LE(result.relative_gap, 1e-6);
  EXPECT_NEAR(result.objective, session.run().objective(), 1e-12);
  for (Index j = 0; j < result.network.neurons(); ++j) {
    EXPECT_EQ((result.network.W2.col(j).array() != 0.0).count(), 1);
  }
}

// The multipliers of the zero network: all classes as likely as each other.
TEST_P(SoftmaxTest, FromBetaMaxOnTheZeroNetworkIsOptimal) {
  const Data data = three_classes(30);
  const double beta_max = train(data, options(1e-2)).beta_max;
  if (GetParam().regularizer == "l2") {  // removes nothing
    EXPECT_EQ(beta_max, INFINITY);
    return;
  }
  const Result zero = train(data, options(beta_max));
  EXPECT_EQ(zero.network.neurons(), 0);
  EXPECT_EQ(zero.gap, 0.0);
  EXPECT_NEAR(zero.objective, std::log(3.0), 1e-14);
  EXPECT_GT(train(data, options(0.99 * beta_max)).network.neurons(), 0);
}

// Two classes are the logistic loss of the difference z = z_1 − z_2 of their outputs. Where R is a
// norm, sharing z out costs as much as z itself; half a square costs half, as (z/2)² + (z/2)² does.
TEST_P(SoftmaxTest, OfTwoClassesIsLogistic) {
  const Data data = circle(40, true);
  Options wanted = options(1e-2);
  wanted.patterns.priced = false;
  const Result classes = train({data.X, classes_of(data.Y)}, wanted);
  wanted.loss = "logistic";
  if (wanted.regularizer == "l2") wanted.beta /= 2.0;
  const Result signs = train(data, wanted);
  EXPECT_NEAR(classes.objective, signs.objective, 2e-6 * signs.objective);
  EXPECT_LE(classes.lower_bound, signs.objective);
  EXPECT_LE(signs.lower_bound, classes.objective);
}

TEST_P(SoftmaxTest, ContinuesFromAnEarlierSolution) {
  const Data data = three_classes(45);
  Options wanted = options(5e-3);
  wanted.patterns.priced = false;  // the same patterns again
  const Result cold = train(data, wanted);
  wanted.tolerance = 1e-4;
  Session warm(data.X, data.Y, wanted, &cold.network, &cold.dual);
  EXPECT_EQ(warm.run().status(), Status::optimal);
  EXPECT_EQ(warm.run().iterations(), 0);
}

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  const std::string formulation = info.param.formulation;
  return formulation.substr(0, formulation.find('-')) + "_" + info.param.regularizer;
}
INSTANTIATE_TEST_SUITE_P(Table, SoftmaxTest, ::testing::ValuesIn(all_cases()), name_of_case);

std::string refusal(const Data& data, const Options& options) {
  try {
    train(data, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Softmax, RefusesWhatItCannotHaveInASentence) {
  const Data data = three_classes(20);
  Options options;
  options.loss = "softmax";
  const std::string rule = "Y must hold a 1 and else 0 in every row for loss 'softmax', but ";
  Data wrong = data;
  wrong.Y(3, 1) = 0.5;
  EXPECT_EQ(refusal(wrong, options), rule + "row 3, column 1 is 0.5");
  wrong.Y.row(3).setOnes();
  EXPECT_EQ(refusal(wrong, options), rule + "row 3 sums to 3");
  EXPECT_EQ(refusal({data.X, RowMajorMatrix::Ones(20, 1)}, options),
            "Y must have a column for each of 2 classes at least for loss 'softmax', but has 1");
  options.patterns.kind = "exact";
  EXPECT_EQ(refusal(data, options), "patterns 'exact' needs a loss that is a sum over the outputs");
  options.patterns.kind = "auto";
  EXPECT_EQ(train(data, options).status, Status::optimal);
  options.solver = "dual-newton";
  EXPECT_EQ(refusal(data, options),
            "solver 'dual-newton' cannot be used: it takes no loss that couples the outputs");
}

}  // namespace
}  // namespace convexrelu::testing
