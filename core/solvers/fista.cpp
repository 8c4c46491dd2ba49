#include "solvers/fista.h"

#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

constexpr int kPowerIterations = 10;
constexpr double kGrowth = 2.0, kRelaxation = 0.98;  // of the Lipschitz constant
constexpr int kMostGrowths = 60;  // a step: by then the step is nothing but rounding
constexpr double kRounding = 1e-14;
// Certificates cost about two steps. Progress is slower the longer it takes, and so is the rhythm.
constexpr Index kLeastRhythm = 20;
constexpr double kRhythm = 0.05;  // of the steps so far

}  // namespace

Fista::Fista(const Problem& problem, const Start& start)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      U_(Matrix::Zero(problem.data.rank(), problem.blocks())),
      at_(start.blocks) {
  for (std::size_t k = 0; k < start.blocks.block.size(); ++k) {
    U_.col(start.blocks.block[k]) = start.blocks.U.col(Index(k));
  }
  V_ = U_;
  z_ = z_extrapolated_ = predictions(problem, start.blocks);
  nu_ = problem.residual(z_);
  lipschitz_ = first_lipschitz();
}

// Largest eigenvalue of Σ D_i Z Zᵀ D_i, the same for every output, from below by the power method,
// times the largest curvature of the loss at 0. What is missing the steps find out.
double Fista::first_lipschitz() const {
  const Index n = problem_.data.samples();
  std::vector<Index> all;
  for (Index i = 0; i < problem_.data.count(); ++i) all.push_back(i);
  const std::vector<double> plus(all.size(), 1.0);
  Vector x = Vector::Ones(n).normalized();
  double eigenvalue = 1.0;
  for (int k = 0; k < kPowerIterations; ++k) {
    const Vector next = problem_.data.forward(problem_.data.backward(x), all, plus);
    if (!(next.norm() > 0.0)) break;
    eigenvalue = next.norm();
    x = next / eigenvalue;
  }
  const Matrix zero = Matrix::Zero(n, problem_.outputs());
  const double curvature = problem_.loss.curvature(zero, problem_.y).maxCoeff();
  return (problem_.cones ? 2.0 : 1.0) * eigenvalue * curvature;
}

// argmin_U β R(U) + ‖U − (V + length G)‖² / (2 length) over the cones, G being −∇ with signs.
Matrix Fista::proximal_point(const Matrix& V, const Matrix& G, double length) {
  Matrix P = V;
  for (Index block = 0; block < P.cols(); ++block) {
    P.col(block) += (length * problem_.sign(block)) * G.col(problem_.correlation(block));
    if (!problem_.cones) continue;
    const ConeProjection& projection = projector_.project(
        block, problem_.pattern(block), P.col(block), length * problem_.beta, length);
    P.col(block) = projection.point;
  }
  return prox(problem_, P, length * problem_.beta);
}

Blocks Fista::nonzero(const Matrix& U) const {
  Blocks blocks;
  for (Index block = 0; block < U.cols(); ++block) {
    if (U.col(block).squaredNorm() > 0.0) blocks.block.push_back(block);
  }
  blocks.U.resize(U.rows(), Index(blocks.block.size()));
  for (std::size_t k = 0; k < blocks.block.size(); ++k) {
    blocks.U.col(Index(k)) = U.col(blocks.block[k]);
  }
  return blocks;
}

// Whether the quadratic model of the present Lipschitz constant lies above the loss at z = A(U).
bool Fista::bounded(const Matrix& U, const Vector& z) const {
  const double from = problem_.data_term(z_extrapolated_);
  const double model =
      from - nu_.dot(z - z_extrapolated_) + 0.5 * lipschitz_ * (U - V_).squaredNorm();
  return problem_.data_term(z) <= model + kRounding * std::abs(from);
}

bool Fista::step() {
  nu_ = problem_.residual(z_extrapolated_);
  const Matrix G = correlations(problem_, nu_);
  Matrix next;
  Blocks blocks;
  Vector z;
  for (int growths = 0;; ++growths) {
    next = proximal_point(V_, G, 1.0 / lipschitz_);
    blocks = nonzero(next);
    z = predictions(problem_, blocks);
    if (bounded(next, z) || growths == kMostGrowths) break;
    lipschitz_ *= kGrowth;
  }
  const bool overshot = (V_ - next).cwiseProduct(next - U_).sum() > 0.0;
  const double momentum =
      overshot ? 1.0 : 0.5 * (1.0 + std::sqrt(1.0 + 4.0 * momentum_ * momentum_));
  const double weight = overshot ? 0.0 : (momentum_ - 1.0) / momentum;
  V_ = next + weight * (next - U_);
  z_extrapolated_ = z + weight * (z - z_);
  U_ = std::move(next);
  z_ = std::move(z);
  at_ = std::move(blocks);
  momentum_ = momentum;
  lipschitz_ *= kRelaxation;
  ++iterations_;
  return false;
}

Index Fista::iterations_per_certificate() const {
  return std::max(kLeastRhythm, Index(kRhythm * double(iterations_)));
}

void Fista::patterns_added() {
  const Index before = U_.cols(), added = problem_.blocks() - before;
  U_.conservativeResize(Eigen::NoChange, problem_.blocks());
  U_.rightCols(added).setZero();
  V_ = U_;
  z_extrapolated_ = z_;
  momentum_ = 1.0;
}

std::unique_ptr<Solver> make_fista(const Problem& problem, const Start& start) {
  return std::make_unique<Fista>(problem, start);
}

const char* fista_refuses(const Problem& problem) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), problem.outputs());
  return problem.loss.curvature(zero, problem.y).maxCoeff() > 0.0
             ? ""
             : "it needs a loss with a gradient, and this one has a kink";
}

}  // namespace convexrelu
