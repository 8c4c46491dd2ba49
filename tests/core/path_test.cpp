#include "solvers/face_newton.h"
#include "support.h"
#include "table.h"

namespace convexrelu::testing {
namespace {

struct Case {
  std::string formulation, loss, regularizer, kind;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.formulation << " " << c.loss << " " << c.regularizer << " " << c.kind;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const FormulationRow& formulation : kFormulations) {
    for (const LossRow& loss : kLosses) {
      for (const RegularizerRow& regularizer : kRegularizers) {
        if (formulation.cones && *regularizer.refuses_cones != '\0') continue;
        all.push_back({formulation.name, loss.name, regularizer.name, sampled_kind(formulation)});
      }
      if (formulation.cones && !loss.make()->couples_outputs()) {
        all.push_back({formulation.name, loss.name, "neuron", "exact"});
      }
    }
  }
  return all;
}

class PathTest : public ::testing::TestWithParam<Case> {
 protected:
  Options options() const {
    Options options;
    options.formulation = GetParam().formulation;
    options.loss = GetParam().loss;
    options.regularizer = GetParam().regularizer;
    options.patterns.kind = GetParam().kind;
    options.patterns.count = 15;
    options.max_iterations = 1e5;
    return options;
  }
  Data data() const {
    Data data = circle(24, GetParam().loss != "squared");
    if (find_row(kLosses, "loss", GetParam().loss).make()->couples_outputs()) {
      data.Y = classes_of(data.Y);
    }
    return data;
  }
};

// Down and up again, to the optima of trainings that know of no other beta. Patterns that pricing
// has found on the way stay, and can only help.
TEST_P(PathTest, EveryBetaHasTheOptimumOfATrainingOfItsOwn) {
  Options wanted = options();
  wanted.beta = 0.1;
  wanted.patterns.priced = false;
  Session session(data().X, data().Y, wanted, nullptr);
  for (double beta : {0.1, 0.05, 0.02, 0.008, 0.003, 0.03, 10.0, 0.01}) {
    if (beta != wanted.beta) session.set_beta(beta);
    wanted.beta = beta;
    session.advance(60.0);
    const Result along = session.result(), alone = train(data(), wanted);
    EXPECT_EQ(along.status, Status::optimal) << beta;
    EXPECT_EQ(session.options().beta, beta);
    EXPECT_NEAR(along.objective, alone.objective, 3e-6 * alone.objective) << beta;
    EXPECT_LE(along.lower_bound, alone.objective * (1 + 1e-12)) << beta;
    EXPECT_LE(alone.lower_bound, along.objective * (1 + 1e-12)) << beta;
  }
}

INSTANTIATE_TEST_SUITE_P(All, PathTest, ::testing::ValuesIn(cases()), [](const auto& info) {
  std::string name = info.param.formulation + "_" + info.param.loss + "_" + info.param.regularizer +
                     "_" + info.param.kind;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Path, ARefusedBetaChangesNothing) {
  const Data data = circle(15, false);
  for (const char* kind : {"exact", "sampled"}) {
    Options options;
    options.beta = 0.02;
    options.patterns.kind = kind;
    Session session(data.X, data.Y, options, nullptr);
    session.advance(60.0);
    const Result before = session.result();
    EXPECT_THROW(session.set_beta(-1.0), Error);
    if (std::string(kind) == "exact") {
      EXPECT_THROW(session.set_beta(0.0), Error);
    }
    EXPECT_EQ(session.options().beta, 0.02);
    EXPECT_EQ(session.result().objective, before.objective);
    EXPECT_EQ(session.result().status, Status::optimal);
  }
}

// From nearby an error squares with every step, until rounding is all that is left.
TEST(FaceNewton, DoublesTheDigits) {
  for (const char* loss : {"squared", "logistic"}) {
    const Data data = circle(40, std::string(loss) == "logistic");
    Options options;
    options.formulation = "gated-relu";
    options.loss = loss;
    options.beta = 0.005;
    options.tolerance = 1e-13;
    options.patterns.count = 12;
    Session session(data.X, data.Y, options, nullptr);
    session.advance(60.0);
    const auto& track = dynamic_cast<const ProgramTrack&>(*session.run().tracks()[0]);
    const Problem& problem = track.problem();
    ASSERT_TRUE(FaceNewton::suits(problem));
    const double optimum = objective(problem, track.best());
    Blocks start = track.best();
    Random random(5);
    for (Index i = 0; i < start.U.size(); ++i) {
      start.U.data()[i] *= 1.0 + 1e-4 * random.normal();
    }
    FaceNewton newton(problem, start, 1.0);
    const double error = objective(problem, newton.primal()) / optimum - 1.0;
    ASSERT_GT(error, 1e-10) << loss;
    ASSERT_TRUE(newton.step());
    EXPECT_LT(objective(problem, newton.primal()) / optimum - 1.0, 1e-1 * error) << loss;
    ASSERT_TRUE(newton.step());
    EXPECT_NEAR(objective(problem, newton.primal()) / optimum, 1.0, 1e-12) << loss;
  }
}

// More directions than samples: the system is solved through that of the samples.
TEST(FaceNewton, StandsStillAtASolution) {
  Random random(8);
  const RowMajorMatrix X = random_matrix(15, 6, random);
  const Data data{X, Matrix(X.rowwise().norm())};
  for (const char* regularizer : {"neuron", "l1", "l2"}) {
    Options options;
    options.formulation = "gated-relu";
    options.regularizer = regularizer;
    options.beta = 1e-3;
    options.tolerance = 1e-12;
    options.patterns.count = 30;
    Session session(data.X, data.Y, options, nullptr);
    session.advance(60.0);
    const auto& track = dynamic_cast<const ProgramTrack&>(*session.run().tracks()[0]);
    const Problem& problem = track.problem();
    FaceNewton newton(problem, track.best(), 1.0);
    ASSERT_TRUE(newton.step());
    EXPECT_NEAR(objective(problem, newton.primal()), track.objective(), 1e-9 * track.objective())
        << regularizer;
  }
}

}  // namespace
}  // namespace convexrelu::testing
