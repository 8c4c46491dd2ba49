#include "run.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

constexpr Index kStepsBetweenRecords = 5;
// The run has stalled when this many certified points in a row did not lower the gap by 1 %.
constexpr Index kPatience = 40;
constexpr double kGain = 0.99;

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

double relative_gap(double objective, double lower_bound) {
  const double gap = std::max(0.0, objective - lower_bound);
  return gap == 0.0 ? 0.0 : gap / std::max(std::abs(objective), std::numeric_limits<double>::min());
}

Track::Track(const Problem& the_problem, const std::string& solver_name, const Blocks& start)
    : problem(the_problem), pricing(problem) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), 1);
  best.U.resize(problem.data.rank(), 0);
  objective = problem.loss.value(zero, problem.y);
  const Vector nu = problem.loss.dual(zero, problem.y);
  if (pricing.max_norm(nu) <= problem.beta) {
    // Fenchel–Young holds with equality at ν, so the zero network's gap is exactly 0.
    bound = {nu, objective};
  } else {
    bound = bound_from(problem, pricing, nu);
  }
  if (!start.block.empty())
    certify(start, problem.loss.dual(predictions(problem, start), problem.y));
  solver = choose_solver(solver_name, problem).make(problem, start);
}

void Track::certify(const Blocks& blocks, const Vector& nu) {
  const Vector z = predictions(problem, blocks);
  const double value =
      problem.loss.value(z, problem.y) + problem.beta * problem.regularizer.value(blocks.U);
  if (value < objective) {
    objective = value;
    best = blocks;
  }
  for (const Vector& candidate : {Vector(problem.loss.dual(z, problem.y)), nu}) {
    DualBound next = bound_from(problem, pricing, candidate);
    if (next.lower_bound > bound.lower_bound) bound = std::move(next);
  }
}

Run::Run(std::vector<std::unique_ptr<Track>> tracks, const Limits& limits)
    : tracks_(std::move(tracks)), limits_(limits) {
  best_gap_ = std::numeric_limits<double>::infinity();
  record();
  check_limits();
}

double Run::objective() const {
  double sum = 0.0;
  for (const auto& track : tracks_) sum += track->objective;
  return sum;
}

double Run::lower_bound() const {
  double sum = 0.0;
  for (const auto& track : tracks_) sum += std::min(track->objective, track->bound.lower_bound);
  return sum;
}

double Run::seconds() const {
  if (done()) return finished_;
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Run::record() {
  history_.seconds.push_back(seconds());
  history_.iterations.push_back(double(iterations_));
  history_.objective.push_back(objective());
  history_.lower_bound.push_back(lower_bound());
  const double gap = objective() - lower_bound();
  records_without_gain_ = gap < kGain * best_gap_ ? 0 : records_without_gain_ + 1;
  best_gap_ = std::min(best_gap_, gap);
}

// Works on the output that is furthest from proven.
void Run::step() {
  Track* track = tracks_.front().get();
  for (const auto& other : tracks_) {
    if (other->gap() > track->gap()) track = other.get();
  }
  const bool worth = track->solver->step();
  ++iterations_;
  if (worth || ++steps_since_record_ >= kStepsBetweenRecords) {
    track->certify(track->solver->primal(), track->solver->dual());
    steps_since_record_ = 0;
    record();
  }
}

void Run::check_limits() {
  Status status = Status::running;
  const double elapsed = seconds();
  if (relative_gap(objective(), lower_bound()) <= limits_.tolerance) {
    status = Status::optimal;
  } else if (records_without_gain_ >= kPatience) {
    status = Status::stalled;
  } else if (double(iterations_) >= limits_.iterations) {
    status = Status::iteration_limit;
  } else if (elapsed >= limits_.seconds) {
    status = Status::time_limit;
  }
  if (status != Status::running) finished_ = elapsed;
  status_ = status;
}

void Run::advance(double seconds) {
  const Clock::time_point begin = Clock::now();
  while (!done()) {
    step();
    check_limits();
    if (std::chrono::duration<double>(Clock::now() - begin).count() >= seconds) break;
  }
}

}  // namespace convexrelu
