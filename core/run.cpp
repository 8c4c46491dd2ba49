#include "run.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

// The run has stalled when this many certified points in a row did not lower the gap by 1 %.
constexpr Index kPatience = 40;
constexpr double kGain = 0.99;
// … nor the objective by this fraction, as it does where patterns are added.
constexpr double kObjectiveGain = 1e-4;

}  // namespace

const char* name_of(Status status) {
  switch (status) {
    case Status::optimal:
      return "optimal";
    case Status::iteration_limit:
      return "iteration-limit";
    case Status::time_limit:
      return "time-limit";
    case Status::stalled:
      return "stalled";
    case Status::running:
      break;
  }
  return "running";
}

Run::Run(std::vector<std::unique_ptr<Track>> tracks, const Limits& limits, Measure measure)
    : tracks_(std::move(tracks)), limits_(limits), measure_(std::move(measure)) {
  best_gap_ = best_objective_ = std::numeric_limits<double>::infinity();
  record();
  check_limits();
}

double Run::objective() const {
  double sum = 0.0;
  for (const auto& track : tracks_) sum += track->objective();
  return sum;
}

double Run::lower_bound() const {
  double sum = 0.0;
  for (const auto& track : tracks_) sum += track->lower_bound();
  return sum;
}

Index Run::iterations() const {
  Index sum = 0;
  for (const auto& track : tracks_) sum += track->iterations();
  return sum;
}

double Run::seconds() const {
  if (done()) return finished_;
  return watch_.seconds();
}

void Run::record() {
  history_.seconds.push_back(seconds());
  history_.iterations.push_back(double(iterations()));
  history_.objective.push_back(objective());
  history_.lower_bound.push_back(lower_bound());
  if (measure_) history_.metrics.push_back(measure_(*this));
  const double gap = objective() - lower_bound();
  const bool lower = objective() < best_objective_ - kObjectiveGain * std::abs(best_objective_);
  records_without_gain_ = lower || gap < kGain * best_gap_ ? 0 : records_without_gain_ + 1;
  best_gap_ = lower ? gap : std::min(best_gap_, gap);
  if (lower || std::isinf(best_objective_)) best_objective_ = objective();
}

// Works on the output that is furthest from proven, of those that can still improve.
void Run::step() {
  const auto gap = [](const Track& track) { return track.objective() - track.lower_bound(); };
  Track* track = nullptr;
  for (const auto& other : tracks_) {
    if (!other->stalled() && (!track || gap(*other) > gap(*track))) track = other.get();
  }
  if (!track) {
    stalled_ = true;
  } else if (track->step()) {
    record();
  }
}

void Run::check_limits() {
  Status status = Status::running;
  const double elapsed = seconds();
  if (relative_gap(objective(), lower_bound()) <= limits_.tolerance) {
    status = Status::optimal;
  } else if (stalled_ || records_without_gain_ >= kPatience) {
    status = Status::stalled;
  } else if (double(iterations()) >= limits_.iterations) {
    status = Status::iteration_limit;
  } else if (elapsed >= limits_.seconds) {
    status = Status::time_limit;
  }
  if (status != Status::running) finished_ = elapsed;
  status_ = status;
}

void Run::advance(double seconds) {
  const Stopwatch watch;
  while (!done()) {
    step();
    check_limits();
    if (watch.seconds() >= seconds) break;
  }
}

}  // namespace convexrelu
