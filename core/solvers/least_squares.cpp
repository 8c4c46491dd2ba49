#include "solvers/least_squares.h"

#include <algorithm>

#include "solvers/block_matrix.h"

namespace convexrelu {
namespace {

constexpr Index kLeastRhythm = 5;
constexpr double kRhythm = 0.1;  // of the steps so far

}  // namespace

RidgeSolver::RidgeSolver(const Problem& problem, const Start& start)
    : problem_(problem), at_(start.blocks) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), 1);
  c_ = problem.beta / problem.loss.curvature(zero, problem.y)(0, 0);
  right_ = c_ * problem.loss.dual(zero, problem.y);
  nu_ = start.nu.size() > 0 ? start.nu
                            : Vector(problem.loss.dual(predictions(problem, at_), problem.y));
}

bool LeastSquares::step() {
  if (!system_) system_ = std::make_unique<RidgeSystem>(problem_.data, c_);
  if (!system_->advance()) return false;
  const Vector residual = right_ - system_->apply(nu_);
  nu_ += system_->solve(residual, Vector::Zero(residual.size()), 0.0);
  at_ = nonzero_blocks(adjoint(problem_, nu_) / problem_.beta);
  ++iterations_;
  return true;
}

ConjugateGradients::ConjugateGradients(const Problem& problem, const Start& start)
    : RidgeSolver(problem, start) {
  restart();
}

void ConjugateGradients::restart() {
  U_ = adjoint(problem_, nu_) / problem_.beta;
  diagonal_ = RidgeSystem::diagonal(problem_.data).array() + c_;
  residual_ = right_ - c_ * nu_ - problem_.beta * image(problem_, U_);
  p_ = residual_.cwiseQuotient(diagonal_);
  rho_ = residual_.dot(p_);
}

bool ConjugateGradients::step() {
  ++iterations_;
  const Matrix G = adjoint(problem_, p_);
  const Vector turned = c_ * p_ + image(problem_, G);
  const double curvature = p_.dot(turned);
  if (!(rho_ > 0.0 && curvature > 0.0)) {  // solved, as far as the recurrence can tell
    restart();
    return true;
  }
  const double length = rho_ / curvature;
  nu_ += length * p_;
  U_ += (length / problem_.beta) * G;
  residual_ -= length * turned;
  const Vector preconditioned = residual_.cwiseQuotient(diagonal_);
  const double next = residual_.dot(preconditioned);
  p_ = preconditioned + (next / rho_) * p_;
  rho_ = next;
  at_ = nonzero_blocks(U_);
  return false;
}

Index ConjugateGradients::iterations_per_certificate() const {
  return std::max(kLeastRhythm, Index(kRhythm * double(iterations_)));
}

std::unique_ptr<Solver> make_least_squares(const Problem& problem, const Start& start) {
  return std::make_unique<LeastSquares>(problem, start);
}

std::unique_ptr<Solver> make_conjugate_gradients(const Problem& problem, const Start& start) {
  return std::make_unique<ConjugateGradients>(problem, start);
}

std::string conjugate_gradients_refuses(const Problem& problem) {
  if (problem.cones) return "cones make the program more than a linear system";
  if (!problem.loss.has_finite_dual_curvature()) {
    return "only the squared loss makes the program a linear system";
  }
  if (!problem.regularizer.is_half_square()) {
    return "only the regularizer 'l2' makes the program a linear system";
  }
  return problem.beta > 0.0 ? "" : "it needs beta > 0, which makes the solution unique";
}

std::string least_squares_refuses(const Problem& problem) {
  const std::string reason = conjugate_gradients_refuses(problem);
  if (!reason.empty() || RidgeSystem::is_small(problem.data)) return reason;
  return "a matrix of order " +
         std::to_string(
             std::min(problem.data.samples(), problem.data.rank() * problem.data.count())) +
         " is too large to factorize; 'conjugate-gradients' needs none";
}

}  // namespace convexrelu
