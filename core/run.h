// The one loop around every solver: limits, certified stopping, history.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "certificate.h"
#include "solvers.h"

namespace convexrelu {

enum class Status { running, optimal, iteration_limit, time_limit, stalled };
const char* name_of(Status status);

struct Limits {
  double tolerance;   // relative duality gap
  double iterations;  // steps
  double seconds;     // from the start of the run
};

// Certified numbers at moments of the run, a column each.
struct History {
  std::vector<double> seconds, iterations, objective, lower_bound;
};

// The program of one output, its solver, and the best that was certified for it.
struct Track {
  Problem problem;
  Pricing pricing;
  std::unique_ptr<Solver> solver;
  Blocks best;
  double objective;
  DualBound bound;

  Track(const Problem& problem, const std::string& solver_name, const Blocks& start);
  Track(const Track&) = delete;  // pricing and solver refer to problem
  double gap() const { return std::max(0.0, objective - bound.lower_bound); }
  // Takes the blocks and the bound from ν where they are better than the best so far.
  void certify(const Blocks& blocks, const Vector& nu);
};

// Programs of several outputs, minimized until the relative gap of their sum is small enough.
class Run {
 public:
  Run(std::vector<std::unique_ptr<Track>> tracks, const Limits& limits);

  // Steps for about this long, at least once if not done.
  void advance(double seconds);

  Status status() const { return status_; }
  bool done() const { return status_ != Status::running; }
  const std::vector<std::unique_ptr<Track>>& tracks() const { return tracks_; }
  const History& history() const { return history_; }
  double objective() const;
  double lower_bound() const;
  Index iterations() const { return iterations_; }
  double seconds() const;

 private:
  void step();
  void record();
  void check_limits();

  using Clock = std::chrono::steady_clock;
  std::vector<std::unique_ptr<Track>> tracks_;
  Limits limits_;
  Status status_ = Status::running;
  Clock::time_point start_ = Clock::now();
  double finished_ = 0.0;  // seconds at the end
  Index iterations_ = 0, steps_since_record_ = 0;
  double best_gap_;
  Index records_without_gain_ = 0;
  History history_;
};

// gap / |objective|, safe at 0.
double relative_gap(double objective, double lower_bound);

}  // namespace convexrelu
