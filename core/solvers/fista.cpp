#include "solvers/fista.h"

#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

constexpr int kPowerIterations = 10;
// Certificates cost about two steps. Progress is slower the longer it takes, and so is the rhythm.
constexpr Index kLeastRhythm = 20;
constexpr double kRhythm = 0.05;  // of the steps so far

}  // namespace

Fista::Fista(const Problem& problem, const Start& start)
    : problem_(problem),
      projector_(problem.data.Z(), problem.data.patterns()),
      descent_(*this, all_blocks(problem, start.blocks), first_lipschitz()),
      nu_(problem.residual(descent_.image())),
      at_(start.blocks) {}

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

Matrix Fista::slope(const Matrix& z) {
  nu_ = problem_.residual(z);
  return -nu_;
}

Matrix Fista::proximal_point(Matrix P, double step) {
  return proximal_blocks(problem_, projector_, std::move(P), step);
}

bool Fista::step() {
  descent_.step();
  at_ = nonzero_blocks(descent_.point());
  ++iterations_;
  return false;
}

Index Fista::iterations_per_certificate() const {
  return std::max(kLeastRhythm, Index(kRhythm * double(iterations_)));
}

void Fista::patterns_added() {
  Matrix U = descent_.point();
  const Index added = problem_.blocks() - U.cols();
  U.conservativeResize(Eigen::NoChange, problem_.blocks());
  U.rightCols(added).setZero();
  descent_.restart(std::move(U));
}

std::unique_ptr<Solver> make_fista(const Problem& problem, const Start& start) {
  return std::make_unique<Fista>(problem, start);
}

std::string fista_refuses(const Problem& problem) {
  const Matrix zero = Matrix::Zero(problem.y.rows(), problem.outputs());
  return problem.loss.curvature(zero, problem.y).maxCoeff() > 0.0
             ? ""
             : "it needs a loss with a gradient, and this one has a kink";
}

}  // namespace convexrelu
