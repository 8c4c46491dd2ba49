#include "sliding/sliding_newton.h"

#include <algorithm>
#include <cmath>

#include "sliding/climb.h"
#include "sliding/sizes.h"

namespace convexrelu {
namespace {

constexpr int kGridPeaks = 40;
constexpr int kManyGridPeaks = 300;  // when few are left to be found
// Below this violation peaks are few and worth looking for in more places.
constexpr double kFewLeft = 0.3;
// Multipliers: the smaller the steps the faster they converge, the larger the better they steady ν
// while neurons still come and go. So steps shrink as the violation does.
constexpr double kSettled = 1e-3, kShrink = 0.5;
constexpr double kQuiet = 1e-6, kShrinkFast = 0.1;
constexpr double kLeastDelta = 1e-2;
// Rounds before a proof is tried although the peaks are not settled.
constexpr int kPatience = 15;
constexpr double kFalling = 1e-3;  // relative, of the objective in a round
constexpr int kFewIterations = 2, kIterations = 5;
constexpr int kIdleProofs = 15;  // in a row without gain: the end

}  // namespace

SlidingNewton::SlidingNewton(const Matrix& X, const Vector& y, const Loss& loss, double beta)
    : X_(X),
      y_(y),
      true_loss_(loss),
      beta_(beta),
      space_(X),
      loss_(loss, y),
      newton_(space_),
      grid_(space_),
      exact_(space_) {
  record_network();
}

void SlidingNewton::warm_start(const std::vector<SlidingNeuron>& neurons) {
  atoms_.clear();
  for (const SlidingNeuron& neuron : neurons) {
    Atom atom;
    atom.sign = neuron.sign;
    atom.w = space_.from_user(neuron.u);
    for (const Index row : neuron.rows) {
      const int kink = space_.kink_of_row[row];
      if (!can_add_kink(space_, atom.kinks, kink)) continue;
      // A kink that has moved far is not the neuron's any more.
      const double away = std::abs(space_.kinks[kink].normal.dot(atom.w)) / atom.w.norm();
      if (away < 0.05) atom.kinks.push_back(kink);
    }
    if (!(atom.w.norm() > 0.0)) continue;
    place(space_, atom);
    if (atom.norm > 0.0) atoms_.push_back(std::move(atom));
  }
  iterations_ = 5;
  if (!atoms_.empty()) phase_ = Phase::newton;
  record_network();
}

void SlidingNewton::warm_start_dual(const Vector& nu) {
  if (loss_.has_multipliers()) loss_.update(nu, 1e-2);
}

double SlidingNewton::relative_gap() const {
  const double gap = std::max(0.0, best_objective_ - best_bound_);
  return gap == 0.0 ? 0.0 : gap / std::max(std::abs(best_objective_), 1e-300);
}

void SlidingNewton::step() {
  switch (phase_) {
    case Phase::peaks:
      return find_peaks();
    case Phase::sizes:
      return optimize();
    case Phase::newton:
      return polish();
    case Phase::proof:
      return prove();
  }
}

// A neuron that may join the network, unless its peak is known already.
void SlidingNewton::offer(Atom atom) {
  const double height = climb(space_, nu_, atom);
  violation_ = std::max(violation_, height / beta_ - 1.0);
  if (!(height > beta_ * (1.0 + 1e-10))) return;
  for (const Atom& other : fresh_) {
    if (other.sign == atom.sign &&
        other.w.dot(atom.w) > (1.0 - 1e-13) * other.w.norm() * atom.w.norm()) {
      return;
    }
  }
  fresh_.push_back(std::move(atom));
}

// Local maxima of |νᵀ(Xu)_+|: near every neuron there is, and near the best of the grid.
void SlidingNewton::find_peaks() {
  if (nu_.size() == 0) nu_ = dual_point();
  fresh_.clear();
  const bool thorough = violation_ < kFewLeft;
  violation_ = -1.0;
  for (const Atom& atom : atoms_) offer(atom);
  for (const Candidate& candidate : grid_.find(
           nu_, 0.95 * beta_, thorough ? kManyGridPeaks : kGridPeaks, thorough ? 0.995 : 0.99)) {
    Atom atom;
    atom.sign = candidate.sign;
    atom.w = candidate.w;
    place(space_, atom);
    offer(std::move(atom));
  }
  const bool settled = violation_ <= proof_margin_ && promises_progress();
  const bool overdue = rounds_ >= next_proof_;
  phase_ = settled || overdue ? Phase::proof : Phase::sizes;
}

// Whether a proof could close half of the gap if it found no peak higher than those known.
bool SlidingNewton::promises_progress() const {
  const double hoped = bound_at(beta_ * (1.0 + std::max(0.0, violation_))).first;
  const double gap = best_objective_ - hoped;
  return gap <= 0.5 * (best_objective_ - best_bound_) || gap <= 0.5 * tolerance_ * best_objective_;
}

// While sizes and peaks make progress by themselves it is too early to move the neurons.
int SlidingNewton::newton_budget() {
  const double value = best_objective_;
  const bool falling = value < (1.0 - kFalling) * last_value_;
  last_value_ = value;
  if (violation_ > 1.0 && falling) return 0;
  return (violation_ > 1e-2 && falling ? kFewIterations : kIterations) + 3 * idle_proofs_;
}

// The exact optimum over the sizes of the neurons there are and the peaks found.
void SlidingNewton::optimize() {
  const std::size_t first = atoms_.size();
  for (Atom& atom : fresh_) atoms_.push_back(std::move(atom));
  fresh_.clear();
  optimize_sizes(loss_, beta_, atoms_, first, violation_ > 0.1 ? 1e-10 : 1e-15);
  merge_atoms(space_, atoms_);
  iterations_ = newton_budget();
  if (iterations_ > 0) {
    phase_ = Phase::newton;
  } else {
    end_round();
  }
}

void SlidingNewton::polish() {
  const LocalNewton::Outcome outcome = newton_.iterate(atoms_, loss_, beta_, 1e-13);
  --iterations_;
  if (outcome == LocalNewton::Outcome::progress && iterations_ > 0) return;
  merge_atoms(space_, atoms_);
  // ν means something only where the sizes are optimal.
  if (outcome != LocalNewton::Outcome::converged) {
    optimize_sizes(loss_, beta_, atoms_, atoms_.size(), 1e-15);
  }
  end_round();
}

void SlidingNewton::end_round() {
  ++rounds_;
  record_network();
  nu_ = dual_point();
  if (loss_.has_multipliers()) {
    const double shrink = violation_ < kQuiet ? kShrinkFast : violation_ < kSettled ? kShrink : 1.0;
    loss_.update(nu_, std::max(kLeastDelta, shrink * loss_.delta()));
  }
  phase_ = Phase::peaks;
}

Vector SlidingNewton::dual_point() const { return loss_.at(predictions(atoms_, y_.size())).nu; }

void SlidingNewton::prove() {
  if (!searching_) {
    // What is known to be violated cannot be proved away: no need to look closer.
    const double slack = std::max(0.05 * tolerance_, 0.3 * violation_);
    exact_.start(nu_, beta_ * (1.0 + slack), slack, proof_cones_);
    searching_ = true;
  }
  if (!exact_.advance()) return;
  searching_ = false;
  ++proofs_;
  const double before = relative_gap();
  record_bound(exact_.bound());
  if (finished()) return;
  if (!exact_.complete()) proof_cones_ *= 2;
  const double local = violation_;
  for (const Candidate& peak : exact_.peaks()) {
    Atom atom;
    atom.sign = peak.sign;
    atom.w = peak.w;
    place(space_, atom);
    atom.kinks = kinks_through(space_, atom.w);
    offer(std::move(atom));
  }
  if (!(violation_ > std::max(2.0 * local, proof_margin_))) proof_margin_ *= 0.1;
  next_proof_ = rounds_ + kPatience;
  idle_proofs_ = relative_gap() < 0.9 * before ? 0 : idle_proofs_ + 1;
  stalled_ = idle_proofs_ >= kIdleProofs;
  phase_ = Phase::sizes;
}

void SlidingNewton::record_network() {
  double norms = 0.0;
  Vector z = Vector::Zero(y_.size());
  std::vector<SlidingNeuron> neurons;
  for (const Atom& atom : atoms_) {
    SlidingNeuron neuron{space_.to_user(atom.w), atom.sign, {}};
    for (const int kink : atom.kinks) neuron.rows.push_back(space_.kinks[kink].rows.front());
    z += double(atom.sign) * (X_ * neuron.u).cwiseMax(0.0);
    norms += neuron.u.norm();
    neurons.push_back(std::move(neuron));
  }
  const double objective = true_loss_.value(z, y_) + beta_ * norms;
  if (!(objective < best_objective_)) return;
  best_objective_ = objective;
  best_neurons_ = std::move(neurons);
}

// The best multiple of ν that is feasible if |νᵀ(Xu)_+| <= maximum, and the bound it proves.
std::pair<double, Vector> SlidingNewton::bound_at(double maximum) const {
  const Matrix nu = true_loss_.clip_to_domain(nu_, y_);
  const double limit =
      maximum > 0.0 ? beta_ / (maximum * (1.0 + 1e-9)) : std::numeric_limits<double>::infinity();
  const Matrix feasible = true_loss_.best_scale(nu, y_, limit) * nu;
  return {true_loss_.dual_value(feasible, y_), feasible};
}

void SlidingNewton::record_bound(double maximum) {
  auto [bound, feasible] = bound_at(maximum);
  if (!(bound > best_bound_)) return;
  best_bound_ = bound;
  best_dual_ = std::move(feasible);
}

}  // namespace convexrelu
