#include <Eigen/Cholesky>

#include "solvers.h"
#include "solvers/newton_system.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

// Every path of the linear solver against one dense matrix.
class NewtonSystemTest : public ::testing::TestWithParam<std::tuple<Index, Index, bool>> {};

TEST_P(NewtonSystemTest, SolvesTheDenseSystem) {
  const auto [n, blocks, with_tangents] = GetParam();
  Random random(8);
  const RowMajorMatrix X = random_matrix(n, 4, random);
  const GatedOperator data(X, sampled_patterns(X, blocks, 3));
  const Matrix Z = data.Z();
  ConeProjector projector(Z, data.patterns());
  const double sigma = 3.0;
  const Vector h = random_matrix(n, 1, random).cwiseAbs().array() + 0.1;
  std::vector<NewtonBlock> list;
  Matrix V = h.asDiagonal();
  for (Index k = 0; k < data.count(); ++k) {
    NewtonBlock block{{0.2 + 0.7 * random.uniform(), random_matrix(4, 1, random), {}}, k};
    Matrix N = Matrix::Identity(4, 4);
    if (with_tangents && k % 3 != 0) N = block.tangent = projector.tangent_space({k % n});
    block.direction = (N * (N.transpose() * block.direction)).normalized();
    const Matrix H = sigma * (block.shrink * N * N.transpose() +
                              (1 - block.shrink) * block.direction * block.direction.transpose());
    const Matrix DZ = data.masked(k, Matrix::Identity(4, 4));
    V += DZ * H * DZ.transpose();
    list.push_back(block);
  }
  const Vector b = random_matrix(n, 1, random);
  const Vector d = NewtonSystem(data, h, sigma, list).solve(b, 1e-12);
  EXPECT_LT((V * d - b).norm(), 1e-10 * b.norm());
}

// More samples than directions, fewer, with and without tangents.
INSTANTIATE_TEST_SUITE_P(Paths, NewtonSystemTest,
                         ::testing::Combine(::testing::Values(12, 90), ::testing::Values(3, 40),
                                            ::testing::Bool()));

TEST(NewtonSystem, LargeSystemsAreSolvedByIteration) {
  Random random(8);
  const Index n = 1600;
  const RowMajorMatrix X = random_matrix(n, 40, random);
  const GatedOperator data(X, sampled_patterns(X, 45, 3));
  std::vector<NewtonBlock> list;
  for (Index k = 0; k < data.count(); ++k) {
    list.push_back({{0.5, Vector(random_matrix(40, 1, random)).normalized(), {}}, k});
  }
  const Vector h = Vector::Constant(n, 50.0), b = random_matrix(n, 1, random);
  const Vector d = NewtonSystem(data, h, 1.0, list).solve(b, 1e-10);
  Vector image = h.cwiseProduct(d);
  for (const NewtonBlock& block : list) {
    Vector g = data.backward(d, {block.pattern}).col(0);
    g = 0.5 * g + 0.5 * block.direction.dot(g) * block.direction;
    image += data.forward(g, {block.pattern}, {1.0});
  }
  EXPECT_LT((image - b).norm(), 1e-9 * b.norm());
}

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
        const bool solved =
            loss.name != std::string("hinge") || regularizer.make()->is_sum_over_blocks();
        if (solved) cases.push_back({formulation.name, loss.name, regularizer.name});
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
    options.patterns.count = 40;
    options.patterns.priced = false;
    return options;
  }
  bool signs() const { return GetParam().loss != "squared"; }
};

TEST_P(ProgramTest, EverySolverReachesTheTolerance) {
  const Data data = circle(40, signs());
  double first = 0.0;
  for (const SolverRow& solver : kSolvers) {
    if (solver.make == nullptr) continue;  // not for programs
    Options wanted = options();
    wanted.max_iterations = 1e5;
    wanted.solver = solver.name;
    const bool smooth = options().loss != "hinge", blocks = options().regularizer != "feature";
    if (solver.name == std::string("fista") ? !smooth : !blocks) {
      EXPECT_THROW(train(data, wanted), Error) << solver.name;
      continue;
    }
    const Result result = train(data, wanted);
    EXPECT_EQ(result.status, Status::optimal) << solver.name;
    EXPECT_LE(result.relative_gap, 1e-6);
    if (first == 0.0) first = result.objective;
    EXPECT_NEAR(result.objective, first, 1e-5 * first);
  }
}

