#include <Eigen/QR>

#include "exact_track.h"
#include "peaks/peak_search.h"
#include "support.h"

namespace convexrelu::testing {
namespace {

Options exact(const std::string& loss, double beta) {
  Options options;
  options.patterns.kind = "exact";
  options.loss = loss;
  options.beta = beta;
  return options;
}

// Optima of an independent solver over all patterns.
TEST(Exact, AgreesWithTheFixtures) {
  const auto all = fixture("optima.json");
  for (const auto& [name, problem] : all.items()) {
    Options options = exact(problem["loss"], problem["beta"]);
    options.bias = false;
    const Result result = train({matrix_of(problem["X"]), column_of(problem["y"])}, options);
    EXPECT_TRUE(result.global) << name;
    EXPECT_EQ(result.status, Status::optimal) << name;
    const double upper = problem["objective"];
    EXPECT_LE(result.objective, upper * (1 + 1e-6)) << name;
    EXPECT_LE(result.lower_bound, upper) << name;
    if (problem["lower_bound"].is_number()) {
      EXPECT_GE(result.objective, problem["lower_bound"].get<double>()) << name;
    }
    if (problem["cells"].is_number()) {
      EXPECT_EQ(result.all_patterns, problem["cells"].get<double>()) << name;
    }
  }
}

class ExactTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::string loss() const { return kLosses[GetParam()].name; }
  bool signs() const { return loss() != "squared"; }
};

TEST_P(ExactTest, CertifiesAcrossBeta) {
  const Data data = circle(40, signs());
  double before = 0.0;
  for (const double beta : {1e-4, 1e-3, 1e-2, 1e-1}) {
    const Result result = train(data, exact(loss(), beta));
    EXPECT_EQ(result.status, Status::optimal) << beta;
    EXPECT_LE(result.relative_gap, 1e-6);
    EXPECT_GT(result.objective, before) << "the optimum grows with beta";
    before = result.lower_bound;
  }
}

// A program over some patterns can only do worse, and its bound says nothing about all of them.
TEST_P(ExactTest, IsNeverAboveAProgramOverSomePatterns) {
  const Data data = circle(30, signs());
  const Result global = train(data, exact(loss(), 1e-2));
  Options sampled = exact(loss(), 1e-2);
  for (const double count : {10.0, 100.0, 1000.0}) {
    sampled.patterns.kind = "sampled";
    sampled.patterns.count = count;
    EXPECT_LE(global.lower_bound, train(data, sampled).objective);
  }
}

TEST_P(ExactTest, FromBetaMaxOnTheZeroNetworkIsOptimalWithGapZero) {
  const Data data = circle(30, signs());
  const double beta_max = train(data, exact(loss(), 1e-2)).beta_max;
  const Result zero = train(data, exact(loss(), beta_max));
  EXPECT_EQ(zero.network.neurons(), 0);
  EXPECT_EQ(zero.gap, 0.0);
  Options below = exact(loss(), beta_max * (1 - 1e-3));
  below.tolerance = 1e-9;
  EXPECT_GT(train(data, below).network.neurons(), 0);
}

TEST_P(ExactTest, AWarmStartIsShorterAndAgrees) {
  Data data = circle(40, signs());
  const Result cold = train(data, exact(loss(), 1e-2));
  data.X(7, 0) += 1e-3;
  const Result fresh = train(data, exact(loss(), 1e-2));
  Session session(data.X, data.Y, exact(loss(), 1e-2), &cold.network, &cold.dual);
  session.advance(60.0);
  const Result warm = session.result();
  EXPECT_EQ(warm.status, Status::optimal);
  EXPECT_NEAR(warm.objective, fresh.objective, 2e-6 * fresh.objective);
  EXPECT_LE(warm.iterations, fresh.iterations);
}

TEST_P(ExactTest, OutputsAreIndependent) {
  Random random(6);
  const Data data = circle(20, signs());
  RowMajorMatrix Y(20, 3);
  Y << data.Y, random_signs(20, 1, random), RowMajorMatrix::Ones(20, 1);
  double sum = 0.0;
  for (Index k = 0; k < 3; ++k) sum += train({data.X, Y.col(k)}, exact(loss(), 1e-2)).objective;
  const Result together = train({data.X, Y}, exact(loss(), 1e-2));
  EXPECT_EQ(together.status, Status::optimal);
  EXPECT_NEAR(together.objective, sum, 2e-6 * sum);
}

TEST_P(ExactTest, DegenerateDataEndsCertifiedOrWithAnHonestGap) {
  Random random(3);
  std::vector<RowMajorMatrix> sets;
  RowMajorMatrix grid(36, 2), line(10, 2), twice(12, 2);
  for (Index i = 0; i < 36; ++i) grid.row(i) << double(i % 6), double(i / 6);
  for (Index i = 0; i < 10; ++i) line.row(i) << double(i), 2.0 * double(i) - 3.0;
  const Matrix half = random_matrix(6, 2, random);
  twice << half, half;
  sets = {grid,
          line,
          twice,
          RowMajorMatrix::Zero(5, 2),
          RowMajorMatrix::Ones(1, 2),
          random_matrix(12, 2, random) * random_matrix(2, 50, random)};
  for (const RowMajorMatrix& X : sets) {
    const Data data{X, random_signs(X.rows(), 1, random)};
    const Result result = train(data, exact(loss(), 1e-2));
    EXPECT_EQ(result.status, Status::optimal) << X.rows() << "x" << X.cols();
    EXPECT_TRUE(std::isfinite(result.objective) && result.gap >= 0.0);
    Options sampled = exact(loss(), 1e-2);
    sampled.patterns.kind = "sampled";
    EXPECT_LE(result.lower_bound, train(data, sampled).objective * (1 + 1e-12));
  }
}

std::string name_of_loss(const ::testing::TestParamInfo<std::size_t>& info) {
  return kLosses[info.param].name;
}
// Losses that couple the outputs have no exact training.
std::vector<std::size_t> separable_losses() {
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < kLosses.size(); ++k) {
    if (!kLosses[k].make()->couples_outputs()) rows.push_back(k);
  }
  return rows;
}
INSTANTIATE_TEST_SUITE_P(Table, ExactTest, ::testing::ValuesIn(separable_losses()), name_of_loss);

