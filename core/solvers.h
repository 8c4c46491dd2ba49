// The table of solvers.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "solver.h"

namespace convexrelu {

struct SolverRow {
  const char* name;
  const char* doc;
  // Empty, or a sentence why this solver cannot take the problem.
  std::string (*refuses)(const Problem&);
  // Null for solvers that do not work on programs.
  std::unique_ptr<Solver> (*make)(const Problem&, const Start& start);
  bool couples_outputs = false;  // takes losses that do
  bool is_newton = false;        // may begin with the steps of solvers/face_newton
};

// Empty, or a sentence why the solver of that row cannot take the problem.
std::string reason_against(const SolverRow& row, const Problem& problem);

extern const std::array<SolverRow, 8> kSolvers;

// Whether alternating directions should begin a training: they have one factor for the whole run,
// and so lower the gap by a factor of a thousand in the time of a few Newton steps.
bool opens_with_directions(const Problem& problem, double tolerance);
// For how many certificates they may stay without much gain.
std::size_t patience_with_directions(const Problem& problem);

// The row of that name, or for 'auto' the one that reaches this relative gap soonest as a rule.
// Throws invalid-argument for an unknown name and for a solver that refuses.
const SolverRow& choose_solver(const std::string& name, const Problem& problem, double tolerance);

}  // namespace convexrelu
