#include "solvers/admm.h"

#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

constexpr double kRelaxation = 1.6;
constexpr double kSystemTolerance = 1e-3;  // of what the last solution leaves
constexpr double kSquare = 0.1;            // s² in units of the mean diagonal of AAᵀ
constexpr Index kFirstBalance = 10;
constexpr double kBalanceRhythm = 1.3;  // balanced ever more rarely, so that ρ settles
constexpr double kBalanced = 1.5, kMostChange = 5.0;
constexpr Index kLeastRhythm = 20;
constexpr double kRhythm = 0.1;  // of the steps so far

}  // namespace

Admm::Admm(const Problem& problem, const Start& start)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      rho_(1.0 / double(problem.y.rows())),
      V_(all_blocks(problem, start.blocks)),
      at_(start.blocks) {
  const Vector z = predictions(problem, at_);
  split(start.nu.size() > 0 ? start.nu : Vector(problem.loss.dual(z, problem.y)));
}

// Starts from V and ν, as at a solution: (Aᵀλ + s²M = 0).
void Admm::split(const Vector& nu) {
  nu_ = nu;
  const double twice = problem_.cones ? 2.0 : 1.0;  // AAᵀ = BBᵀ or 2 BBᵀ
  const double mean = twice * RidgeSystem::diagonal(problem_.data).mean();
  square_ = mean > 0.0 ? kSquare * mean : 1.0;
  system_ = std::make_unique<RidgeSystem>(problem_.data, square_ / twice);
  z_ = predictions(problem_, at_);
  lambda_ = nu / -rho_;
  M_ = adjoint(problem_, nu) / (rho_ * square_);
  q_ = Vector::Zero(z_.size());
  next_balance_ = iterations_ + kFirstBalance;
}

// One step of the method moves far where the penalty is right: neither residual should lag behind.
void Admm::balance(double primal, double dual) {
  if (iterations_ < next_balance_) return;
  next_balance_ = Index(kBalanceRhythm * double(iterations_)) + 1;
  if (!(primal > 0.0) || !(dual > 0.0)) return;
  const double ratio = std::sqrt(primal / dual);
  if (ratio < kBalanced && ratio * kBalanced > 1.0) return;
  const double change = std::clamp(ratio, 1.0 / kMostChange, kMostChange);
  rho_ *= change;
  lambda_ /= change;
  M_ /= change;
}

bool Admm::step() {
  const Matrix W = V_ - M_;
  const Vector t = z_ - lambda_, AW = image(problem_, W);
  const double twice = problem_.cones ? 2.0 : 1.0;
  q_ = system_->solve((t - AW) / twice, q_, kSystemTolerance);
  const Matrix U = W + adjoint(problem_, q_);
  const Vector AU = AW + twice * (system_->apply(q_) - (square_ / twice) * q_);

  const Matrix V_hat = kRelaxation * U + (1.0 - kRelaxation) * V_;
  const Vector z_hat = kRelaxation * AU + (1.0 - kRelaxation) * z_;
  const Vector center = z_hat + lambda_, none = Vector::Zero(center.size());
  Vector z = problem_.loss.proximal_point(center, none, 1.0 / rho_, problem_.y).z;
  Matrix V = proximal_blocks(problem_, projector_, V_hat + M_, 1.0 / (rho_ * square_));
  lambda_ += z_hat - z;
  M_ += V_hat - V;
  ++iterations_;

  const double s = std::sqrt(square_);
  const double primal = std::hypot((AU - z).norm(), s * (U - V).norm());
  const double dual = std::hypot((z - z_).norm(), s * (V - V_).norm());
  const double size =
      std::max(std::hypot(AU.norm(), s * U.norm()), std::hypot(z.norm(), s * V.norm()));
  const double multiplier = std::hypot(lambda_.norm(), s * M_.norm());
  z_ = std::move(z);
  V_ = std::move(V);
  nu_ = -rho_ * lambda_;
  at_ = nonzero_blocks(V_);
  if (size > 0.0 && multiplier > 0.0) balance(primal / size, dual / multiplier);
  return false;
}

Index Admm::iterations_per_certificate() const {
  return std::max(kLeastRhythm, Index(kRhythm * double(iterations_)));
}

void Admm::patterns_added() {
  const Index before = V_.cols();
  V_.conservativeResize(Eigen::NoChange, problem_.blocks());
  V_.rightCols(problem_.blocks() - before).setZero();
  split(Vector(nu_));
}

std::unique_ptr<Solver> make_admm(const Problem& problem, const Start& start) {
  return std::make_unique<Admm>(problem, start);
}

std::string admm_refuses(const Problem&) { return ""; }

}  // namespace convexrelu