TEST(Exact, SaysWhatItNeeds) {
  const Data data = circle(10, true);
  const auto message = [&](const Options& options, const Data& of) -> std::string {
    try {
      Session session(of.X, of.Y, options, nullptr);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  Options options = exact("squared", 0.0);
  EXPECT_EQ(message(options, data), "patterns 'exact' needs beta > 0");
  options = exact("squared", 1e-3);
  options.formulation = "gated-relu";
  EXPECT_EQ(message(options, data), "patterns 'exact' needs formulation 'relu'");
  options = exact("squared", 1e-3);
  options.solver = "dual-newton";
  EXPECT_EQ(message(options, data), "patterns 'exact' needs solver 'auto' or 'sliding-newton'");
  Random random(1);
  const Data wide{random_matrix(20, 9, random), random_signs(20, 1, random)};
  EXPECT_EQ(message(exact("squared", 1e-3), wide),
            "patterns 'exact' needs data of rank 6 at most, but X with its column of ones has "
            "rank 10");
}

TEST(Exact, AutoTakesItWhereItIsWithinReach) {
  Options options = exact("squared", 1e-2);
  options.patterns.kind = "auto";
  EXPECT_TRUE(train(circle(30, true), options).global);
  Random random(1);
  const Data wide{random_matrix(20, 9, random), random_signs(20, 1, random)};
  EXPECT_FALSE(train(wide, options).global);
  options.formulation = "gated-relu";
  EXPECT_FALSE(train(circle(30, true), options).global);
}

// Against every activation pattern: M(ν) over the cells that very many directions find, by the
// projection onto each cell's cone.
TEST(PeakSearch, NoBoundIsBelowTheMaximumOverAllCells) {
  Random random(17);
  for (int round = 0; round < 300; ++round) {
    const Index n = 3 + round % 8, r = 1 + round % 4;
    RowMajorMatrix Z = random_matrix(n, r, random);
    if (round % 3 == 1) Z = (2.0 * Z).array().round().matrix();  // ties, duplicates, zero rows
    if (Eigen::ColPivHouseholderQR<Matrix>(Z).rank() < r) continue;
    const Vector nu = random_matrix(n, 1, random);
    const Matrix columns = Z;
    const PatternSet patterns = sampled_patterns(Z, 3000, std::uint64_t(round));
    ConeProjector projector(columns, patterns);
    double maximum = 0.0;
    for (Index i = 0; i < patterns.count(); ++i) {
      Vector g = Vector::Zero(r);
      for (Index k = 0; k < n; ++k) {
        if (patterns.active(i, k)) g += nu[k] * Z.row(k).transpose();
      }
      maximum = std::max(maximum, projector.project(g, i, {}, 0.0).norm);
      maximum = std::max(maximum, projector.project(-g, i, {}, 0.0).norm);
    }
    PeakQuery query;
    query.slack = 1e-6;
    const PeakBound bound = PeakSearch(columns).search(nu, query);
    EXPECT_GE(bound.upper_bound, maximum * (1 - 1e-12)) << "round " << round;
    EXPECT_TRUE(bound.complete);
    for (const Peak& peak : bound.peaks) {
      const double value = double(peak.sign) * nu.dot((columns * peak.u).cwiseMax(0.0));
      EXPECT_NEAR(peak.value, value, 1e-11 * (1.0 + nu.norm() * columns.norm()));
      EXPECT_LE(value, bound.upper_bound);
    }
    if (!bound.peaks.empty()) {
      EXPECT_LE(bound.upper_bound, bound.peaks.front().value * (1 + 2e-6));
    }
  }
}

}  // namespace
}  // namespace convexrelu::testing
