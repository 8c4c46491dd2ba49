#include "solvers/ridge_system.h"

#include <algorithm>
#include <numeric>

#include "solvers/conjugate_gradients.h"

namespace convexrelu {
namespace {

// Above this order a factorization takes longer than the iterations it saves.
constexpr Index kLargestFactor = 2000;
constexpr int kMostIterations = 200;
// Samples or patterns at a time: a piece of forming takes some hundredths of a second at most, and
// B is never held as a whole.
constexpr Index kRows = 64;

}  // namespace

RidgeSystem::RidgeSystem(const GatedOperator& data, double c)
    : data_(data), c_(c), all_(std::size_t(data.count())) {
  std::iota(all_.begin(), all_.end(), Index(0));
  by_samples_ = data.samples() <= data.rank() * data.count();
}

bool RidgeSystem::advance() {
  if (is_factorized() || !is_small(data_)) return true;
  const Index order = by_samples_ ? data_.samples() : data_.rank() * data_.count();
  if (formed_ == 0) S_ = Matrix::Zero(order, order);
  const Index all = by_samples_ ? data_.count() : data_.samples();
  if (formed_ < all) {
    by_samples_ ? add_masks() : add_rows();
    return false;
  }
  if (by_samples_) {
    Matrix gram = Matrix::Zero(order, order);
    gram.selfadjointView<Eigen::Lower>().rankUpdate(data_.Z());
    S_.array() *= gram.array();
  }
  S_.diagonal().array() += c_;
  factor_.compute(S_);
  S_.resize(0, 0);
  return true;
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

// Of MMᵀ, the next columns.
void RidgeSystem::add_masks() {
  const Index count = std::min(kRows, data_.count() - formed_);
  Matrix masks = Matrix::Zero(data_.samples(), count);
  for (Index k = 0; k < count; ++k) {
    for_each_active(data_.patterns().words(formed_ + k), data_.patterns().words_per_pattern(),
                    [&](Index i) { masks(i, k) = 1.0; });
  }
  S_.selfadjointView<Eigen::Lower>().rankUpdate(masks);
  formed_ += count;
}

// Of BᵀB, the next rows.
void RidgeSystem::add_rows() {
  const Index r = data_.rank(), count = std::min(kRows, data_.samples() - formed_);
  Matrix rows = Matrix::Zero(count, r * data_.count());
  for (Index k : all_) {
    for (Index i = 0; i < count; ++i) {
      if (!data_.patterns().active(k, formed_ + i)) continue;
      rows.row(i).segment(k * r, r) = data_.Z().row(formed_ + i);
    }
  }
  S_.selfadjointView<Eigen::Lower>().rankUpdate(rows.transpose());
  formed_ += count;
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

std::shared_ptr<RidgeSystem> RidgeCache::system(const GatedOperator& data, double c) {
  if (!last_ || count_ != data.count() || c_ != c) {
    last_ = std::make_shared<RidgeSystem>(data, c);
    count_ = data.count();
    c_ = c;
  }
  return last_;
}

}  // namespace convexrelu
