#include "solvers/augmented_lagrangian.h"

#include <algorithm>

namespace convexrelu {
namespace {

// In units of the curvature of the loss along a row of Z. Multipliers converge whatever it is, and
// measured, letting it grow spoils the inner problems' condition more than it saves.
constexpr double kDelta = 2.0;
constexpr double kInnerTolerance = 0.1;
constexpr Index kMostInnerIterations = 1000;
constexpr Index kLeastRhythm = 20;
constexpr double kRhythm = 0.1;  // of the steps so far

}  // namespace

AugmentedLagrangian::AugmentedLagrangian(const Problem& problem, const Start& start)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      multipliers_(Matrix::Zero(problem.data.samples(), problem.blocks())),
      at_(start.blocks) {
  const Vector norms = problem.data.Z().rowwise().norm();
  inverse_norms_ = (norms.array() > 0.0).select(norms.cwiseInverse(), 0.0);
  const Matrix zero = Matrix::Zero(problem.y.rows(), 1);
  const double curvature = problem.loss.curvature(zero, problem.y).maxCoeff();
  const double mean = norms.squaredNorm() / double(norms.size());
  if (mean > 0.0) delta_ = kDelta * curvature * mean;
  Composite& composite = *this;
  descent_ = std::make_unique<AcceleratedDescent>(composite, all_blocks(problem, at_), delta_);
  nu_ = problem.loss.dual(predictions(problem, at_), problem.y);
}

Vector AugmentedLagrangian::predictions_of(const Matrix& scores) const {
  const PatternSet& patterns = problem_.data.patterns();
  Vector z = Vector::Zero(scores.rows());
  for (Index block = 0; block < scores.cols(); ++block) {
    const double sign = problem_.sign(block);
    for_each_active(patterns.words(problem_.pattern(block)), patterns.words_per_pattern(),
                    [&](Index i) { z[i] += sign * scores(i, block); });
  }
  return z;
}

// (γ_k − δ C_k u_k)_+, a column for each block.
Matrix AugmentedLagrangian::shifted(const Matrix& scores) const {
  const PatternSet& patterns = problem_.data.patterns();
  Matrix result = delta_ * (inverse_norms_.asDiagonal() * scores);
  for (Index block = 0; block < scores.cols(); ++block) {
    for_each_active(patterns.words(problem_.pattern(block)), patterns.words_per_pattern(),
                    [&](Index i) { result(i, block) = -result(i, block); });
  }
  return (multipliers_ + result).cwiseMax(0.0);
}

double AugmentedLagrangian::smooth_value(const Matrix& scores) const {
  return problem_.loss.value(predictions_of(scores), problem_.y) +
         shifted(scores).squaredNorm() / (2.0 * delta_);
}

Matrix AugmentedLagrangian::slope(const Matrix& scores) {
  nu_ = problem_.loss.dual(predictions_of(scores), problem_.y);
  const PatternSet& patterns = problem_.data.patterns();
  Matrix slope = inverse_norms_.asDiagonal() * shifted(scores);
  for (Index block = 0; block < slope.cols(); ++block) {
    const double sign = problem_.sign(block);
    for_each_active(patterns.words(problem_.pattern(block)), patterns.words_per_pattern(),
                    [&](Index i) { slope(i, block) = -sign * nu_[i] - slope(i, block); });
  }
  return slope;
}

Matrix AugmentedLagrangian::proximal_point(Matrix P, double step) {
  return problem_.regularizer.prox(P, step * problem_.beta);
}

void AugmentedLagrangian::update_multipliers() {
  multipliers_ = shifted(descent_->image());
  Matrix inside = descent_->point();
  for (Index block = 0; block < inside.cols(); ++block) {
    if (inside.col(block).isZero(0.0)) continue;
    inside.col(block) =
        projector_.project(block, problem_.pattern(block), inside.col(block), 0.0).point;
  }
  at_ = nonzero_blocks(inside);
  descent_->restart(descent_->point());
  inner_iterations_ = 0;
}

bool AugmentedLagrangian::step() {
  descent_->step();
  ++iterations_;
  ++inner_iterations_;
  const double moved = (shifted(descent_->image()) - multipliers_).norm();
  if (descent_->residual() > kInnerTolerance * moved && inner_iterations_ < kMostInnerIterations) {
    return false;
  }
  update_multipliers();
  return false;
}

// Multipliers may move a little and often: not each time is worth a certificate.
Index AugmentedLagrangian::iterations_per_certificate() const {
  return std::max(kLeastRhythm, Index(kRhythm * double(iterations_)));
}

void AugmentedLagrangian::patterns_added() {
  const Index before = multipliers_.cols(), added = problem_.blocks() - before;
  multipliers_.conservativeResize(Eigen::NoChange, problem_.blocks());
  multipliers_.rightCols(added).setZero();
  Matrix U = descent_->point();
  U.conservativeResize(Eigen::NoChange, problem_.blocks());
  U.rightCols(added).setZero();
  inner_iterations_ = 0;
  descent_->restart(std::move(U));
}

std::unique_ptr<Solver> make_augmented_lagrangian(const Problem& problem, const Start& start) {
  return std::make_unique<AugmentedLagrangian>(problem, start);
}

std::string augmented_lagrangian_refuses(const Problem& problem) {
  if (!problem.cones) return "its multipliers are those of cones, and this program has none";
  const Matrix zero = Matrix::Zero(problem.y.rows(), 1);
  return problem.loss.curvature(zero, problem.y).maxCoeff() > 0.0
             ? ""
             : "it needs a loss with a gradient, and this one has a kink";
}

}  // namespace convexrelu
