#include "yardsticks.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>

#include "fista.h"
#include "run.h"

namespace convexrelu::bench {
namespace {

constexpr Index kStepsBetweenChecks = 25;
// The augmented Lagrangian: certificates need projections, worth many steps.
constexpr Index kStepsBetweenConeChecks = 250, kMostInnerSteps = 2000;
// Of the classic scheme: the penalty grows when the violation did not shrink by this factor.
constexpr double kShrink = 0.25, kGrowth = 2.0;
// Its first value times n: the best of 0.1, 1, 10, 100 and 1000 for the breast cancer data.
constexpr double kFirstPenalty = 1000.0;

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The best feasible value and the best bound so far.
class Certifier {
 public:
  explicit Certifier(const Problem& problem)
      : problem_(problem),
        pricing_(problem),
        projector_(problem.data.Z(), problem.data.patterns()) {}

  void check(const Matrix& U, const Matrix& predictions) {
    const Vector nu = problem_.loss.dual(predictions, problem_.y);
    bound_ = std::max(bound_, bound_from(problem_, pricing_, nu).lower_bound);
    Blocks blocks{std::vector<Index>(std::size_t(U.cols())), U};
    std::iota(blocks.block.begin(), blocks.block.end(), Index(0));
    if (problem_.cones) project(blocks);
    objective_ = std::min(objective_, objective(problem_, blocks));
  }
  double best() const { return objective_; }
  double gap() const { return relative_gap(objective_, bound_); }

 private:
  void project(Blocks& blocks) {
    tight_.resize(blocks.block.size());
    for (Index block : blocks.block) {
      TightRows& tight = tight_[std::size_t(block)];
      const Vector u = blocks.U.col(block);
      if (u.squaredNorm() == 0.0) continue;
      const ConeProjection& projection = projector_.project(u, problem_.pattern(block), tight, 0.0);
      blocks.U.col(block) = projection.point;
      tight = projection.tight;
    }
  }

  const Problem& problem_;
  Pricing pricing_;
  ConeProjector projector_;
  std::vector<TightRows> tight_;
  double objective_ = std::numeric_limits<double>::infinity();
  double bound_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

Outcome run_fista(const Problem& problem, double tolerance, double limit) {
  const Stopwatch watch;
  const GatedData smooth(problem);
  Certifier certifier(problem);
  Fista fista(smooth, problem.regularizer, problem.beta, problem.data.rank(), problem.blocks());
  Outcome outcome;
  while (!outcome.reached && watch.seconds() < limit) {
    for (Index k = 0; k < kStepsBetweenChecks; ++k) fista.step();
    outcome.iterations += kStepsBetweenChecks;
    certifier.check(fista.U(), fista.image());
    outcome.reached = certifier.gap() <= tolerance;
  }
  outcome.objective = certifier.best();
  outcome.gap = certifier.gap();
  outcome.seconds = watch.seconds();
  return outcome;
}

Outcome run_augmented_lagrangian(const Problem& problem, double tolerance, double limit) {
  const Stopwatch watch;
  ConesData smooth(problem, kFirstPenalty / double(problem.data.samples()));
  Certifier certifier(problem);
  Fista fista(smooth, problem.regularizer, problem.beta, problem.data.rank(), problem.blocks());
  Outcome outcome;
  double accuracy = 0.1, last_violation = std::numeric_limits<double>::infinity();
  const auto over = [&] { return outcome.reached || watch.seconds() >= limit; };
  while (!over()) {
    for (Index inner = 0; inner < kMostInnerSteps && !over(); ++inner) {
      fista.step();
      if (++outcome.iterations % kStepsBetweenConeChecks == 0) {
        certifier.check(fista.U(), smooth.predictions(fista.image()));
        outcome.reached = certifier.gap() <= tolerance;
      }
      if (fista.residual() <= accuracy * problem.beta) break;
    }
    outcome.violation = smooth.violation(fista.image());
    smooth.update_multipliers(fista.image());
    if (outcome.violation > kShrink * last_violation) {
      smooth.set_penalty(kGrowth * smooth.penalty());
    }
    last_violation = outcome.violation;
    accuracy = std::max(1e-6, accuracy / 2);
    fista.restart();
  }
  outcome.objective = certifier.best();
  outcome.gap = certifier.gap();
  outcome.seconds = watch.seconds();
  return outcome;
}

}  // namespace convexrelu::bench
