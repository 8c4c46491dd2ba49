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
  best_.U.resize(problem_.data.rank(), 0);
  objective_ = problem_.data_term(Vector::Zero(problem_.y.size()));
  const Vector nu = problem_.residual_at_zero();
  if (beta_max() <= problem_.beta) {
    // Fenchel–Young holds with equality at ν, so the zero network's gap is exactly 0.
    bound_ = {nu, objective_};
  } else {
    bound_ = bound_from(problem_, pricing_, nu);
  }
  Start from = start;
  if (!start.blocks.block.empty()) {
    const Vector own = problem_.residual(predictions(problem_, start.blocks));
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
  solver_->patterns_added();
  exhausted_ = false;
  if (pricing_.max_norm(bound_.nu) <= problem_.beta) return;  // still feasible, and not rounded
  bound_ = bound_from(problem_, pricing_, bound_.nu);
}

// Takes the blocks, and the bounds from ν and from their own residual, where they are better.
void ProgramTrack::certify(const Blocks& blocks, const Vector& nu) {
  const Vector z = predictions(problem_, blocks);
  const double value = convexrelu::objective(problem_, blocks, z);
  if (value < objective_) {
    objective_ = value;
    best_ = blocks;
  }
  for (const Vector& candidate : {problem_.residual(z), nu}) {
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
