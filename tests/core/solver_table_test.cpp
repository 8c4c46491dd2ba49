#include <Eigen/Cholesky>
#include <algorithm>

#include "solvers.h"
#include "solvers/ridge_system.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

using Case = std::tuple<const FormulationRow*, const LossRow*, const RegularizerRow*>;

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const FormulationRow& formulation : kFormulations) {
    for (const LossRow& loss : kLosses) {
      for (const RegularizerRow& regularizer : kRegularizers) {
        if (formulation.cones && *regularizer.refuses_cones != '\0') continue;
        cases.push_back({&formulation, &loss, &regularizer});
      }
    }
  }
  return cases;
}

// In the plane, of deficient rank, and with more features than samples.
std::vector<Data> three_data_sets(const LossRow& loss) {
  const bool signs = loss.name != std::string("squared");
  Random random(12);
  std::vector<Data> sets;
  const RowMajorMatrix narrow = random_matrix(14, 2, random) * random_matrix(2, 5, random);
  for (const RowMajorMatrix& X :
       {circle(14, true).X, narrow, RowMajorMatrix(random_matrix(7, 9, random))}) {
    Data data{X, X.rowwise().norm()};
    const double middle = data.Y.mean();
    if (signs) data.Y = (data.Y.array() > middle).select(Matrix::Ones(X.rows(), 1), -1.0);
    if (loss.make()->couples_outputs()) data.Y = classes_of(data.Y);
    sets.push_back(data);
  }
  return sets;
}

class SolverTableTest : public ::testing::TestWithParam<Case> {
 protected:
  Options options() const {
    Options options;
    options.formulation = std::get<0>(GetParam())->name;
    options.loss = std::get<1>(GetParam())->name;
    options.regularizer = std::get<2>(GetParam())->name;
    options.beta = 2e-2;
    options.patterns.kind = sampled_kind(*std::get<0>(GetParam()));
    options.patterns.count = 8;
    options.patterns.priced = false;
    options.max_iterations = 1e5;
    return options;
  }
};

// What a solver says to the program of these options.
std::string refusal(const SolverRow& solver, const Data& data, Options options) {
  options.solver = "auto";
  Session session(data.X, data.Y, options, nullptr);
  const auto& track = dynamic_cast<const ProgramTrack&>(*session.run().tracks()[0]);
  return reason_against(solver, track.problem());
}

TEST_P(SolverTableTest, EverySolverAgreesOrRefusesInASentence) {
  for (const Data& data : three_data_sets(*std::get<1>(GetParam()))) {
    double first = 0.0;
    for (const SolverRow& solver : kSolvers) {
      Options wanted = options();
      wanted.solver = solver.name;
      const std::string name = std::string(solver.name) + " " + std::to_string(data.X.cols());
      const std::string reason = refusal(solver, data, wanted);
      if (!reason.empty()) {
        EXPECT_GT(reason.size(), 20u) << name;
        try {
          train(data, wanted);
          ADD_FAILURE() << name;
        } catch (const Error& error) {
          EXPECT_EQ(error.what(), "solver '" + wanted.solver + "' cannot be used: " + reason);
        }
        continue;
      }
      const Result result = train(data, wanted);
      EXPECT_EQ(result.status, Status::optimal) << name;
      EXPECT_LE(result.relative_gap, 1e-6) << name;
      if (first == 0.0) first = result.objective;
      EXPECT_NEAR(result.objective, first, 1e-5 * first) << name;
      EXPECT_GT(result.network.neurons(), 0) << name;
      EXPECT_TRUE(result.network.W1.allFinite()) << name;
    }
  }
}

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
  std::string name = std::string(std::get<0>(info.param)->name) + "_" +
                     std::get<1>(info.param)->name + "_" + std::get<2>(info.param)->name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Table, SolverTableTest, ::testing::ValuesIn(all_cases()), name_of_case);

// Every solver that takes a program of the fixtures reaches its optimum.
TEST(SolverTable, FixturesAgree) {
  for (const auto& program : fixture("programs.json")) {
    Options options;
    options.formulation = program["formulation"];
    options.loss = program["loss"];
    options.beta = program["beta"];
    options.bias = false;
    options.patterns.kind = "given";
    options.patterns.gates = matrix_of(program["gates"]);
    options.tolerance = 1e-4;
    options.max_iterations = 1e5;
    const Data data{matrix_of(program["X"]), column_of(program["y"])};
    const double optimum = program["objective"];
    for (const SolverRow& solver : kSolvers) {
      options.solver = solver.name;
      if (!refusal(solver, data, options).empty()) continue;
      const Result result = train(data, options);
      const std::string name = program["name"].get<std::string>() + " " + options.formulation +
                               " " + options.loss + " " + solver.name;
      EXPECT_EQ(result.status, Status::optimal) << name;
      EXPECT_NEAR(result.objective, optimum, 1.01e-4 * optimum) << name;
      EXPECT_LE(result.lower_bound, optimum * (1 + 2e-7)) << name;
    }
  }
}

// Without cones alternating directions open a training that leaves the choice to us, and where they
// end before its tolerance, Newton's method goes on from there.
TEST(SolverTable, DirectionsOpenATraining) {
  const Data data = circle(60, true);
  for (const char* loss : {"squared", "hinge", "logistic"}) {
    Options options;
    options.formulation = "gated-relu";
    options.loss = loss;
    options.beta = 1e-2;
    options.patterns.count = 30;
    const Result whole = train(data, options);
    EXPECT_EQ(whole.status, Status::optimal) << loss;
    options.tolerance = 2e-2;
    const Result rough = train(data, options);
    EXPECT_EQ(rough.solver, std::string("admm")) << loss;
    EXPECT_LT(rough.iterations, whole.iterations) << loss;
    options.tolerance = 1e-6;
    options.solver = "dual-newton";
    const Result newton = train(data, options);
    EXPECT_EQ(newton.solver, std::string("dual-newton")) << loss;
    EXPECT_NEAR(newton.objective, whole.objective, 2e-6 * whole.objective) << loss;
  }
  Options cones;
  cones.tolerance = 2e-2;
  EXPECT_EQ(train(data, cones).solver, std::string("dual-newton"));
}

