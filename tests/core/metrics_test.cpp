#include "metrics.h"

#include "support.h"

namespace convexrelu::testing {
namespace {

Options measured(const char* formulation, const char* loss) {
  Options options;
  options.formulation = formulation;
  options.loss = loss;
  options.beta = 2e-2;
  options.patterns.kind = "auto";
  options.patterns.count = 30;
  options.max_iterations = 1e5;
  options.metrics = {"all"};
  return options;
}

// The last entries are those of the network handed back.
TEST(Metrics, AreThoseOfTheNetwork) {
  for (const FormulationRow& formulation : kFormulations) {
    for (const LossRow& loss : kLosses) {
      const auto ell = loss.make();
      Data data = circle(40, ell->needs_signs() || ell->couples_outputs());
      Data held = circle(25, ell->needs_signs() || ell->couples_outputs(), 2);
      if (ell->couples_outputs()) {
        data.Y = classes_of(data.Y);
        held.Y = classes_of(held.Y);
      }
      Options options = measured(formulation.name, loss.name);
      options.validation_X = held.X;
      options.validation_Y = held.Y;
      Session session(data.X, data.Y, options, nullptr);
      session.advance(60.0);
      const Result result = session.result();
      const History& history = session.run().history();
      ASSERT_EQ(history.metrics.size(), history.objective.size());
      const Samples train{data.X, data.Y}, test{held.X, held.Y};
      const MetricInput last{result.network, *ell, train, test, result.gap, 0.0};
      const bool classes = std::string(loss.name) != "squared";
      EXPECT_EQ(session.metrics().size(), kMetrics.size() - (classes ? 0 : 2));
      for (std::size_t k = 0; k < session.metrics().size(); ++k) {
        const MetricRow& row = *session.metrics()[k];
        const double value = history.metrics.back()[k];
        EXPECT_NEAR(value, row.measure(last), 1e-9) << formulation.name << loss.name << row.name;
        EXPECT_TRUE(std::isfinite(history.metrics.front()[k])) << row.name;
      }
    }
  }
}

double measure(const char* name, const MetricInput& input) {
  return choose_metrics({name}, input.train, input.test)[0]->measure(input);
}

// By hand: z = 2x_1 − x_2 for three samples.
TEST(Metrics, CountWhatTheySay) {
  Network network;
  network.linear = true;
  network.W1.resize(2, 3);
  network.W1 << 2, 0, 0, 0, -1, 0;
  network.b1 = Vector::Zero(2);
  network.W2 = RowMajorMatrix::Ones(1, 2);
  RowMajorMatrix X(3, 3);
  X << 1, 0, 5, 0, 1, 5, 1, 3, 5;
  Matrix Y(3, 1);
  Y << 1, -1, 1;
  const Samples train{X, Y}, test{X.topRows(2), Y.topRows(2)};
  const auto squared = kLosses[0].make();
  const MetricInput input{network, *squared, train, test, 0.5, 0.25};
  EXPECT_EQ(measure("gap", input), 0.5);
  EXPECT_EQ(measure("constraintViolation", input), 0.25);
  EXPECT_NEAR(measure("trainLoss", input), (1.0 + 0.0 + 4.0) / 3.0, 1e-15);
  EXPECT_NEAR(measure("testLoss", input), 0.5, 1e-15);
  EXPECT_NEAR(measure("trainAccuracy", input), 2.0 / 3.0, 1e-15);
  EXPECT_EQ(measure("testAccuracy", input), 1.0);
  EXPECT_NEAR(measure("trainR2", input), 1.0 - 5.0 / (8.0 / 3.0), 1e-14);
  EXPECT_NEAR(measure("testR2", input), 0.5, 1e-15);
  EXPECT_EQ(measure("activeNeurons", input), 2.0);
  EXPECT_EQ(measure("activeFeatures", input), 2.0);
  EXPECT_NEAR(measure("sparsity", input), 4.0 / 6.0, 1e-15);
}

TEST(Metrics, NeedTheDataTheyAreMeasuredOn) {
  const Data data = circle(20, false);
  Options options = measured("gated-relu", "squared");
  const auto refusal = [&] {
    try {
      train(data, options);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refusal(), "");
  options.metrics = {"testLoss"};
  EXPECT_EQ(refusal(), "metrics 'testLoss' needs the option validation, for samples to test");
  options.metrics = {"trainAccuracy"};
  EXPECT_EQ(refusal(),
            "metrics 'trainAccuracy' needs targets that are classes: -1 and 1, or in several "
            "columns one 1 in every row");
  options.metrics = {"speed"};
  EXPECT_EQ(refusal().find("metrics must be one of 'gap', 'trainLoss'"), 0u);
  options.metrics = {};
  options.validation_X = data.X;
  options.validation_Y = data.Y;
  EXPECT_EQ(refusal(), "validation is for metrics, and the option metrics names none");
}

}  // namespace
}  // namespace convexrelu::testing
