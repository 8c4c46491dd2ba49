#include "solvers.h"

#include <algorithm>

#include "solvers/admm.h"
#include "solvers/augmented_lagrangian.h"
#include "solvers/dual_newton.h"
#include "solvers/fista.h"
#include "solvers/interior_point.h"
#include "solvers/least_squares.h"
#include "table.h"

namespace convexrelu {
namespace {

constexpr Index kManySamples = 10000, kSomeSamples = 2000;
constexpr double kModestTolerance = 1e-4, kRoughTolerance = 1e-2;
constexpr Index kLeastOrder = 50;
// Of multiplications for a factor. For a gap of some per cent gradient steps are sooner there than
// the larger one is made, and where they do not suit any is worth its price.
constexpr double kMostWork = 1.5e10, kMostRoughWork = 3e9;
// Where a factor is expensive, so are Newton's systems.
constexpr std::size_t kPatience = 6, kMuchPatience = 30;

}  // namespace

const std::array<SolverRow, 8> kSolvers{{
    {"dual-newton", "semismooth Newton on the dual inside a proximal method of multipliers",
     dual_newton_refuses, make_dual_newton, false, true},
    {"fista", "accelerated proximal gradient steps, for many samples or modest accuracy",
     fista_refuses, make_fista, true},
    {"admm",
     "alternating directions: one linear system, factorized once, and proximal steps in turn; "
     "opens trainings without cones",
     admm_refuses, make_admm},
    {"augmented-lagrangian",
     "multipliers on the cones' inequalities, inner problems by accelerated gradients (relu)",
     augmented_lagrangian_refuses, make_augmented_lagrangian},
    {"least-squares", "the squared loss with a ridge by one Cholesky factor (gated-relu)",
     least_squares_refuses, make_least_squares},
    {"conjugate-gradients",
     "the squared loss with a ridge by conjugate gradients, without forming a matrix (gated-relu)",
     conjugate_gradients_refuses, make_conjugate_gradients},
    {"interior-point",
     "a logarithmic barrier on the dual of small programs with the squared loss (gated-relu)",
     interior_point_refuses, make_interior_point},
    {"sliding-newton", "neurons that move over all patterns, to a certified global optimum",
     [](const Problem&) -> std::string {
       return "it trains over all patterns, with patterns: 'exact'";
     },
     nullptr},
}};

namespace {

// Measured: with cones a gradient step costs nearly as much as a Newton step, for projecting.
// Without them n is what decides, because a Newton step solves a system of that order.
bool prefers_gradients(const Problem& problem, double tolerance) {
  const Index n = problem.data.samples();
  if (problem.loss.couples_outputs()) return true;
  if (problem.cones || !fista_refuses(problem).empty()) return false;
  if (opens_with_directions(problem, tolerance)) return false;
  return n >= kManySamples || (n >= kSomeSamples && tolerance >= kModestTolerance);
}

}  // namespace

std::string reason_against(const SolverRow& row, const Problem& problem) {
  if (problem.loss.couples_outputs() && row.make && !row.couples_outputs) {
    return "it takes no loss that couples the outputs";
  }
  return row.refuses(problem);
}

// With cones a step costs nearly as much as one of Newton's, for projecting, and leads less far; so
// it does where systems are tiny. Without them the factor must not cost more than gradient steps
// do; where those do not suit, conjugate gradients in its place are still ahead of Newton's
// systems.
bool opens_with_directions(const Problem& problem, double tolerance) {
  if (problem.cones || problem.loss.couples_outputs()) return false;
  const GatedOperator& data = problem.data;
  const Index order = std::min(data.samples(), data.rank() * data.count());
  if (order < kLeastOrder) return false;
  if (!fista_refuses(problem).empty()) return true;
  return RidgeSystem::is_small(data) &&
         RidgeSystem::work(data) <= (tolerance < kRoughTolerance ? kMostWork : kMostRoughWork);
}

std::size_t patience_with_directions(const Problem& problem) {
  return RidgeSystem::work(problem.data) > kMostRoughWork ? kMuchPatience : kPatience;
}

const SolverRow& choose_solver(const std::string& name, const Problem& problem, double tolerance) {
  if (name == "auto") {
    return find_row(kSolvers, "solver",
                    prefers_gradients(problem, tolerance) ? "fista" : "dual-newton");
  }
  const SolverRow& row = find_row(kSolvers, "solver", name);
  const std::string reason = reason_against(row, problem);
  if (!reason.empty()) throw invalid_argument("solver '" + name + "' cannot be used: " + reason);
  return row;
}

}  // namespace convexrelu