// The objective of the network equals the program's, because blocks lie in their cones.
TEST_P(ProgramTest, TheNetworkIsWorthWhatTheProgramSays) {
  const Data data = circle(40, signs());
  Session session(data.X, data.Y, options(), nullptr);
  session.advance(60.0);
  const Result result = session.result();
  EXPECT_NEAR(result.objective, session.run().objective(), 1e-12 * result.objective);
  const auto& track = dynamic_cast<const ProgramTrack&>(*session.run().tracks()[0]);
  const Matrix z = predict(result.network, data.X);
  EXPECT_LT((z.col(0) - predictions(track.problem(), track.best())).norm(), 1e-11);
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
  const Data data = circle(30, signs());
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
  const Data data = circle(30, signs());
  Data reversed{data.X.colwise().reverse(), data.Y.colwise().reverse()};
  const double objective = train(data, options()).objective;
  EXPECT_NEAR(train(reversed, options()).objective, objective, 2e-6 * objective);
}

// X → tX with β → tβ, or t²β for half a square, leaves every optimal value alone.
TEST_P(ProgramTest, UnitsDoNotMatter) {
  const Data data = circle(30, signs());
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
  const Data data = circle(20, signs());
  Data twice{RowMajorMatrix(40, 2), RowMajorMatrix(40, 1)};
  twice.X << data.X, data.X;
  twice.Y << data.Y, data.Y;
  const double objective = train(data, options()).objective;
  EXPECT_NEAR(train(twice, options()).objective, objective, 2e-6 * objective);
}

TEST_P(ProgramTest, AWarmStartAtTheSolutionIsDoneAtOnce) {
  const Data data = circle(40, signs());
  Options wanted = options();
  wanted.tolerance = 1e-5;
  const Result cold = train(data, wanted);
  wanted.tolerance = 1e-4;
  const Result warm = train(data, wanted, &cold.network);
  EXPECT_LE(warm.relative_gap, 1e-4);
  EXPECT_LT(2 * warm.iterations, cold.iterations);
}

TEST_P(ProgramTest, OutputsAreIndependent) {
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

// With the squared loss a ridge is a linear system.
TEST(Programs, RidgeIsALinearSystem) {
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
TEST(Programs, RegularizersMeanTheColumnsOfTheData) {
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
TEST(Programs, FeatureRemovesFeaturesOfAnOutput) {
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

TEST(Programs, WithoutASolverAreRefusedWithAllReasons) {
  const Data data = circle(10, true);
  const auto refusal = [&](const char* formulation, const char* regularizer) -> std::string {
    Options options;
    options.formulation = formulation;
    options.loss = "hinge";
    options.regularizer = regularizer;
    try {
      train(data, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(
      refusal("gated-relu", "feature"),
      "no solver takes this loss with this regularizer: 'dual-newton': it needs a regularizer "
      "that is a sum over blocks, and this one couples them; 'fista': it needs a loss with a "
      "gradient, and this one has a kink");
  for (const RegularizerRow& row : kRegularizers) {
    if (*row.refuses_cones == '\0') continue;
    EXPECT_EQ(refusal("relu", row.name),
              "regularizer '" + std::string(row.name) +
                  "' cannot be used with formulation 'relu': " + row.refuses_cones);
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  const std::string prefix = info.param.formulation == "relu" ? "relu_" : "gated_";
  return prefix + info.param.loss + "_" + info.param.regularizer;
}
INSTANTIATE_TEST_SUITE_P(Table, ProgramTest, ::testing::ValuesIn(all_cases()), name_of_case);

}  // namespace
}  // namespace convexrelu::testing
