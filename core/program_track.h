// Training over the patterns of a program: a solver, and certificates of what it reached.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "certificate.h"
#include "solvers.h"
#include "track.h"

namespace convexrelu {

class ProgramTrack : public Track {
 public:
  // `tolerance`: the relative gap that is aimed at. `start`: blocks to start from, empty for a cold
  // start. Throws invalid-argument for a solver
  // that is unknown or refuses the problem.
  ProgramTrack(const Problem& problem, const std::string& solver, double tolerance,
               const Start& start);
  ProgramTrack(const ProgramTrack&) = delete;  // pricing and solver refer to the problem

  // Looks for patterns that would lower the optimum by more than a fraction of the gap that is
  // asked for, adds them to the program and says whether there were any.
  using Improve = std::function<bool(const Vector& nu, const Matrix& blocks)>;
  // From now on the program gets patterns whenever it is nearly solved, until there are none.
  void improve_with(Improve improve);
  // The program has got more patterns, from this track or another.
  void patterns_added();

  bool step() override;
  double objective() const override { return objective_; }
  std::vector<Neuron> neurons() const override;
  Index neuron_count() const override { return best_.U.cols(); }
  double lower_bound() const override { return std::min(objective_, bound_.lower_bound); }
  const Vector& dual() const override { return bound_.nu; }
  Index iterations() const override { return solver_->iterations(); }
  const char* solver() const override { return solver_name_; }

  const Problem& problem() const { return problem_; }
  const Blocks& best() const { return best_; }
  // How far a block of the best solution is outside its cone: the largest score x·u of the wrong
  // sign, 0 without cones.
  double violation() const;
  double beta_max() { return convexrelu::beta_max(problem_, pricing_); }
  // What proves that dual() is feasible, see Pricing::proofs.
  std::vector<Pricing::Proof> proofs() { return pricing_.proofs(bound_.nu, problem_.beta); }

 private:
  void certify(const Blocks& blocks, const Vector& nu);
  bool improve();

  Problem problem_;
  Pricing pricing_;
  const char* solver_name_;
  std::unique_ptr<Solver> solver_;
  Blocks best_;
  double objective_;
  DualBound bound_;
  Index certified_at_ = 0;  // iterations
  Improve improve_;
  bool exhausted_ = false;  // the search for patterns came back with nothing
};

}  // namespace convexrelu
