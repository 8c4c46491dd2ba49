#include "session.h"

#include "support.h"

namespace convexrelu::testing {
namespace {

std::string message_of(const Data& data, const Options& options) {
  try {
    Session session(data.X, data.Y, options, nullptr);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "invalid-argument");
    return error.what();
  }
  return "";
}

TEST(Options, BrokenRulesNameArgumentRuleAndValue) {
  const Data data = circle(10, true);
  const auto with = [&](auto change) {
    Options options;
    change(options);
    return message_of(data, options);
  };
  EXPECT_EQ(with([](Options& o) { o.beta = -1; }), "beta must be a finite number >= 0, but is -1");
  EXPECT_EQ(with([](Options& o) { o.beta = NAN; }),
            "beta must be a finite number >= 0, but is NaN");
  EXPECT_EQ(with([](Options& o) { o.tolerance = INFINITY; }),
            "tolerance must be a finite number >= 0, but is Infinity");
  EXPECT_EQ(with([](Options& o) { o.max_iterations = 1.5; }),
            "maxIterations must be a whole number >= 0, but is 1.5");
  EXPECT_EQ(with([](Options& o) { o.time_limit = -1; }),
            "timeLimit must be a number >= 0, but is -1");
  EXPECT_EQ(with([](Options& o) { o.seed = -1; }),
            "seed must be a whole number from 0 to 2^53 - 1, but is -1");
  EXPECT_EQ(with([](Options& o) { o.patterns.count = 0; }),
            "patterns.count must be a whole number from 1 to 1000000, but is 0");
  EXPECT_EQ(with([](Options& o) { o.loss = "huber"; }),
            "loss must be one of 'squared', 'hinge', 'logistic', 'softmax', but is 'huber'");
  EXPECT_EQ(with([](Options& o) { o.formulation = "tanh"; }),
            "formulation must be one of 'relu', 'gated-relu', 'linear', but is 'tanh'");
  EXPECT_NE(with([](Options& o) { o.regularizer = "x"; }), "");
  EXPECT_NE(with([](Options& o) { o.solver = "x"; }), "");
  EXPECT_NE(with([](Options& o) { o.patterns.sampler = "x"; }), "");
  EXPECT_NE(with([](Options& o) { o.patterns.kind = "x"; }), "");
  EXPECT_EQ(with([](Options& o) { o.patterns.kind = "given"; }),
            "patterns.gates must hold at least one gate, but has 0 rows");
  EXPECT_EQ(with([](Options& o) {
              o.patterns.kind = "given";
              o.patterns.gates = RowMajorMatrix::Ones(2, 5);
            }),
            "patterns.gates must have 2 or 3 columns, but has 5");
}

TEST(Options, TargetsOfMarginLossesAreSigns) {
  Data data = circle(10, true);
  data.Y(4, 0) = 0.5;
  Options options;
  options.loss = "hinge";
  EXPECT_EQ(message_of(data, options),
            "Y must hold only -1 and 1 for loss 'hinge', but row 4, column 0 is 0.5");
}

TEST(Options, NumbersWhoseSquaresOverflowAreRefused) {
  Data data = circle(10, true);
  data.X(3, 1) = 1e200;
  EXPECT_EQ(message_of(data, Options()),
            "X must hold numbers of size 1e100 at most, but row 3, column 1 is 1e+200");
}

TEST(Session, RefusesWhatCannotFitInMemory) {
  const Data data = circle(1000, true);
  Options options;
  options.patterns.kind = "given";
  options.patterns.gates = RowMajorMatrix::Ones(20000000, 2);
  try {
    Session session(data.X, data.Y, options, nullptr);
    FAIL() << "should have refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "out-of-memory");
  }
}

TEST(Session, LimitsAreStatusesWithAnHonestGap) {
  const Data data = circle(60, true);
  Options options;
  options.beta = 1e-4;
  options.max_iterations = 3;
  const Result stopped = train(data, options);
  EXPECT_EQ(stopped.status, Status::iteration_limit);
  EXPECT_EQ(stopped.iterations, 3);
  options.max_iterations = 10000;
  options.time_limit = 0;
  const Result late = train(data, options);
  EXPECT_EQ(late.status, Status::time_limit);
  options.time_limit = 100;
  const Result whole = train(data, options);
  EXPECT_EQ(whole.status, Status::optimal);
  for (const Result& result : {stopped, late}) {
    EXPECT_GT(result.gap, 0.0);
    EXPECT_GE(result.objective, whole.lower_bound);
    EXPECT_LE(result.lower_bound, whole.objective);
  }
}

// Tolerance 0 cannot be reached: the run ends by itself, with a gap of rounding size.
TEST(Session, AnImpossibleToleranceStalls) {
  for (const FormulationRow& formulation : kFormulations) {
    Options options;
    options.formulation = formulation.name;
    options.patterns.kind = sampled_kind(formulation);
    options.tolerance = 0;
    const Result result = train(circle(20, true), options);
    EXPECT_TRUE(result.status == Status::stalled || result.status == Status::optimal);
    EXPECT_LT(result.relative_gap, 1e-9);
  }
}

TEST(Session, HistoryNeverGetsWorse) {
  const Data data = circle(60, true);
  Options options;
  options.patterns.priced = false;  // another program has another lower bound
  Session session(data.X, data.Y, options, nullptr);
  while (!session.run().done()) session.advance(0.0);
  const History& history = session.run().history();
  ASSERT_GT(history.seconds.size(), 3u);
  for (std::size_t k = 1; k < history.seconds.size(); ++k) {
    EXPECT_LE(history.objective[k], history.objective[k - 1]);
    EXPECT_GE(history.lower_bound[k], history.lower_bound[k - 1]);
    EXPECT_GE(history.seconds[k], history.seconds[k - 1]);
    EXPECT_GE(history.iterations[k], history.iterations[k - 1]);
  }
}

TEST(Session, SlicesDoNotChangeTheResult) {
  const Data data = circle(60, true);
  Session sliced(data.X, data.Y, Options(), nullptr);
  while (!sliced.run().done()) sliced.advance(0.0);
  const Result whole = train(data, Options());
  EXPECT_EQ(sliced.result().objective, whole.objective);
  EXPECT_EQ(sliced.result().network.W1, whole.network.W1);
  EXPECT_EQ(sliced.result().dual, whole.dual);
}

// A worker looks at its result now and then, by the clock.
TEST(Session, LookingAtTheResultDoesNotChangeIt) {
  for (bool priced : {false, true}) {
    const Data data = circle(40, true);
    Options options;
    options.patterns.kind = "sampled";
    options.patterns.priced = priced;
    Session watched(data.X, data.Y, options, nullptr), alone(data.X, data.Y, options, nullptr);
    for (double beta : {1e-2, 1e-3}) {
      for (Session* session : {&watched, &alone}) session->set_beta(beta);
      while (!watched.run().done()) {
        watched.advance(0.0);
        watched.result();
      }
      alone.advance(1e9);
      const Result expected = alone.result(), found = watched.result();
      EXPECT_EQ(found.lower_bound, expected.lower_bound);
      EXPECT_EQ(found.dual, expected.dual);
      EXPECT_EQ(found.network.W1, expected.network.W1);
      EXPECT_EQ(found.cones.value, expected.cones.value);
    }
  }
}

// The dual variable is feasible and proves the bound: checked here from X alone.
TEST(Session, TheCertificateHolds) {
  for (const FormulationRow& formulation : kFormulations) {
    const Data data = circle(25, true);
    Options options;
    options.formulation = formulation.name;
    options.patterns.kind = sampled_kind(formulation);
    options.beta = 1e-3;
    const Result result = train(data, options);
    Matrix X(25, 3);
    X << data.X, Vector::Ones(25);
    const PatternSet patterns(data.X, result.gates);
    std::size_t proof = 0;
    for (Index i = 0; i < patterns.count(); ++i) {
      for (double sign : {1.0, -1.0}) {
        Vector g = Vector::Zero(3);
        for (Index k = 0; k < 25; ++k) {
          if (patterns.active(i, k)) g += sign * result.dual(k, 0) * X.row(k).transpose();
        }
        if (formulation.cones && proof < result.cones.pattern.size() &&
            result.cones.pattern[proof] == double(i) && result.cones.sign[proof] == sign) {
          const auto first = std::size_t(result.cones.start[proof]);
          for (auto e = first; e < std::size_t(result.cones.start[proof + 1]); ++e) {
            const Index row = Index(result.cones.row[e]);
            ASSERT_GE(result.cones.value[e], 0.0);
            g += (patterns.active(i, row) ? 1.0 : -1.0) * result.cones.value[e] *
                 X.row(row).transpose();
          }
          ++proof;
        }
        EXPECT_LE(g.norm(), options.beta * (1 + 1e-9));
      }
    }
    EXPECT_EQ(proof, result.cones.pattern.size());
    const double bound = kLosses[0].make()->dual_value(result.dual, data.Y);
    EXPECT_NEAR(bound, result.lower_bound, 1e-12 * result.objective);
  }
}

struct Odd {
  const char* name;
  RowMajorMatrix X, Y;
};

std::vector<Odd> odd_data() {
  Random random(31);
  std::vector<Odd> all;
  all.push_back({"one point", RowMajorMatrix::Ones(1, 2), RowMajorMatrix::Ones(1, 1)});
  all.push_back({"zero X", RowMajorMatrix::Zero(8, 2), random_signs(8, 1, random)});
  all.push_back({"constant y", random_matrix(8, 2, random), RowMajorMatrix::Ones(8, 1)});
  all.push_back({"zero y", random_matrix(8, 2, random), RowMajorMatrix::Zero(8, 1)});
  Odd twice{"contradictory duplicates", RowMajorMatrix(8, 2), RowMajorMatrix(8, 1)};
  const Matrix half = random_matrix(4, 2, random);
  twice.X << half, half;
  twice.Y << Vector::Ones(4), -Vector::Ones(4);
  all.push_back(twice);
  all.push_back({"wide", random_matrix(5, 12, random), random_signs(5, 1, random)});
  Odd scaled{"scaled columns", random_matrix(12, 3, random), random_signs(12, 1, random)};
  scaled.X.col(0) *= 30;
  scaled.X.col(1) /= 30;
  all.push_back(scaled);
  return all;
}

TEST(Session, OddDataIsTrainedAndCertified) {
  for (const FormulationRow& formulation : kFormulations) {
    for (const LossRow& loss : kLosses) {
      for (bool bias : {true, false}) {
        for (const Odd& odd : odd_data()) {
          if (loss.make()->needs_signs() && odd.Y.isZero()) continue;
          const RowMajorMatrix Y = loss.make()->couples_outputs() ? classes_of(odd.Y) : odd.Y;
          Options options;
          options.formulation = formulation.name;
          options.patterns.kind = sampled_kind(formulation);
          options.loss = loss.name;
          options.bias = bias;
          options.beta = 1e-2;
          const Result result = train({odd.X, Y}, options);
          const std::string what =
              std::string(odd.name) + ", " + formulation.name + ", " + loss.name;
          EXPECT_EQ(result.status, Status::optimal) << what << ", gap " << result.relative_gap;
          EXPECT_TRUE(std::isfinite(result.objective)) << what;
          EXPECT_TRUE(result.network.W1.allFinite() && result.dual.allFinite()) << what;
        }
      }
    }
  }
}

// Columns twelve decades apart may end in a stall, but never in a wrong number.
TEST(Session, ExtremeUnitsEndWithAnHonestGap) {
  Random random(31);
  Data data{random_matrix(12, 3, random), random_signs(12, 1, random)};
  data.X.col(0) *= 1e6;
  data.X.col(1) *= 1e-6;
  for (const FormulationRow& formulation : kFormulations) {
    for (const LossRow& loss : kLosses) {
      Options options;
      options.formulation = formulation.name;
      options.patterns.kind = sampled_kind(formulation);
      options.loss = loss.name;
      options.beta = 1e-2;
      const bool classes = loss.make()->couples_outputs();
      const Result result = train(classes ? Data{data.X, classes_of(data.Y)} : data, options);
      EXPECT_NE(result.status, Status::running);
      EXPECT_EQ(result.status == Status::optimal, result.relative_gap <= 1e-6);
      EXPECT_TRUE(std::isfinite(result.objective) && result.gap >= 0.0);
      EXPECT_TRUE(result.network.W1.allFinite() && result.dual.allFinite());
    }
  }
}

TEST(Session, BetaZeroEndsWithAnHonestGap) {
  Options options;
  options.beta = 0;
  const Result result = train(circle(20, true), options);
  EXPECT_NE(result.status, Status::running);
  EXPECT_GE(result.gap, 0.0);
  EXPECT_TRUE(std::isfinite(result.objective));
}

TEST(Network, PredictsAndCostsWhatItsDefinitionSays) {
  Network network;
  network.W1.resize(2, 1);
  network.W1 << 2, -1;
  network.b1 = Vector::Zero(2);
  network.b1 << -1, 0.5;
  network.W2.resize(1, 2);
  network.W2 << 3, -2;
  RowMajorMatrix X(3, 1);
  X << -1, 0, 1;
  Matrix expected(3, 1);
  expected << -3, -1, 3;
  EXPECT_EQ(predict(network, X), expected);
  const auto squared = kLosses[0].make();
  EXPECT_NEAR(objective(network, X, expected, *squared, 0.1), 0.05 * (5 + 1.25 + 13), 1e-15);
  network.gated = true;
  network.gates.resize(2, 2);
  network.gates << 1, 0, 0, -1;  // x ≥ 0, never
  expected << 0, -3, 3;
  EXPECT_EQ(predict(network, X), expected);
}

}  // namespace
}  // namespace convexrelu::testing
