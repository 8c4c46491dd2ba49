#include "solvers.h"
#include "support.h"
#include "table.h"

namespace convexrelu::testing {
namespace {

// Optima of an independent solver, for every loss and both formulations.
TEST(Programs, AgreeWithTheFixtures) {
  for (const auto& program : fixture("programs.json")) {
    Options options;
    options.formulation = program["formulation"];
    options.loss = program["loss"];
    options.beta = program["beta"];
    options.bias = false;
    options.patterns.kind = "given";
    options.patterns.gates = matrix_of(program["gates"]);
    const Data data{matrix_of(program["X"]), column_of(program["y"])};
    const Result result = train(data, options);
    const std::string name =
        program["name"].get<std::string>() + " " + options.formulation + " " + options.loss;
    const double optimum = program["objective"];
    EXPECT_EQ(result.status, Status::optimal) << name;
    EXPECT_NEAR(result.objective, optimum, 1e-6 * optimum) << name;
    EXPECT_LE(result.lower_bound, optimum * (1 + 2e-7)) << name;
    EXPECT_EQ(result.patterns, Index(program["gates"].size())) << name;
  }
}

struct Case {
  std::string formulation, loss, regularizer;
};

// Every formulation with every loss, and every regularizer it takes with them.
std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const FormulationRow& formulation : kFormulations) {
    for (const LossRow& loss : kLosses) {
      for (const RegularizerRow& regularizer : kRegularizers) {
        if (formulation.cones && *regularizer.refuses_cones != '\0') continue;
        cases.push_back({formulation.name, loss.name, regularizer.name});
      }
    }
  }
  return cases;
}

class ProgramTest : public ::testing::TestWithParam<Case> {
 protected:
  Options options() const {
    Options options;
    options.formulation = GetParam().formulation;
    options.loss = GetParam().loss;
    options.regularizer = GetParam().regularizer;
    options.beta = 5e-3;
    options.patterns.kind =
        sampled_kind(find_row(kFormulations, "formulation", options.formulation));
    options.patterns.count = 40;
    options.patterns.priced = false;
    return options;
  }
  bool coupled() const {
    return find_row(kLosses, "loss", GetParam().loss).make()->couples_outputs();
  }
  bool signs() const { return GetParam().loss != "squared"; }
  // Signs, classes or distances, as the loss wants them.
  Data circle_data(Index n) const {
    Data data = circle(n, signs());
    if (coupled()) data.Y = classes_of(data.Y);
    return data;
  }
};

// The two that 'auto' chooses from; solver_table_test.cpp has all of them on smaller data.
TEST_P(ProgramTest, TheSolversOfAutoReachTheTolerance) {
  Random random(12);
  const RowMajorMatrix narrow = random_matrix(35, 2, random) * random_matrix(2, 6, random);
  // In the plane, of deficient rank, and with more features than samples.
  for (const RowMajorMatrix& X :
       {circle(60, true).X, narrow, RowMajorMatrix(random_matrix(15, 20, random))}) {
    Data data{X, X.rowwise().norm()};
    const double middle = data.Y.mean();
    if (signs()) data.Y = (data.Y.array() > middle).select(Matrix::Ones(X.rows(), 1), -1.0);
    if (coupled()) data.Y = classes_of(data.Y);
    double first = 0.0;
    for (const std::string solver : {"auto", "dual-newton", "fista"}) {
      Options wanted = options();
      wanted.max_iterations = 1e5;
      wanted.solver = solver;
      const bool has_kink = solver == "fista" && wanted.loss == "hinge";
      if (has_kink || (coupled() && solver == "dual-newton")) {
        EXPECT_THROW(train(data, wanted), Error);
        continue;
      }
      const Result result = train(data, wanted);
      EXPECT_EQ(result.status, Status::optimal) << solver << " " << X.cols();
      EXPECT_LE(result.relative_gap, 1e-6);
      if (first == 0.0) first = result.objective;
      EXPECT_NEAR(result.objective, first, 1e-5 * first);
    }
  }
}

// The objective of the network equals the program's, because blocks lie in their cones.
TEST_P(ProgramTest, TheNetworkIsWorthWhatTheProgramSays) {
  const Data data = circle_data(40);
  Session session(data.X, data.Y, options(), nullptr);
  session.advance(60.0);
  const Result result = session.result();
  EXPECT_NEAR(result.objective, session.run().objective(), 1e-12 * result.objective);
  const auto& track = dynamic_cast<const ProgramTrack&>(*session.run().tracks()[0]);
  const Matrix z = predict(result.network, data.X);
  EXPECT_LT((z - track.problem().unstacked(predictions(track.problem(), track.best()))).norm(),
            1e-11);
  if (!track.problem().cones) return;
  for (std::size_t k = 0; k < track.best().block.size(); ++k) {
    const Index pattern = track.problem().pattern(track.best().block[k]);
    const Vector scores = track.problem().data.Z() * track.best().U.col(Index(k));
    for (Index i = 0; i < scores.size(); ++i) {
      const bool active = track.problem().data.patterns().active(pattern, i);
      EXPECT_GE(active ? scores[i] : -scores[i], -1e-12);
    }
  }
}

