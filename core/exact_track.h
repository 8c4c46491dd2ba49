// Training over all patterns, to a lower bound that holds for every network.
#pragma once

#include <memory>

#include "sliding/sliding_newton.h"
#include "track.h"

namespace convexrelu {

// The rank up to which the bound over all neurons can be computed.
inline constexpr Index kLargestExactRank = 6;

class ExactTrack : public Track {
 public:
  // X n×d with its bias column, of rank kLargestExactRank at most; y has n entries; beta > 0. X and
  // the loss must outlive the track. `tolerance`: the relative gap that is aimed at. `time_limit`:
  // seconds after which nothing long is begun or continued. `start`: neurons to start from; `nu`: a
  // dual variable to start from, or empty.
  ExactTrack(const Matrix& X, const Vector& y, const Loss& loss, double beta, double tolerance,
             double time_limit, const std::vector<Neuron>& start, const Vector& nu);

  bool step() override;
  // Within its tolerance it proves the same again: where another output has stalled, this is the
  // end.
  bool stalled() const override { return !sliding_ || sliding_->stalled() || sliding_->finished(); }
  double objective() const override { return objective_; }
  std::vector<Neuron> neurons() const override;
  Index neuron_count() const override;
  double lower_bound() const override { return std::min(objective_, lower_bound_); }
  const Vector& dual() const override { return dual_; }
  Index iterations() const override { return sliding_ ? Index(sliding_->systems()) : 0; }
  const char* solver() const override { return kName; }

  // M(−∇f(0)) over all neurons, to 1e-9 relative where it could be proven within a second or so,
  // else an upper bound of it.
  double beta_max() const { return beta_max_; }

  static constexpr const char* kName = "sliding-newton";

 private:
  bool take_over();

  Vector y_;
  std::unique_ptr<SlidingNewton> sliding_;  // null where the zero network is optimal
  double objective_, lower_bound_, beta_max_;
  Vector dual_;
};

}  // namespace convexrelu
