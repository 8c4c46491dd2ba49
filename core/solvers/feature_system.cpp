#include "solvers/feature_system.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <numeric>

#include "solvers/conjugate_gradients.h"

namespace convexrelu {
namespace {

// Above this order a factorization takes longer than the iterations it saves.
constexpr Index kLargestFactor = 1500;
constexpr int kMostIterations = 500;

}  // namespace

FeatureSystem::FeatureSystem(const GatedOperator& data, Vector h, double sigma,
                             std::vector<FeatureRow> rows)
    : data_(data), h_(std::move(h)), sigma_(sigma), rows_(std::move(rows)) {}

Matrix FeatureSystem::masks() const {
  Matrix M = Matrix::Zero(data_.samples(), data_.count());
  for (Index k = 0; k < M.cols(); ++k) {
    for_each_active(data_.patterns().words(k), data_.patterns().words_per_pattern(),
                    [&](Index i) { M(i, k) = 1.0; });
  }
  return M;
}

Matrix FeatureSystem::matrix() const {
  const Index n = data_.samples(), used = Index(rows_.size());
  const Matrix M = masks();
  Matrix scaled(n, used), Q(n, used);
  for (Index j = 0; j < used; ++j) {
    const auto& [feature, derivative] = rows_[std::size_t(j)];
    const auto z = data_.Z().col(feature);
    scaled.col(j) = std::sqrt(derivative.shrink) * z;
    Q.col(j) = std::sqrt(1.0 - derivative.shrink) * z.cwiseProduct(M * derivative.direction);
  }
  Matrix V = Matrix::Zero(n, n), gram = Matrix::Zero(n, n);
  V.selfadjointView<Eigen::Lower>().rankUpdate(M);
  gram.selfadjointView<Eigen::Lower>().rankUpdate(scaled);
  V.array() *= gram.array();
  V.selfadjointView<Eigen::Lower>().rankUpdate(Q);
  return sigma_ * V;
}

Vector FeatureSystem::apply(const Vector& d) const {
  const Matrix G = data_.backward(d);
  Matrix U = Matrix::Zero(G.rows(), G.cols());
  for (const auto& [feature, derivative] : rows_) {
    const double a = derivative.shrink, along = G.row(feature).dot(derivative.direction);
    U.row(feature) = a * G.row(feature) + ((1.0 - a) * along) * derivative.direction.transpose();
  }
  std::vector<Index> all(static_cast<std::size_t>(U.cols()));
  std::iota(all.begin(), all.end(), Index(0));
  const std::vector<double> ones(all.size(), 1.0);
  return h_.cwiseProduct(d) + sigma_ * data_.forward(U, all, ones);
}

// Without the terms of rank one.
Vector FeatureSystem::diagonal() const {
  Vector squares = Vector::Zero(h_.size()), active = Vector::Zero(h_.size());
  for (const auto& [feature, derivative] : rows_) {
    squares += derivative.shrink * data_.Z().col(feature).cwiseAbs2();
  }
  for (Index k = 0; k < data_.count(); ++k) {
    for_each_active(data_.patterns().words(k), data_.patterns().words_per_pattern(),
                    [&](Index i) { active[i] += 1.0; });
  }
  return h_ + sigma_ * squares.cwiseProduct(active);
}

Vector FeatureSystem::solve(const Vector& b, double tolerance) const {
  if (rows_.empty()) return b.cwiseQuotient(h_);
  if (data_.samples() > kLargestFactor) {
    const Vector estimate = diagonal();
    return conjugate_gradients([this](const Vector& d) { return apply(d); },
                               [&](const Vector& r) { return Vector(r.cwiseQuotient(estimate)); },
                               b, tolerance, kMostIterations);
  }
  // Scaled so that the identity takes the place of h, and one step of refinement.
  const Vector scale = h_.cwiseSqrt().cwiseInverse();
  Matrix V = scale.asDiagonal() * matrix() * scale.asDiagonal();
  V.diagonal().array() += 1.0;
  const Eigen::LLT<Eigen::Ref<Matrix>> factor(V);
  Vector d = Vector::Zero(b.size());
  for (int pass = 0; pass < 2; ++pass) {
    Vector correction = scale.cwiseProduct(pass == 0 ? b : b - apply(d));
    factor.solveInPlace(correction);
    d += scale.cwiseProduct(correction);
  }
  return d;
}

}  // namespace convexrelu
