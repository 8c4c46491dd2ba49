// The one loop around every training: limits, certified stopping, history.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "stopwatch.h"
#include "track.h"

namespace convexrelu {

enum class Status { running, optimal, iteration_limit, time_limit, stalled };
const char* name_of(Status status);

struct Limits {
  double tolerance;   // relative duality gap
  double iterations;  // of the solver, all outputs together
  double seconds;     // from the start of the run
};

// Certified numbers at moments of the run, a column each. The bound falls where patterns are added
// to a program, and nowhere else.
struct History {
  std::vector<double> seconds, iterations, objective, lower_bound;
  std::vector<std::vector<double>> metrics;  // an entry a moment, of what was to be measured
};

// Trainings of several outputs, continued until the relative gap of their sum is small enough.
class Run {
 public:
  using Measure = std::function<std::vector<double>(const Run&)>;
  // `measure` is asked at each moment of the history, null for nothing to measure.
  Run(std::vector<std::unique_ptr<Track>> tracks, const Limits& limits, Measure measure = nullptr);

  // The tracks, for another run. This one is over.
  std::vector<std::unique_ptr<Track>> release() { return std::move(tracks_); }

  // Steps for about this long, at least once if not done.
  void advance(double seconds);

  Status status() const { return status_; }
  bool done() const { return status_ != Status::running; }
  const std::vector<std::unique_ptr<Track>>& tracks() const { return tracks_; }
  const History& history() const { return history_; }
  double objective() const;
  double lower_bound() const;
  Index iterations() const;
  double seconds() const;

 private:
  void step();
  void record();
  void check_limits();

  std::vector<std::unique_ptr<Track>> tracks_;
  Limits limits_;
  Measure measure_;
  Status status_ = Status::running;
  Stopwatch watch_;
  double finished_ = 0.0;  // seconds at the end
  bool stalled_ = false;   // a track has nothing left to try
  double best_gap_, best_objective_;
  Index records_without_gain_ = 0;
  History history_;
};

}  // namespace convexrelu
