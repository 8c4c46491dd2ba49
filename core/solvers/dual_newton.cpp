#include "solvers/dual_newton.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// The first serves 1e-6 with cones best, the other gaps of a few per cent: 0.6 times the systems.
constexpr double kFirstSigma = 100.0, kFirstRoughSigma = 10.0;
constexpr double kLargestSigma = 1e9, kLargestTau = 1e7;
constexpr double kChangedSigma = 1000.0;  // at most, after patterns were added
// With kinks the solution of a subproblem is no good start for one far from it.
constexpr double kGrowth = 5.0, kGrowthWithKinks = 3.0, kRetreat = 10.0;
constexpr double kTauPerSample = 1e-2;  // τ = kTauPerSample n σ, in units where Z has size 1
constexpr double kInnerTolerance = 0.1, kSystemTolerance = 1e-3;
constexpr Index kMostInnerIterations = 60;
constexpr double kSufficientDecrease = 1e-4;
constexpr double kShortestLength = 1e-9;
constexpr double kNoCurvature = 1e-11;    // relative to τ: flat in ν …
constexpr double kCurvatureFloor = 1e-2;  // … and replaced by this, per sample
constexpr double kRounding = 1e-14;

double largest_curvature(const Problem& problem) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), problem.outputs());
  return problem.loss.curvature(zero, problem.y).maxCoeff();
}

double rms(const Matrix& A) {
  const double norm = A.norm();
  return norm > 0.0 ? norm / std::sqrt(double(A.size())) : 1.0;
}

}  // namespace

DualNewton::DualNewton(const Problem& problem, const Start& start)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      scale_(rms(problem.data.Z())),
      center_(Matrix::Zero(problem.data.rank(), problem.blocks())) {
  const double n = double(problem.y.rows()), curvature = largest_curvature(problem);
  const bool has_kinks = curvature == 0.0;
  growth_ = has_kinks ? kGrowthWithKinks : kGrowth;
  // In units of the loss's curvature: that of the squared one, 2/n, is where it was measured.
  const double first =
      (start.rough ? kFirstRoughSigma : kFirstSigma) * (has_kinks ? 1.0 : 2.0 / (n * curvature));
  sigma_ = first / (scale_ * scale_);
  smallest_sigma_ = sigma_;
  largest_sigma_ = kLargestSigma / (scale_ * scale_);
  largest_tau_ = kLargestTau * n;
  tau_ = problem.loss.has_finite_dual_curvature() ? kInfinity : kTauPerSample * first * n;
  for (std::size_t k = 0; k < start.blocks.block.size(); ++k) {
    center_.col(start.blocks.block[k]) = start.blocks.U.col(Index(k));
  }
  z_center_ = predictions(problem, start.blocks);
  nu_ = start.nu.size() > 0 ? start.nu : Vector(problem.loss.dual(z_center_, problem.y));
  at_ = evaluate(nu_);
}

DualNewton::Evaluation DualNewton::evaluate(const Vector& nu) {
  Evaluation at;
  const Matrix G = problem_.data.backward(nu);
  if (problem_.cones) {
    add_projected_blocks(G, at);
  } else {
    add_blocks(G, at);
  }
  const ProximalPoint point = problem_.loss.proximal_point(z_center_, nu, tau_, problem_.y);
  at.z = point.z;
  at.curvature = point.curvature;
  at.gradient = predictions(problem_, at.blocks) - at.z;
  const double weight = problem_.regularizer.is_half_square() ? 1.0 + sigma_ * problem_.beta : 1.0;
  at.value = weight * at.blocks.U.squaredNorm() / (2.0 * sigma_) - point.value;
  return at;
}

void DualNewton::add_blocks(const Matrix& G, Evaluation& at) const {
  const double step = sigma_ * problem_.beta;
  const Matrix U = problem_.regularizer.prox(center_ + sigma_ * G, step);
  for (Index block = 0; block < U.cols(); ++block) {
    if (!U.col(block).isZero(0.0)) at.blocks.block.push_back(block);
  }
  at.blocks.U.resize(U.rows(), Index(at.blocks.block.size()));
  for (Index k = 0; k < at.blocks.U.cols(); ++k) {
    at.blocks.U.col(k) = U.col(at.blocks.block[std::size_t(k)]);
  }
}

// With cones the regularizer is the norm of blocks: most vanish before they are projected.
void DualNewton::add_projected_blocks(const Matrix& G, Evaluation& at) {
  const double threshold = sigma_ * problem_.beta;
  Matrix U(problem_.data.rank(), problem_.blocks());
  Index count = 0;
  for (Index block = 0; block < problem_.blocks(); ++block) {
    auto p = U.col(count);
    p = center_.col(block) + (sigma_ * problem_.sign(block)) * G.col(problem_.pattern(block));
    if (p.norm() <= threshold) continue;
    const ConeProjection& projection =
        projector_.project(block, problem_.pattern(block), p, threshold, sigma_);
    if (projection.norm <= threshold) continue;
    p = (1.0 - threshold / projection.norm) * projection.point;
    at.blocks.block.push_back(block);
    at.tight.push_back(projection.tight);
    ++count;
  }
  at.blocks.U = U.leftCols(count);
}

