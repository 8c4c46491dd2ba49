#include "exact_track.h"

#include <cmath>
#include <functional>

#include "peaks/peak_search.h"
#include "stopwatch.h"

namespace convexrelu {
namespace {

constexpr long kMostCones = 300000;
constexpr int kCallsPerLook = 256;
// Scores this small, relative to row and neuron, mean that the neuron bends at the row.
constexpr double kOnKink = 1e-9;

// Says when so many seconds are over. Looks at the clock only now and then: it is asked for every
// cone.
std::function<bool()> make_timer(double seconds) {
  return [seconds, watch = Stopwatch(), calls = 0]() mutable {
    return ++calls % kCallsPerLook == 0 && watch.seconds() >= seconds;
  };
}

double largest_peak(const Matrix& X, const Vector& nu) {
  const RowSpace space(X);
  if (space.rank() == 0) return 0.0;
  PeakQuery query;
  query.slack = 1e-9;
  query.max_nodes = kMostCones;
  return PeakSearch(space.reduced).search(nu, query).upper_bound;
}

std::vector<SlidingNeuron> with_kinks(const Matrix& X, const std::vector<Neuron>& neurons) {
  std::vector<SlidingNeuron> result;
  for (const Neuron& neuron : neurons) {
    SlidingNeuron sliding{neuron.u, neuron.sign > 0 ? 1 : -1, {}};
    const Vector scores = X * neuron.u;
    for (Index i = 0; i < scores.size(); ++i) {
      const double scale = X.row(i).norm() * neuron.u.norm();
      if (std::abs(scores[i]) <= kOnKink * scale) sliding.rows.push_back(i);
    }
    result.push_back(std::move(sliding));
  }
  return result;
}

}  // namespace

ExactTrack::ExactTrack(const Matrix& X, const Vector& y, const Loss& loss, double beta,
                       double tolerance, double time_limit, const std::vector<Neuron>& start,
                       const Vector& nu)
    : y_(y) {
  const Matrix zero = Matrix::Zero(y.size(), 1);
  objective_ = loss.value(zero, y);
  dual_ = loss.dual(zero, y);
  lower_bound_ = objective_;
  beta_max_ = largest_peak(X, dual_);
  // Fenchel–Young holds with equality at ν, so the zero network's gap is exactly 0.
  if (beta_max_ <= beta) return;
  const double scale = loss.best_scale(dual_, y, beta / beta_max_);
  dual_ = scale * dual_;
  lower_bound_ = loss.dual_value(dual_, y);
  sliding_ = std::make_unique<SlidingNewton>(X, y_, loss, beta);
  sliding_->set_tolerance(tolerance);
  if (std::isfinite(time_limit)) sliding_->set_expired(make_timer(time_limit));
  if (nu.size() > 0) sliding_->warm_start_dual(loss.clip_to_domain(nu, y));
  if (!start.empty()) sliding_->warm_start(with_kinks(X, start));
  take_over();
}

bool ExactTrack::take_over() {
  bool better = false;
  if (sliding_->objective() < objective_) {
    objective_ = sliding_->objective();
    better = true;
  }
  if (sliding_->lower_bound() > lower_bound_) {
    lower_bound_ = sliding_->lower_bound();
    dual_ = sliding_->dual();
    better = true;
  }
  return better;
}

bool ExactTrack::step() {
  if (!sliding_) return false;
  sliding_->step();
  return take_over();
}

Index ExactTrack::neuron_count() const { return sliding_ ? Index(sliding_->neurons().size()) : 0; }

std::vector<Neuron> ExactTrack::neurons() const {
  std::vector<Neuron> result;
  if (!sliding_) return result;
  for (const SlidingNeuron& neuron : sliding_->neurons()) {
    if (neuron.u.norm() > 0.0) result.push_back({neuron.u, double(neuron.sign), -1});
  }
  return result;
}

}  // namespace convexrelu
