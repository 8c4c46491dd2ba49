#include "solvers/interior_point.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

namespace convexrelu {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr Index kMostUnknowns = 2000;
constexpr double kFirstMu = 0.1, kSmallestMu = 1e-14, kMuDecrease = 0.2;
constexpr double kCentered = 1e-3;  // Newton decrement that ends a center, in units of μ
constexpr Index kMostInnerIterations = 40;
constexpr double kInside = 0.5;  // of β, where the path begins
constexpr double kSufficientDecrease = 1e-4, kShortestLength = 1e-10;
constexpr double kRounding = 1e-14;
constexpr double kRegular = 1e-13;  // of the largest diagonal entry

}  // namespace

InteriorPoint::InteriorPoint(const Problem& problem, const Start& start)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      nu_(start.nu.size() > 0
              ? start.nu
              : Vector(problem.loss.dual(predictions(problem, start.blocks), problem.y))),
      first_(problem.loss.value(Matrix::Zero(problem.y.rows(), 1), problem.y)),
      at_(start.blocks) {
  begin();
}

// Goes to a point inside, in the direction of ν.
void InteriorPoint::begin() {
  const Index r = problem_.data.rank(), blocks = problem_.blocks();
  A_.resize(problem_.data.samples(), r * blocks);
  for (Index block = 0; block < blocks; ++block) {
    A_.middleCols(block * r, r) = problem_.data.masked(block, Matrix::Identity(r, r));
  }
  const Regularizer& regularizer = problem_.regularizer;
  groups_ = regularizer.is_half_square()        ? 0
            : regularizer.is_sum_over_weights() ? r * blocks
            : regularizer.is_sum_over_blocks()  ? blocks
                                                : r;
  const double norm = regularizer.dual_norm(adjoint(problem_, nu_));
  if (groups_ > 0 && norm > kInside * problem_.beta) nu_ *= kInside * problem_.beta / norm;
  mu_ = kFirstMu * first_ / double(groups_ + 1);
  inner_iterations_ = 0;
  at_point_ = evaluate(nu_);
}

Index InteriorPoint::group(Index weight) const {
  const Index r = problem_.data.rank();
  if (problem_.regularizer.is_sum_over_weights()) return weight;
  return problem_.regularizer.is_sum_over_blocks() ? weight / r : weight % r;
}

Matrix InteriorPoint::room(const Matrix& Q) const {
  Vector squares = Vector::Zero(groups_);
  for (Index e = 0; e < Q.size(); ++e) squares[group(e)] += Q.data()[e] * Q.data()[e];
  Matrix room(Q.rows(), Q.cols());
  for (Index e = 0; e < Q.size(); ++e) {
    room.data()[e] = problem_.beta * problem_.beta - squares[group(e)];
  }
  return room;
}

InteriorPoint::Evaluation InteriorPoint::evaluate(const Vector& nu) const {
  Evaluation at;
  at.value = kInfinity;
  at.Q = adjoint(problem_, nu);
  const Vector anywhere = Vector::Zero(nu.size());
  const ProximalPoint point = problem_.loss.proximal_point(anywhere, nu, kInfinity, problem_.y);
  double barrier = at.Q.squaredNorm() / (2.0 * problem_.beta);
  if (groups_ == 0) {
    at.U = at.Q / problem_.beta;
  } else {
    at.room = room(at.Q);
    if (!(at.room.minCoeff() > 0.0)) return at;
    at.U = (2.0 * mu_ * at.Q.array() / at.room.array()).matrix();
    const double share = double(groups_) / double(at.Q.size());  // each group counts once
    const double square = problem_.beta * problem_.beta;
    barrier = -mu_ * share * (at.room.array() / square).log().sum();
  }
  at.curvature = point.curvature;
  at.gradient = A_ * Eigen::Map<const Vector>(at.U.data(), at.U.size()) - point.z;
  at.value = barrier - point.value;
  return at;
}

// The Hessian A H Aᵀ + diag(curvature), H = a_g I + b_g q_g q_gᵀ in every group; its lower half.
Matrix InteriorPoint::system() const {
  const Index n = A_.rows();
  Matrix S = Matrix::Zero(n, n), scaled = A_, along = Matrix::Zero(n, groups_);
  for (Index e = 0; e < A_.cols(); ++e) {
    if (groups_ == 0) {
      scaled.col(e) /= std::sqrt(problem_.beta);
      continue;
    }
    const double room = at_point_.room.data()[e], q = at_point_.Q.data()[e];
    scaled.col(e) *= std::sqrt(2.0 * mu_ / room);
    along.col(group(e)) += (2.0 * std::sqrt(mu_) / room * q) * A_.col(e);
  }
  S.selfadjointView<Eigen::Lower>().rankUpdate(scaled);
  if (groups_ > 0) S.selfadjointView<Eigen::Lower>().rankUpdate(along);
  S.diagonal() += at_point_.curvature;
  S.diagonal().array() += kRegular * S.diagonal().maxCoeff();
  return S;
}

void InteriorPoint::hand_back() {
  const double largest = at_point_.U.colwise().norm().maxCoeff();
  if (groups_ == 0 || largest == 0.0) {
    at_ = nonzero_blocks(at_point_.U);
    return;
  }
  const double step = largest / problem_.beta;
  at_ =
      nonzero_blocks(proximal_blocks(problem_, projector_, at_point_.U + step * at_point_.Q, step));
}

// A Newton step with its line search; at a center also what comes of it, and the next μ.
bool InteriorPoint::step() {
  Vector direction = -at_point_.gradient;
  Matrix S = system();
  Eigen::LLT<Eigen::Ref<Matrix>>(S).solveInPlace(direction);
  ++iterations_;
  ++inner_iterations_;
  const double slope = at_point_.gradient.dot(direction);
  const double allowed = kRounding * std::abs(at_point_.value);
  bool moved = false;
  for (double length = 1.0; slope < 0.0 && !moved && length > kShortestLength; length *= 0.5) {
    const Vector nu = nu_ + length * direction;
    Evaluation next = evaluate(nu);
    moved = next.value <= at_point_.value + kSufficientDecrease * length * slope + allowed;
    if (!moved) continue;
    nu_ = nu;
    at_point_ = std::move(next);
  }
  const bool centered = !moved || -slope <= kCentered * mu_;
  if (!centered && inner_iterations_ < kMostInnerIterations) return false;
  hand_back();
  mu_ = std::max(kMuDecrease * mu_, kSmallestMu * first_);
  inner_iterations_ = 0;
  at_point_ = evaluate(nu_);
  return true;
}

// They are worth their cost at centers only.
Index InteriorPoint::iterations_per_certificate() const { return kMostInnerIterations; }

std::unique_ptr<Solver> make_interior_point(const Problem& problem, const Start& start) {
  return std::make_unique<InteriorPoint>(problem, start);
}

std::string interior_point_refuses(const Problem& problem) {
  if (problem.cones) return "it has no barrier for cones";
  if (!problem.loss.has_finite_dual_curvature()) {
    return "it needs a loss whose conjugate is smooth everywhere, as the squared loss has";
  }
  if (!(problem.beta > 0.0)) return "it needs beta > 0, without which its dual has no interior";
  const Index unknowns = problem.data.samples() + problem.data.rank() * problem.blocks();
  if (unknowns <= kMostUnknowns) return "";
  return "it is for programs of at most " + std::to_string(kMostUnknowns) +
         " samples and weights, and this one has " + std::to_string(unknowns);
}

}  // namespace convexrelu
