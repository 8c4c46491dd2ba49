// What every solver of a convex program offers. A solver owns no loop, no limit and no stopping
// rule: `run` steps it and decides.
#pragma once

#include "problem.h"

namespace convexrelu {

class Solver {
 public:
  virtual ~Solver() = default;

  // One bounded piece of work. True when the solution is worth certifying now.
  virtual bool step() = 0;
  // The program has got more patterns: blocks at the end, zero so far.
  virtual void patterns_added() = 0;
  // The current blocks, feasible for the program (inside their cones where it has any).
  virtual const Blocks& primal() const = 0;
  // The current dual variable, not scaled to feasibility.
  virtual const Vector& dual() const = 0;
  // How many linear systems were solved, or gradient steps made.
  virtual Index iterations() const = 0;
  // After so many iterations a certificate is worth its cost, whatever step() says.
  virtual Index iterations_per_certificate() const { return 5; }
};

}  // namespace convexrelu