// Whatever the size where the loss has kinks, for there are no gradient steps instead.
TEST(SolverTable, DirectionsOpenWhatIsNotTooLarge) {
  Random random(5);
  for (const auto& [n, p] : {std::pair<Index, Index>{2100, 110}, {300, 60}, {40, 60}}) {
    const RowMajorMatrix X = random_matrix(n, 20, random);
    const GatedOperator data(X, sampled_patterns(X, p, 2));
    const auto regularizer = kRegularizers[0].make();
    for (const auto& row : kLosses) {
      const auto loss = row.make();
      const Problem problem{data, *loss, *regularizer, false, 0.03, Vector::Ones(n)};
      const Matrix zero = Matrix::Zero(n, 1);
      const bool has_kinks = loss->curvature(zero, problem.y).isZero(0.0);
      const bool opens = !loss->couples_outputs() && (n == 300 || (n == 2100 && has_kinks));
      EXPECT_EQ(opens_with_directions(problem, 1e-6), opens) << row.name << " " << n;
    }
  }
}

// One factor for all programs over the same data and of the same shift.
TEST(SolverTable, RidgesAreShared) {
  Random random(5);
  const RowMajorMatrix X = random_matrix(20, 3, random);
  GatedOperator data(X, sampled_patterns(X, 6, 2));
  RidgeCache cache;
  const auto first = cache.system(data, 2.0);
  EXPECT_EQ(cache.system(data, 2.0), first);
  const auto other = cache.system(data, 3.0);
  EXPECT_NE(other, first);
  data.add_patterns(X, RowMajorMatrix(random_matrix(5, 4, random)));
  const auto more = cache.system(data, 3.0);
  EXPECT_NE(more, other);
  const Vector b = random_matrix(20, 1, random);
  while (!more->advance()) continue;
  EXPECT_LT((more->apply(more->solve(b, b, 1e-12)) - b).norm(), 1e-12 * b.norm());
}

// The blocks of the direct and of the iterative solver against a dense system of the weights, with
// fewer samples than weights and with more.
TEST(SolverTable, RidgesAgreeWithADenseSolve) {
  for (const Index n : {12, 60}) {
    Random random(4);
    const RowMajorMatrix X = random_matrix(n, 3, random);
    const GatedOperator data(X, sampled_patterns(X, 6, 2));
    const auto loss = kLosses[0].make();
    const auto regularizer = kRegularizers[3].make();
    ASSERT_TRUE(regularizer->is_half_square());
    const Problem problem{data, *loss, *regularizer, false, 0.03, random_matrix(n, 1, random)};
    Matrix A(n, 3 * data.count());
    for (Index k = 0; k < data.count(); ++k) {
      A.middleCols(3 * k, 3) = data.masked(k, Matrix::Identity(3, 3));
    }
    Matrix normal = (2.0 / double(n)) * A.transpose() * A;
    normal.diagonal().array() += problem.beta;
    const Vector u = normal.ldlt().solve((2.0 / double(n)) * (A.transpose() * problem.y));
    for (const std::string name : {"least-squares", "conjugate-gradients"}) {
      const auto solver =
          choose_solver(name, problem, 1e-6).make(problem, {{{}, Matrix(3, 0)}, {}});
      for (int k = 0; k < 100; ++k) solver->step();
      ASSERT_EQ(solver->primal().U.cols(), data.count()) << name;
      const Matrix U = solver->primal().U;
      EXPECT_LT((Eigen::Map<const Vector>(U.data(), U.size()) - u).norm(), 1e-11 * u.norm())
          << name << " " << n;
      const Vector residual = problem.loss.dual(A * u, problem.y);
      EXPECT_LT((solver->dual() - residual).norm(), 1e-11 * residual.norm()) << name << " " << n;
    }
  }
}

// The factor of either size, and conjugate gradients where both are too large.
TEST(SolverTable, RidgeSystemsAreSolvedInEveryWay) {
  Random random(5);
  for (const auto& [n, p] : {std::pair<Index, Index>{20, 30}, {90, 5}, {2100, 110}}) {
    const RowMajorMatrix X = random_matrix(n, p == 110 ? 20 : 3, random);
    const GatedOperator data(X, sampled_patterns(X, p, 2));
    EXPECT_EQ(RidgeSystem::is_small(data), p != 110);
    const double c = (p == 110 ? 100.0 : 1.0) * RidgeSystem::diagonal(data).mean();
    RidgeSystem system(data, c);
    int pieces = 1;
    while (!system.advance()) ++pieces;
    EXPECT_EQ(pieces, p == 110 ? 1 : p == 5 ? 3 : 2) << n;
    EXPECT_TRUE(system.advance());
    EXPECT_EQ(system.is_factorized(), p != 110);
    const Vector b = random_matrix(n, 1, random), guess = random_matrix(n, 1, random);
    const Vector q = system.solve(b, guess, 1e-11);
    const double bound = 1e-10 * (system.apply(guess) - b).norm();
    EXPECT_LT((system.apply(q) - b).norm(), bound) << n;
    Vector image = c * q;
    for (Index k = 0; k < data.count(); ++k) {
      image += data.masked(k, data.backward(q, {k}));
    }
    EXPECT_LT((image - b).norm(), bound) << n;
  }
}

}  // namespace
}  // namespace convexrelu::testing
