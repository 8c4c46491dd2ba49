#include "solvers/admm.h"

#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

constexpr double kRelaxation = 1.8;
constexpr double kSystemTolerance = 1e-3;  // of what the last solution leaves
constexpr double kSquare = 0.3;            // s² in units of the mean diagonal of AAᵀ
constexpr Index kFirstBalance = 5;
constexpr double kBalanceRhythm = 1.3;  // balanced ever more rarely, so that ρ settles
constexpr double kBalanced = 1.5, kMostChange = 5.0;
constexpr Index kLeastRhythm = 10;
constexpr double kRhythm = 0.1;  // of the steps so far

}  // namespace

Admm::Admm(const Problem& problem, const Start& start, std::shared_ptr<RidgeCache> factors)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      factors_(std::move(factors)),
      rho_(1.0 / double(problem.y.rows())) {
  factorize();
  start_from(start);
}

void Admm::factorize() {
  const double twice = problem_.cones ? 2.0 : 1.0;  // AAᵀ = BBᵀ or 2 BBᵀ
  const double mean = twice * RidgeSystem::diagonal(problem_.data).mean();
  square_ = mean > 0.0 ? kSquare * mean : 1.0;
  system_ = factors_->system(problem_.data, square_ / twice);
}

// As at a solution: Aᵀλ + s²M = 0.
void Admm::start_from(const Start& start) {
  V_ = all_blocks(problem_, start.blocks);
  at_ = start.blocks;
  z_ = AV_ = predictions(problem_, at_);
  nu_ = start.nu.size() > 0 ? start.nu : Vector(problem_.loss.dual(z_, problem_.y));
  lambda_ = nu_ / -rho_;
  M_ = adjoint(problem_, nu_) / (rho_ * square_);
  AM_ = image(problem_, M_);
  q_ = Vector::Zero(z_.size());
  iterations_ = 0;
  next_balance_ = kFirstBalance;
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
  AM_ /= change;
}

bool Admm::step() {
  if (!system_->advance()) return false;
  const Vector t = z_ - lambda_;
  const double twice = problem_.cones ? 2.0 : 1.0;
  q_ = system_->solve((t - AV_ + AM_) / twice, q_, kSystemTolerance);
  const Matrix U = V_ - M_ + adjoint(problem_, q_);
  // A (W + Aᵀq), by the system that q solves where it solves it to all digits.
  const Vector AU = system_->is_factorized()
                        ? Vector(t - square_ * q_)
                        : Vector(AV_ - AM_ + twice * system_->apply(q_) - square_ * q_);

  const Matrix V_hat = kRelaxation * U + (1.0 - kRelaxation) * V_;
  const Vector z_hat = kRelaxation * AU + (1.0 - kRelaxation) * z_;
  const Vector center = z_hat + lambda_, none = Vector::Zero(center.size());
  Vector z = problem_.loss.proximal_point(center, none, 1.0 / rho_, problem_.y).z;
  Matrix V = proximal_blocks(problem_, projector_, V_hat + M_, 1.0 / (rho_ * square_));
  Blocks at = nonzero_blocks(V);
  Vector AV = predictions(problem_, at);
  lambda_ += z_hat - z;
  M_ += V_hat - V;
  AM_ += kRelaxation * AU + (1.0 - kRelaxation) * AV_ - AV;
  ++iterations_;

  const double s = std::sqrt(square_);
  const double primal = std::hypot((AU - z).norm(), s * (U - V).norm());
  const double dual = std::hypot((z - z_).norm(), s * (V - V_).norm());
  const double size =
      std::max(std::hypot(AU.norm(), s * U.norm()), std::hypot(z.norm(), s * V.norm()));
  const double multiplier = std::hypot(lambda_.norm(), s * M_.norm());
  z_ = std::move(z);
  V_ = std::move(V);
  AV_ = std::move(AV);
  nu_ = -rho_ * lambda_;
  at_ = std::move(at);
  if (size > 0.0 && multiplier > 0.0) balance(primal / size, dual / multiplier);
  return false;
}

Index Admm::iterations_per_certificate() const {
  return std::max(kLeastRhythm, Index(kRhythm * double(iterations_)));
}

void Admm::patterns_added() {
  const Index iterations = iterations_;
  factorize();
  start_from({at_, nu_});
  iterations_ = iterations;
  next_balance_ += iterations;
}

std::unique_ptr<Solver> make_admm(const Problem& problem, const Start& start) {
  return std::make_unique<Admm>(problem, start, std::make_shared<RidgeCache>());
}

std::string admm_refuses(const Problem&) { return ""; }

}  // namespace convexrelu
