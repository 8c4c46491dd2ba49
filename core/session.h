// A training from data and options to a network with its certificate.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "exact_track.h"
#include "metrics.h"
#include "network.h"
#include "options.h"
#include "pattern_search.h"
#include "program_track.h"
#include "run.h"

namespace convexrelu {

// Where a re-check finds the proof that ν is feasible. With cones: sparse multipliers λ ≥ 0 of the
// rows of (2D_i − I)X for every (output, pattern, sign) with ‖XᵀD_iν‖ > β.
struct ConeProofs {
  std::vector<double> output, pattern, sign, start, row, value;
};

struct Result {
  Status status = Status::running;
  std::string solver;
  double objective = 0, lower_bound = 0, gap = 0, relative_gap = 0;
  double beta_max = 0;
  Index iterations = 0;
  double seconds = 0;
  bool global = false;                 // the lower bound holds for all patterns
  Index patterns = 0;                  // of the program, or of the network's neurons
  Index priced = 0;                    // of these, found by pricing
  std::optional<double> all_patterns;  // how many there are, where counted
  Network network;
  Matrix dual;           // n×c, feasible
  RowMajorMatrix gates;  // of the program
  ConeProofs cones;
};

class Session {
 public:
  // X n×d without bias column, its numbers smaller than 1e-100 counting as 0, Y n×c. `initial`: a
  // network to start from, and `dual` n×c the dual variable that came with it, where there is one.
  // Throws invalid-argument for what breaks a rule and out-of-memory before allocating too much.
  Session(RowMajorMatrix X, RowMajorMatrix Y, Options options, const Network* initial,
          const Matrix* dual = nullptr);

  // Starts again with another beta from what is known: cheaper than a new session. Throws
  // invalid-argument where a session with that beta would, and then nothing has changed.
  void set_beta(double beta);
  void advance(double seconds) { run_->advance(seconds); }
  const Run& run() const { return *run_; }
  const Options& options() const { return options_; }
  // Of what is known now; valid at any time.
  Result result() const;
  // Non-zero blocks of the best solution so far.
  Index neurons() const;
  // The columns of the history's metrics.
  const std::vector<const MetricRow*>& metrics() const { return metrics_; }

 private:
  using Tracks = std::vector<std::unique_ptr<Track>>;
  void run(Tracks tracks);
  const FormulationRow& formulation() const;
  bool wants_exact() const;
  Tracks make_exact_tracks(const Network* initial, const Matrix* dual);
  Tracks make_program_tracks(const Network* initial, const Matrix* dual);
  bool add_patterns(const Vector& nu, const Matrix& blocks, double limit);
  ConeProofs cone_proofs() const;
  Network network_of(const Run& run) const;
  std::vector<const MetricRow*> read_metrics();
  std::vector<double> measure_metrics(const Run& run) const;

  RowMajorMatrix X_;
  Matrix Y_;
  Options options_;
  std::unique_ptr<Loss> loss_;
  std::unique_ptr<Regularizer> regularizer_;
  std::vector<const MetricRow*> metrics_;
  Samples train_, test_;                 // for the metrics, where there are any
  Matrix augmented_;                     // X with its bias column
  std::unique_ptr<GatedOperator> data_;  // of a program; null in exact mode
  std::optional<double> all_patterns_;
  std::vector<ProgramTrack*> programs_;  // owned by run_, one an output or for all together
  Index sampled_ = 0;                    // patterns of the program at first
  std::optional<PatternSearch> search_;  // for patterns that lower the optimum
  double beta_max_ = 0.0;
  std::unique_ptr<Run> run_;
};

}  // namespace convexrelu
