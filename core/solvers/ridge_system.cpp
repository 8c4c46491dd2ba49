#include "solvers/ridge_system.h"

#include <algorithm>
#include <numeric>

#include "solvers/conjugate_gradients.h"

namespace convexrelu {
namespace {

// Above this order a factorization takes longer than the iterations it saves.
constexpr Index kLargestFactor = 2000;
constexpr int kMostIterations = 200;
constexpr Index kRows = 256;  // samples at a time, so that B is never held as a whole

}  // namespace

RidgeSystem::RidgeSystem(const GatedOperator& data, double c)
    : data_(data), c_(c), all_(std::size_t(data.count())) {
  std::iota(all_.begin(), all_.end(), Index(0));
  by_samples_ = data.samples() <= data.rank() * data.count();
  if (!is_small(data)) return;
  Matrix S = by_samples_ ? of_samples() : of_weights();
  S.diagonal().array() += c;
  factor_.compute(S);
}

bool RidgeSystem::is_small(const GatedOperator& data) {
  return std::min(data.samples(), data.rank() * data.count()) <= kLargestFactor;
}

double RidgeSystem::work(const GatedOperator& data) {
  const double n = double(data.samples()), r = double(data.rank()), p = double(data.count());
  const double order = std::min(n, r * p);
  const double forming = n <= r * p ? 0.5 * n * n * (r + p) : 0.5 * n * order * order;
  return forming + order * order * order / 6.0;
}

// Its lower half, as for the other.
Matrix RidgeSystem::of_samples() const {
  const Index n = data_.samples();
  Matrix masks = Matrix::Zero(n, data_.count());
  for (Index k : all_) {
    for_each_active(data_.patterns().words(k), data_.patterns().words_per_pattern(),
                    [&](Index i) { masks(i, k) = 1.0; });
  }
  Matrix S = Matrix::Zero(n, n), gram = Matrix::Zero(n, n);
  S.selfadjointView<Eigen::Lower>().rankUpdate(masks);
  gram.selfadjointView<Eigen::Lower>().rankUpdate(data_.Z());
  return S.cwiseProduct(gram);
}

Matrix RidgeSystem::of_weights() const {
  const Index r = data_.rank(), order = r * data_.count();
  Matrix S = Matrix::Zero(order, order), rows;
  for (Index first = 0; first < data_.samples(); first += kRows) {
    rows.setZero(std::min(kRows, data_.samples() - first), order);
    for (Index k : all_) {
      for (Index i = 0; i < rows.rows(); ++i) {
        if (!data_.patterns().active(k, first + i)) continue;
        rows.row(i).segment(k * r, r) = data_.Z().row(first + i);
      }
    }
    S.selfadjointView<Eigen::Lower>().rankUpdate(rows.transpose());
  }
  return S;
}

Vector RidgeSystem::apply(const Vector& q) const {
  const std::vector<double> plus(all_.size(), 1.0);
  return c_ * q + data_.forward(data_.backward(q, all_), all_, plus);
}

Vector RidgeSystem::diagonal(const GatedOperator& data) {
  Vector active = Vector::Zero(data.samples());
  for (Index k = 0; k < data.count(); ++k) {
    for_each_active(data.patterns().words(k), data.patterns().words_per_pattern(),
                    [&](Index i) { active[i] += 1.0; });
  }
  return active.cwiseProduct(data.Z().rowwise().squaredNorm());
}

Vector RidgeSystem::solve(const Vector& b, const Vector& guess, double tolerance) const {
  if (!is_factorized()) {
    const Vector scales = diagonal(data_).array() + c_;
    return guess +
           conjugate_gradients([this](const Vector& q) { return apply(q); },
                               [&](const Vector& r) { return Vector(r.cwiseQuotient(scales)); },
                               b - apply(guess), tolerance, kMostIterations);
  }
  if (by_samples_) return factor_.solve(b);
  // (c I + BBᵀ)⁻¹ = (I − B (c I + BᵀB)⁻¹ Bᵀ) / c
  Matrix U = data_.backward(b, all_);
  const Vector inner = factor_.solve(Eigen::Map<const Vector>(U.data(), U.size()));
  U = Eigen::Map<const Matrix>(inner.data(), U.rows(), U.cols());
  const std::vector<double> plus(all_.size(), 1.0);
  return (b - data_.forward(U, all_, plus)) / c_;
}

std::shared_ptr<const RidgeSystem> RidgeCache::system(const GatedOperator& data, double c) {
  if (!last_ || count_ != data.count() || c_ != c) {
    last_ = std::make_shared<RidgeSystem>(data, c);
    count_ = data.count();
    c_ = c;
  }
  return last_;
}

}  // namespace convexrelu
