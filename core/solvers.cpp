#include "solvers.h"

#include "solvers/dual_newton.h"
#include "solvers/fista.h"
#include "table.h"

namespace convexrelu {
namespace {

constexpr Index kManySamples = 10000, kSomeSamples = 2000;
constexpr double kModestTolerance = 1e-4;

}  // namespace

const std::array<SolverRow, 3> kSolvers{{
    {"dual-newton", "semismooth Newton on the dual inside a proximal method of multipliers",
     dual_newton_refuses, make_dual_newton},
    {"fista", "accelerated proximal gradient steps, for many samples or modest accuracy",
     fista_refuses, make_fista, true},
    {"sliding-newton", "neurons that move over all patterns, to a certified global optimum",
     [](const Problem&) { return "it trains over all patterns, with patterns: 'exact'"; }, nullptr},
}};

namespace {

// Measured: with cones a gradient step costs nearly as much as a Newton step, for projecting.
// Without them n is what decides, because a Newton step solves a system of that order.
bool prefers_gradients(const Problem& problem, double tolerance) {
  const Index n = problem.data.samples();
  if (problem.loss.couples_outputs()) return true;
  if (problem.cones || *fista_refuses(problem) != '\0') return false;
  return n >= kManySamples || (n >= kSomeSamples && tolerance >= kModestTolerance);
}

}  // namespace

std::string reason_against(const SolverRow& row, const Problem& problem) {
  if (problem.loss.couples_outputs() && row.make && !row.couples_outputs) {
    return "it takes no loss that couples the outputs";
  }
  return row.refuses(problem);
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
