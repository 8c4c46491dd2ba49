#include "program_track.h"

#include <array>

namespace convexrelu {
namespace {

// The relative gap at which a program is solved well enough to look for better patterns.
constexpr double kNearlySolved = 1e-2;
constexpr const char* kOpening = "admm";
// Alternating directions go on to this gap, where Newton's steps double the digits instead, and
// while the gap falls by this factor within so many certificates as they have patience.
constexpr double kOpened = 1e-3, kOpeningGain = 0.5;
constexpr Index kOpeningRhythm = 10;
// From here on one of Newton's systems costs more than the directions take for the digits it gives.
constexpr Index kManySamples = 600;
// Steps near a solution go on while the gap falls by this factor within kPatience of them.
constexpr double kNearGain = 0.9;
constexpr std::size_t kPatience = 2, kMostNearSteps = 8;
// Where such steps end in vain, they are not tried again at the next β, the next two, four …
constexpr Index kMostPause = 16;
// From here on few digits are asked for: then steps near a solution, which solve their systems to
// ten, are not worth their price.
constexpr double kRoughTolerance = 1e-2;
constexpr std::array<double, 2> kShares{1.0, 0.1};  // of FaceNewton, measured along paths
// Of a block that turns around on the way to another β: enough to find it again.
constexpr double kNearlyVanished = 0.1;

}  // namespace

ProgramTrack::ProgramTrack(const Problem& problem, const std::string& solver, double tolerance,
                           const Start& start, std::shared_ptr<RidgeCache> factors)
    : problem_(problem),
      pricing_(problem_),
      row_(choose_solver(solver, problem_, tolerance)),
      rough_(tolerance >= kRoughTolerance),
      opens_(solver == "auto" && opens_with_directions(problem_, tolerance)),
      opening_patience_(patience_with_directions(problem_)),
      opening_will_do_(opens_ && (tolerance >= kOpened || problem_.data.samples() > kManySamples)),
      factors_(std::move(factors)) {
  begin(start);
  // A start, which may be all but the solution, is worth more to Newton's method.
  if (opens_ && start.blocks.block.empty()) {
    opens_now_ = Opening::due;
    return;
  }
  Start from = start;
  from.rough = rough_;
  // The dual variable may be that of another β; what is feasible now is nearer to the optimum.
  if (!start.blocks.block.empty() && start.nu.size() > 0) from.nu = bound_.nu;
  solver_ = row_.make(problem_, from);
}

// The zero network with its bound, and what there is to start from.
void ProgramTrack::begin(const Start& start) {
  best_ = {{}, Matrix(problem_.data.rank(), 0)};
  objective_ = problem_.data_term(Vector::Zero(problem_.y.size()));
  const Vector nu = problem_.residual_at_zero();
  if (beta_max() <= problem_.beta) {
    // Fenchel–Young holds with equality at ν, so the zero network's gap is exactly 0.
    bound_ = {nu, objective_};
  } else {
    bound_ = bound_from(problem_, pricing_, nu);
  }
  if (!start.blocks.block.empty()) certify(start.blocks, start.nu);
}

// On the line through the last two solutions. Blocks that are about to vanish nearly do.
Blocks ProgramTrack::extrapolated(double beta) const {
  Blocks result = best_;
  const double length = (beta - problem_.beta) / (problem_.beta - earlier_.beta);
  Matrix before = Matrix::Zero(problem_.data.rank(), problem_.blocks());
  for (std::size_t k = 0; k < earlier_.blocks.block.size(); ++k) {
    before.col(earlier_.blocks.block[k]) = earlier_.blocks.U.col(Index(k));
  }
  for (std::size_t k = 0; k < result.block.size(); ++k) {
    auto u = result.U.col(Index(k));
    const Vector next = u + length * (u - before.col(result.block[k]));
    const bool turns_around = next.dot(u) <= 0.0;
    u = turns_around ? Vector(kNearlyVanished * u) : next;
  }
  return result;
}

void ProgramTrack::set_beta(double beta) {
  // In cones the line leads outside, and what is projected back is worse than the last solution.
  const bool ahead = !problem_.cones && !earlier_.blocks.block.empty() &&
                     earlier_.beta != problem_.beta && FaceNewton::suits(problem_);
  Start start{ahead ? extrapolated(beta) : best_, ahead ? Vector() : bound_.nu};
  earlier_ = {problem_.beta, std::move(best_)};
  problem_.beta = beta;
  begin(start);
  opens_now_ = Opening::over;
  if (near_pause_ > 0) {
    --near_pause_;
  } else if (near_) {
    near_failures_ = 0;
  }
  near_.reset();
  solver_.reset();
  earlier_iterations_ = certified_at_ = 0;
  exhausted_ = false;
  may_open_ = opens_;
  if (near_pause_ > 0 || start.blocks.block.empty() || !approach(std::move(start.blocks))) {
    leave_near();
  }
  this->improve();
}

bool ProgramTrack::near_suits() const {
  return !rough_ && !opening_will_do_ && row_.is_newton && FaceNewton::suits(problem_);
}

// Newton's method on the face of these blocks, if it suits.
bool ProgramTrack::approach(Blocks blocks) {
  if (!near_suits()) return false;
  shares_left_ = kShares.size();
  begin_near(std::move(blocks));
  return true;
}

void ProgramTrack::begin_near(Blocks blocks) {
  --shares_left_;
  gaps_.clear();
  near_.emplace(problem_, std::move(blocks), kShares[share_]);
}

// To steps of another length, or to another method, which starts from the best that is known.
void ProgramTrack::leave_near() {
  if (near_) share_ = (share_ + 1) % kShares.size();
  if (near_ && shares_left_ > 0 && !best_.block.empty()) return begin_near(best_);
  if (near_) near_pause_ = std::min(kMostPause, (Index(1) << near_failures_++));
  near_.reset();
  if (may_open_) {
    opens_now_ = Opening::due;
  } else {
    solver_ = row_.make(problem_, {best_, best_.block.empty() ? Vector() : bound_.nu, rough_});
  }
  may_open_ = false;
}

Index ProgramTrack::iterations() const {
  if (opens_now_ == Opening::under_way) return earlier_iterations_ + opening_->iterations();
  return earlier_iterations_ + (solver_ ? solver_->iterations() : 0);
}

const char* ProgramTrack::solver() const {
  return opens_now_ == Opening::under_way ? kOpening : row_.name;
}

// Only now, when there is a step to make, does it cost a factor.
void ProgramTrack::open() {
  const Start start{best_, Vector()};
  if (opening_) {
    opening_->start_from(start);
  } else {
    opening_ = std::make_unique<Admm>(problem_, start, factors_);
  }
  gaps_.clear();
  opens_now_ = Opening::under_way;
}

bool ProgramTrack::step_opening() {
  if (opens_now_ == Opening::due) open();
  opening_->step();
  if (iterations() < certified_at_ + kOpeningRhythm) return false;
  certify(opening_->primal(), opening_->dual());
  certified_at_ = iterations();
  gaps_.push_back(relative_gap(objective_, lower_bound()));
  const std::size_t steps = gaps_.size();
  const bool leads_on = steps <= opening_patience_ ||
                        gaps_.back() < kOpeningGain * gaps_[steps - 1 - opening_patience_];
  if (leads_on && (gaps_.back() > kOpened || !near_suits())) return true;
  earlier_iterations_ = iterations();
  opens_now_ = Opening::over;
  if (best_.block.empty() || !approach(best_)) leave_near();
  return true;
}

bool ProgramTrack::step_near() {
  const bool moved = near_->step();
  if (moved) certify(near_->primal(), Vector());
  ++earlier_iterations_;
  gaps_.push_back(relative_gap(objective_, lower_bound()));
  const std::size_t steps = gaps_.size();
  const bool leads_on =
      steps <= kPatience || gaps_.back() < kNearGain * gaps_[steps - 1 - kPatience];
  if (!moved || !leads_on || steps >= kMostNearSteps) leave_near();
  improve();
  return true;
}

bool ProgramTrack::step() {
  if (opens_now_ != Opening::over) return step_opening();
  if (near_) return step_near();
  const bool worth = solver_->step();
  if (!worth && iterations() < certified_at_ + solver_->iterations_per_certificate()) return false;
  const double before = objective_ - bound_.lower_bound;
  certify(solver_->primal(), solver_->dual());
  certified_at_ = iterations();
  if (improve()) return true;
  return worth || objective_ - bound_.lower_bound < before;
}

void ProgramTrack::improve_with(Improve improve) {
  improve_ = std::move(improve);
  this->improve();
}

bool ProgramTrack::improve() {
  if (!improve_ || exhausted_) return false;
  if (relative_gap(objective_, lower_bound()) > kNearlySolved) return false;
  const Vector nu = bound_.nu;  // adding patterns may change the bound
  const Index n = problem_.y.rows();
  bool found = false;
  for (Index output = 0; output < problem_.outputs(); ++output) {
    const Blocks blocks = blocks_of_output(problem_, best_, output);
    found = improve_(nu.segment(output * n, n), blocks.U) || found;
  }
  exhausted_ = !found;
  return found;
}

void ProgramTrack::patterns_added() {
  if (opening_) opening_->patterns_added();
  if (solver_) solver_->patterns_added();
  exhausted_ = false;
  if (pricing_.max_norm(bound_.nu) <= problem_.beta) return;  // still feasible, and not rounded
  bound_ = bound_from(problem_, pricing_, bound_.nu);
}

// Takes the blocks, and the bounds from their own residual and from ν, if given, where they are
// better.
void ProgramTrack::certify(const Blocks& blocks, const Vector& nu) {
  const Vector z = predictions(problem_, blocks);
  const double value = convexrelu::objective(problem_, blocks, z);
  if (value < objective_) {
    objective_ = value;
    best_ = blocks;
  }
  for (const Vector& candidate : {problem_.residual(z), nu}) {
    if (candidate.size() == 0) continue;
    DualBound next = bound_from(problem_, pricing_, candidate);
    if (next.lower_bound > bound_.lower_bound) bound_ = std::move(next);
  }
}

double ProgramTrack::violation() const {
  if (!problem_.cones) return 0.0;
  double largest = 0.0;
  const Matrix scores = problem_.data.Z() * best_.U;
  for (Index k = 0; k < scores.cols(); ++k) {
    const Index pattern = problem_.pattern(best_.block[std::size_t(k)]);
    for (Index i = 0; i < scores.rows(); ++i) {
      const bool active = problem_.data.patterns().active(pattern, i);
      largest = std::max(largest, active ? -scores(i, k) : scores(i, k));
    }
  }
  return largest;
}

std::vector<Neuron> ProgramTrack::neurons() const {
  std::vector<Neuron> result;
  for (Index k = 0; k < best_.U.cols(); ++k) {
    const Index block = best_.block[std::size_t(k)];
    result.push_back({problem_.data.V() * best_.U.col(k), problem_.sign(block),
                      problem_.cones ? -1 : problem_.pattern(block), problem_.output(block)});
  }
  return result;
}

}  // namespace convexrelu
