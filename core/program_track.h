// Training over the patterns of a program: a solver, and certificates of what it reached.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "certificate.h"
#include "solvers.h"
#include "solvers/admm.h"
#include "solvers/face_newton.h"
#include "track.h"

namespace convexrelu {

class ProgramTrack : public Track {
 public:
  // `tolerance`: the relative gap that is aimed at. `start`: blocks to start from, empty for a cold
  // start. `factors`: of all programs over these data. Throws invalid-argument for a solver that is
  // unknown or refuses the problem.
  ProgramTrack(const Problem& problem, const std::string& solver, double tolerance,
               const Start& start, std::shared_ptr<RidgeCache> factors);
  ProgramTrack(const ProgramTrack&) = delete;  // pricing and solver refer to the problem

  // Looks for patterns that would lower the optimum by more than a fraction of the gap that is
  // asked for, adds them to the program and says whether there were any.
  using Improve = std::function<bool(const Vector& nu, const Matrix& blocks)>;
  // From now on the program gets patterns whenever it is nearly solved, until there are none.
  void improve_with(Improve improve);
  // The program has got more patterns, from this track or another.
  void patterns_added();
  // From now on it is the program with this beta, starting from what is known of the other.
  void set_beta(double beta);

  bool step() override;
  double objective() const override { return objective_; }
  std::vector<Neuron> neurons() const override;
  Index neuron_count() const override { return best_.U.cols(); }
  double lower_bound() const override { return std::min(objective_, bound_.lower_bound); }
  const Vector& dual() const override { return bound_.nu; }
  Index iterations() const override;
  const char* solver() const override;

  const Problem& problem() const { return problem_; }
  const Blocks& best() const { return best_; }
  // How far a block of the best solution is outside its cone: the largest score x·u of the wrong
  // sign, 0 without cones.
  double violation() const;
  double beta_max() { return convexrelu::beta_max(problem_, pricing_); }
  // What proves that dual() is feasible, see Pricing::proofs.
  std::vector<Pricing::Proof> proofs() const { return pricing_.proofs(bound_.nu, problem_.beta); }

 private:
  void begin(const Start& start);
  Blocks extrapolated(double beta) const;
  void open();
  bool step_opening();
  bool step_near();
  bool near_suits() const;
  bool approach(Blocks blocks);
  void begin_near(Blocks blocks);
  void leave_near();
  void certify(const Blocks& blocks, const Vector& nu);
  bool improve();

  Problem problem_;
  Pricing pricing_;
  const SolverRow& row_;
  bool rough_;  // whether few digits are aimed at
  bool opens_;  // whether the user leaves the choice, and alternating directions suit
  std::size_t opening_patience_;
  bool opening_will_do_;   // to the gap that is aimed at, as far as it leads
  bool may_open_ = false;  // and have not been tried at this beta
  // What makes the steps, one at a time and each as long as its steps lead anywhere: alternating
  // directions, kept from β to β for their penalty, then Newton's method on the face of what they
  // found, then the solver of the row.
  std::shared_ptr<RidgeCache> factors_;
  std::unique_ptr<Admm> opening_;
  enum class Opening { over, due, under_way } opens_now_ = Opening::over;
  std::optional<FaceNewton> near_;
  std::unique_ptr<Solver> solver_;
  std::vector<double> gaps_;      // after each step near a solution, or certificate of the opening
  Index earlier_iterations_ = 0;  // at this beta, of all but the present
  std::size_t share_ = 0;         // of kShares, the one that worked last
  std::size_t shares_left_ = 0;   // to be tried at this beta
  // Such steps in vain since the last time they were not, and for how many β they are left out.
  Index near_failures_ = 0, near_pause_ = 0;
  struct {
    double beta = 0.0;
    Blocks blocks;
  } earlier_;  // what was best at the beta before, of no columns if there was none
  Blocks best_;
  double objective_;
  DualBound bound_;
  Index certified_at_ = 0;  // iterations
  Improve improve_;
  bool exhausted_ = false;  // the search for patterns came back with nothing
};

}  // namespace convexrelu
