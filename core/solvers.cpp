#include "solvers.h"

#include "solvers/dual_newton.h"
#include "table.h"

namespace convexrelu {

const std::array<SolverRow, 2> kSolvers{{
    {"dual-newton", "semismooth Newton on the dual inside a proximal method of multipliers",
     dual_newton_refuses, make_dual_newton},
    {"sliding-newton", "neurons that move over all patterns, to a certified global optimum",
     [](const Problem&) { return "it trains over all patterns, with patterns: 'exact'"; }, nullptr},
}};

const SolverRow& choose_solver(const std::string& name, const Problem& problem) {
  if (name == "auto") {
    for (const SolverRow& row : kSolvers) {
      if (*row.refuses(problem) == '\0') return row;
    }
  }
  const SolverRow& row = find_row(kSolvers, "solver", name);
  const std::string reason = row.refuses(problem);
  if (!reason.empty()) throw invalid_argument("solver '" + name + "' cannot be used: " + reason);
  return row;
}

}  // namespace convexrelu
