#include "program_track.h"

namespace convexrelu {
namespace {

// The relative gap at which a program is solved well enough to look for better patterns.
constexpr double kNearlySolved = 1e-2;

}  // namespace

ProgramTrack::ProgramTrack(const Problem& problem, const std::string& solver, double tolerance,
                           const Start& start)
    : problem_(problem), pricing_(problem_) {
  const SolverRow& row = choose_solver(solver, problem_, tolerance);
  const Matrix zero = Matrix::Zero(problem_.y.rows(), 1);
  best_.U.resize(problem_.data.rank(), 0);
  objective_ = problem_.loss.value(zero, problem_.y);
  const Vector nu = problem_.loss.dual(zero, problem_.y);
  if (beta_max() <= problem_.beta) {
    // Fenchel–Young holds with equality at ν, so the zero network's gap is exactly 0.
    bound_ = {nu, objective_};
  } else {
    bound_ = bound_from(problem_, pricing_, nu);
  }
  Start from = start;
  if (!start.blocks.block.empty()) {
    const Vector own = problem_.loss.dual(predictions(problem_, start.blocks), problem_.y);
    certify(start.blocks, start.nu.size() > 0 ? start.nu : own);
    // The dual variable may be that of another β; what is feasible now is nearer to the optimum.
    if (start.nu.size() > 0) from.nu = bound_.nu;
  }
  solver_name_ = row.name;
  solver_ = row.make(problem_, from);
}

bool ProgramTrack::step() {
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
  exhausted_ = !improve_(bound_.nu, best_.U);
  return !exhausted_;
}

void ProgramTrack::patterns_added() {
  solver_->patterns_added();
  exhausted_ = false;
  if (pricing_.max_norm(bound_.nu) <= problem_.beta) return;  // still feasible, and not rounded
  bound_ = bound_from(problem_, pricing_, bound_.nu);
}

// Takes the blocks, and the bounds from ν and from their own residual, where they are better.
void ProgramTrack::certify(const Blocks& blocks, const Vector& nu) {
  const Vector z = predictions(problem_, blocks);
  const double value =
      problem_.loss.value(z, problem_.y) + problem_.beta * problem_.regularizer.value(blocks.U);
  if (value < objective_) {
    objective_ = value;
    best_ = blocks;
  }
  for (const Vector& candidate : {Vector(problem_.loss.dual(z, problem_.y)), nu}) {
    DualBound next = bound_from(problem_, pricing_, candidate);
    if (next.lower_bound > bound_.lower_bound) bound_ = std::move(next);
  }
}

std::vector<Neuron> ProgramTrack::neurons() const {
  std::vector<Neuron> result;
  for (Index k = 0; k < best_.U.cols(); ++k) {
    const Index block = best_.block[std::size_t(k)];
    result.push_back({problem_.data.V() * best_.U.col(k), problem_.sign(block),
                      problem_.cones ? -1 : problem_.pattern(block)});
  }
  return result;
}

}  // namespace convexrelu
