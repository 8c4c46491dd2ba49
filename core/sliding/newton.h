// Newton's method on the atoms: minimizes loss(Σ_j s_j (Q w_j)_+) + β Σ_j ‖w_j‖ locally over all
// of them at once, letting them slide over and along the kinks.
#pragma once

#include "sliding/slide.h"

namespace convexrelu {

class LocalNewton {
 public:
  LocalNewton(const RowSpace& space) : space_(space) {}

  enum class Outcome { progress, converged, stuck };

  // One iteration: one linear system. Converged when the decrease a step promises is below
  // `tolerance` times the objective.
  Outcome iterate(std::vector<Atom>& atoms, const SmoothLoss& loss, double beta, double tolerance);
  void restart() { damping_ = 1e-6, failures_ = 0; }

  double objective() const { return objective_; }  // before the last iteration's step
  long systems() const { return systems_; }

 private:
  double release(std::vector<Atom>& atoms, const Vector& nu, double beta) const;
  bool solve(const std::vector<Atom>& atoms, const SmoothLoss::Point& point, double beta,
             double scale, Step& step);

  const RowSpace& space_;
  double damping_ = 1e-6;
  int failures_ = 0;
  double objective_ = 0.0;
  long systems_ = 0;
};

// Adds up atoms of the same sign and activity: exact, and never worse.
void merge_atoms(const RowSpace& space, std::vector<Atom>& atoms);

}  // namespace convexrelu