void DualNewton::patterns_added() {
  const Index before = center_.cols();
  center_.conservativeResize(Eigen::NoChange, problem_.blocks());
  center_.rightCols(problem_.blocks() - before).setZero();
  // The steps so far were long because the solution was near; now it has moved.
  sigma_ = std::min(sigma_, kChangedSigma / (scale_ * scale_));
  if (std::isfinite(tau_)) {
    tau_ = std::min(tau_, kTauPerSample * kChangedSigma * double(problem_.y.rows()));
  }
  length_ = 0.0;
  out_of_precision_ = solved_ = false;
  inner_iterations_ = 0;
  at_ = evaluate(nu_);
}

bool DualNewton::inner_solved() const {
  Matrix moved = center_;
  for (std::size_t k = 0; k < at_.blocks.block.size(); ++k) {
    moved.col(at_.blocks.block[k]) -= at_.blocks.U.col(Index(k));
  }
  double distance = scale_ * moved.norm();
  if (std::isfinite(tau_)) distance = std::max(distance, (at_.z - z_center_).norm());
  const double rounding = kRounding * (at_.z.norm() + problem_.y.norm());
  return at_.gradient.norm() <= std::max(kInnerTolerance * distance, rounding);
}

void DualNewton::advance_center() {
  center_.setZero();
  for (std::size_t k = 0; k < at_.blocks.block.size(); ++k) {
    center_.col(at_.blocks.block[k]) = at_.blocks.U.col(Index(k));
  }
  z_center_ = at_.z;
  sigma_ = out_of_precision_ ? std::max(sigma_ / kRetreat, smallest_sigma_)
                             : std::min(sigma_ * growth_, largest_sigma_);
  if (std::isfinite(tau_)) tau_ = std::min(tau_ * growth_, largest_tau_);
  out_of_precision_ = false;
  inner_iterations_ = 0;
  at_ = evaluate(nu_);
}

std::vector<NewtonBlock> DualNewton::block_derivatives() const {
  std::vector<NewtonBlock> blocks;
  for (std::size_t k = 0; k < at_.blocks.block.size(); ++k) {
    NewtonBlock block{
        problem_.regularizer.derivative(at_.blocks.U.col(Index(k)), sigma_ * problem_.beta),
        problem_.pattern(at_.blocks.block[k])};
    if (problem_.cones && !at_.tight[k].empty()) {
      block.tangent = projector_.tangent_space(at_.tight[k]);
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

std::vector<FeatureRow> DualNewton::feature_derivatives() const {
  Matrix U = Matrix::Zero(problem_.data.rank(), problem_.blocks());
  for (std::size_t k = 0; k < at_.blocks.block.size(); ++k) {
    U.col(at_.blocks.block[k]) = at_.blocks.U.col(Index(k));
  }
  std::vector<FeatureRow> rows;
  for (Index j = 0; j < U.rows(); ++j) {
    if (U.row(j).isZero(0.0)) continue;
    rows.push_back(
        {j, problem_.regularizer.derivative(U.row(j).transpose(), sigma_ * problem_.beta)});
  }
  return rows;
}

Vector DualNewton::newton_direction() {
  Vector h = at_.curvature;
  if (std::isfinite(tau_)) {
    h = (h.array() > kNoCurvature * tau_)
            .select(h, Vector::Constant(h.size(), kCurvatureFloor * double(h.size())));
  }
  if (!problem_.regularizer.is_sum_over_blocks()) {
    const FeatureSystem system(problem_.data, h, sigma_, feature_derivatives());
    return system.solve(-at_.gradient, kSystemTolerance);
  }
  const NewtonSystem system(problem_.data, h, sigma_, block_derivatives());
  return system.solve(-at_.gradient, kSystemTolerance, &factor_);
}

// Tries one step length; false if φ is not lowered enough there.
bool DualNewton::try_length() {
  const Vector nu = nu_ + length_ * direction_;
  Evaluation next = evaluate(nu);
  const double slope = at_.gradient.dot(direction_);
  const double allowed = kRounding * std::abs(at_.value);
  if (next.value > at_.value + kSufficientDecrease * length_ * slope + allowed) return false;
  nu_ = nu;
  at_ = std::move(next);
  return true;
}

// A piece of work is one linear system with its first trial, or one more trial.
bool DualNewton::step() {
  if (solved_) advance_center();
  solved_ = false;
  if (length_ == 0.0) {
    direction_ = newton_direction();
    ++iterations_;
    ++inner_iterations_;
    length_ = 1.0;
  }
  const bool descends = at_.gradient.dot(direction_) < 0.0;
  if (descends && !try_length()) {
    length_ *= 0.5;
    if (length_ > kShortestLength) return false;
  }
  const bool moved = descends && length_ > kShortestLength;
  length_ = 0.0;
  const bool good = inner_solved();
  out_of_precision_ = !moved && !good;
  solved_ = !moved || good || inner_iterations_ >= kMostInnerIterations;
  return solved_;
}

std::unique_ptr<Solver> make_dual_newton(const Problem& problem, const Start& start) {
  return std::make_unique<DualNewton>(problem, start);
}

std::string dual_newton_refuses(const Problem&) { return ""; }

}  // namespace convexrelu
