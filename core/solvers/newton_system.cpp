#include "solvers/newton_system.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "solvers/conjugate_gradients.h"

namespace convexrelu {
namespace {

// Above this order a factorization takes longer than the iterations it saves.
constexpr Index kLargestFactor = 1500;
constexpr int kMostIterations = 500;

}  // namespace

NewtonSystem::NewtonSystem(const GatedOperator& data, Vector h, double sigma,
                           std::vector<NewtonBlock> blocks)
    : data_(data),
      h_(std::move(h)),
      inverse_root_h_(h_.cwiseSqrt().cwiseInverse()),
      sigma_(sigma),
      blocks_(std::move(blocks)) {
  for (const NewtonBlock& block : blocks_) {
    const bool full = block.tangent.size() == 0;
    full_ = full_ && full;
    total_ += full ? data_.rank() : block.tangent.cols();
    pattern_.push_back(block.pattern);
  }
}

// H_k^½ N-coordinates: √σ (√a N + (1 − √a) p̂ (Nᵀp̂)ᵀ), r×m.
Matrix NewtonSystem::root(const NewtonBlock& block) const {
  const double root_a = std::sqrt(block.shrink);
  Matrix L = block.tangent.size() == 0 ? Matrix(Matrix::Identity(data_.rank(), data_.rank()))
                                       : block.tangent;
  const Vector along = L.transpose() * block.direction;
  L *= root_a;
  L += ((1.0 - root_a) * block.direction) * along.transpose();
  return std::sqrt(sigma_) * L;
}

Matrix NewtonSystem::directions() const {
  Matrix all(data_.samples(), total_);
  Index at = 0;
  for (const NewtonBlock& block : blocks_) {
    const Matrix part = data_.masked(block.pattern, root(block));
    all.middleCols(at, part.cols()).noalias() = inverse_root_h_.asDiagonal() * part;
    at += part.cols();
  }
  return all;
}

// With H_k = σ(a_k I + (1 − a_k) p̂p̂ᵀ) the sum is σ(ZZᵀ ∘ (B diag(a) Bᵀ) + QQᵀ), B the 0/1 columns
// of the patterns and Q the columns √(1 − a_k) D_k Z p̂_k.
Matrix NewtonSystem::samples_from_masks() const {
  const Index n = data_.samples(), k = Index(blocks_.size());
  Matrix masks = Matrix::Zero(n, k), Q(n, k);
  for (Index j = 0; j < k; ++j) {
    const NewtonBlock& block = blocks_[std::size_t(j)];
    const double root_a = std::sqrt(block.shrink);
    for_each_active(data_.patterns().words(block.pattern), data_.patterns().words_per_pattern(),
                    [&](Index i) { masks(i, j) = root_a; });
    Q.col(j) = std::sqrt(1.0 - block.shrink) * data_.masked(block.pattern, block.direction);
  }
  const auto lower = Eigen::Lower;
  Matrix V = Matrix::Zero(n, n), gram = Matrix::Zero(n, n);
  V.selfadjointView<lower>().rankUpdate(masks);
  gram.selfadjointView<lower>().rankUpdate(data_.Z());
  V.array() *= gram.array();
  V.selfadjointView<lower>().rankUpdate(Q);
  return sigma_ * (inverse_root_h_.asDiagonal() * V * inverse_root_h_.asDiagonal());
}

Vector NewtonSystem::solve_by_samples(const Vector& b) const {
  const Index n = data_.samples();
  Matrix V = Matrix::Identity(n, n);
  if (full_) {
    V += samples_from_masks();
  } else {
    V.selfadjointView<Eigen::Lower>().rankUpdate(directions());
  }
  const Eigen::LLT<Eigen::Ref<Matrix>> factor(V);
  Vector d = inverse_root_h_.cwiseProduct(b);
  factor.solveInPlace(d);
  d.array() *= inverse_root_h_.array();
  const Vector residual = b - apply(d);
  Vector correction = inverse_root_h_.cwiseProduct(residual);
  factor.solveInPlace(correction);
  return d + inverse_root_h_.cwiseProduct(correction);
}

// (I + GGᵀ)⁻¹ = I − G (I + GᵀG)⁻¹ Gᵀ, then one step of refinement.
Vector NewtonSystem::solve_by_directions(const Vector& b, const Matrix& G) const {
  Matrix S = Matrix::Identity(total_, total_);
  S.selfadjointView<Eigen::Lower>().rankUpdate(G.transpose());
  const Eigen::LLT<Eigen::Ref<Matrix>> factor(S);
  Vector d = Vector::Zero(b.size());
  Vector rest = inverse_root_h_.cwiseProduct(b);
  for (int pass = 0; pass < 2; ++pass) {
    Vector inner = G.transpose() * rest;
    factor.solveInPlace(inner);
    const Vector part = rest - G * inner;
    d += part;
    rest -= part + G * (G.transpose() * part);
  }
  return inverse_root_h_.cwiseProduct(d);
}

Vector NewtonSystem::apply(const Vector& d) const {
  Matrix T = data_.backward(d, pattern_);
  for (Index k = 0; k < T.cols(); ++k) {
    const NewtonBlock& block = blocks_[std::size_t(k)];
    const double along = block.direction.dot(T.col(k));
    if (block.tangent.size() > 0) {
      T.col(k) = (block.tangent * (block.tangent.transpose() * T.col(k))).eval();
    }
    T.col(k) = block.shrink * T.col(k) + ((1.0 - block.shrink) * along) * block.direction;
  }
  const std::vector<double> ones(pattern_.size(), 1.0);
  return h_.cwiseProduct(d) + sigma_ * data_.forward(T, pattern_, ones);
}

// The preconditioner is an estimate of the diagonal.
Vector NewtonSystem::solve_by_iteration(const Vector& b, double tolerance) const {
  Vector diagonal = Vector::Zero(b.size());
  for (const NewtonBlock& block : blocks_) {
    const double share =
        block.tangent.size() > 0 ? double(block.tangent.cols()) / double(data_.rank()) : 1.0;
    for_each_active(data_.patterns().words(block.pattern), data_.patterns().words_per_pattern(),
                    [&](Index i) { diagonal[i] += block.shrink * share; });
  }
  diagonal = h_ + sigma_ * diagonal.cwiseProduct(data_.Z().rowwise().squaredNorm());
  return conjugate_gradients([this](const Vector& d) { return apply(d); }, diagonal, b, tolerance,
                             kMostIterations);
}

Vector NewtonSystem::solve(const Vector& b, double tolerance) const {
  if (blocks_.empty()) return b.cwiseQuotient(h_);
  if (std::min(total_, data_.samples()) > kLargestFactor) return solve_by_iteration(b, tolerance);
  return total_ < data_.samples() ? solve_by_directions(b, directions()) : solve_by_samples(b);
}

}  // namespace convexrelu
