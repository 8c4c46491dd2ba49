// Textbook first-order solvers of the programs that the package solves by Newton's method, stopped
// by the same certified relative gap.
#pragma once

#include "certificate.h"

namespace convexrelu::bench {

struct Outcome {
  double seconds = 0, objective = 0, gap = 0;
  double violation = 0;  // of the cones, by the iterate
  Index iterations = 0;  // gradient steps
  bool reached = false;  // the tolerance, before the time was up
};

// Gated program.
Outcome run_fista(const Problem& problem, double tolerance, double limit);

// Program with cones: augmented Lagrangian, its subproblems by FISTA. As its iterates leave the
// cones, the objective is that of their projections.
Outcome run_augmented_lagrangian(const Problem& problem, double tolerance, double limit);

}  // namespace convexrelu::bench