TEST_P(ProgramTest, FromBetaMaxOnTheZeroNetworkIsOptimalWithGapZero) {
  const Data data = circle_data(30);
  Options wanted = options();
  const double beta_max = train(data, wanted).beta_max;
  if (options().regularizer == "l2") {  // removes nothing
    EXPECT_EQ(beta_max, INFINITY);
    return;
  }
  wanted.beta = beta_max;
  const Result zero = train(data, wanted);
  EXPECT_EQ(zero.network.neurons(), 0);
  EXPECT_EQ(zero.gap, 0.0);
  EXPECT_EQ(zero.status, Status::optimal);
  wanted.beta = beta_max * (1 - 1e-3);
  wanted.tolerance = 1e-9;
  EXPECT_GT(train(data, wanted).network.neurons(), 0);
}

TEST_P(ProgramTest, OrderOfSamplesDoesNotMatter) {
  const Data data = circle_data(30);
  Data reversed{data.X.colwise().reverse(), data.Y.colwise().reverse()};
  const double objective = train(data, options()).objective;
  EXPECT_NEAR(train(reversed, options()).objective, objective, 2e-6 * objective);
}

// X → tX with β → tβ, or t²β for half a square, leaves every optimal value alone.
TEST_P(ProgramTest, UnitsDoNotMatter) {
  const Data data = circle_data(30);
  Options wanted = options();
  wanted.bias = false;
  const double objective = train(data, wanted).objective;
  for (double t : {1e-4, 1e4}) {
    Data scaled{t * data.X, data.Y};
    Options other = wanted;
    other.beta = (wanted.regularizer == "l2" ? t * t : t) * wanted.beta;
    const Result result = train(scaled, other);
    EXPECT_EQ(result.status, Status::optimal);
    EXPECT_NEAR(result.objective, objective, 2e-6 * objective);
  }
}

// Every sample twice is the same average, and the same patterns.
TEST_P(ProgramTest, DuplicatedSamplesChangeNothing) {
  const Data data = circle_data(20);
  Data twice{RowMajorMatrix(40, 2), RowMajorMatrix(40, data.Y.cols())};
  twice.X << data.X, data.X;
  twice.Y << data.Y, data.Y;
  const double objective = train(data, options()).objective;
  EXPECT_NEAR(train(twice, options()).objective, objective, 2e-6 * objective);
}

TEST_P(ProgramTest, AWarmStartAtTheSolutionIsDoneAtOnce) {
  const Data data = circle_data(40);
  Options wanted = options();
  wanted.tolerance = 1e-5;
  const Result cold = train(data, wanted);
  wanted.tolerance = 1e-4;
  const Result warm = train(data, wanted, &cold.network);
  EXPECT_LE(warm.relative_gap, 1e-4);
  EXPECT_LT(2 * warm.iterations, cold.iterations);
}

TEST_P(ProgramTest, OutputsAreIndependent) {
  if (coupled()) GTEST_SKIP() << "the loss couples them";
  Random random(6);
  Data data = circle(25, signs());
  RowMajorMatrix Y(25, 3);
  Y << data.Y, random_signs(25, 2, random);
  Options wanted = options();
  wanted.tolerance = 1e-8;
  double sum = 0.0;
  for (Index k = 0; k < 3; ++k) sum += train({data.X, Y.col(k)}, wanted).objective;
  const Result together = train({data.X, Y}, wanted);
  EXPECT_EQ(together.network.W2.rows(), 3);
  EXPECT_NEAR(together.objective, sum, 1e-7 * sum);
  for (Index j = 0; j < together.network.neurons(); ++j) {
    EXPECT_EQ((together.network.W2.col(j).array() != 0.0).count(), 1);
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  const std::string formulation = info.param.formulation;
  return formulation.substr(0, formulation.find('-')) + "_" + info.param.loss + "_" +
         info.param.regularizer;
}
INSTANTIATE_TEST_SUITE_P(Table, ProgramTest, ::testing::ValuesIn(all_cases()), name_of_case);

}  // namespace
}  // namespace convexrelu::testing
