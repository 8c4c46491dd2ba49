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
// More numbers than these in all directions are not stored, but made from so many rows at a time.
constexpr Index kDenseDirections = Index(1) << 22, kRows = 512;
// What iterating with an earlier factor may cost before factorizing anew, of the cost of that.
constexpr double kShareOfFactor = 1.0;

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

Vector SampleFactor::solve(const Vector& b) const {
  return inverse_root_h_.cwiseProduct(factor_.solve(inverse_root_h_.cwiseProduct(b)));
}

void SampleFactor::set(const Matrix& V, const Vector& inverse_root_h) {
  factor_.compute(V);
  inverse_root_h_ = inverse_root_h;
}

// How many iterations cost as much as the share of a factorization. Multiplications: of the
// n×n matrix and its factor, and of one product with K Kᵀ and with the factor.
int NewtonSystem::worthwhile_iterations() const {
  const double n = double(data_.samples()), r = double(data_.rank());
  const double k = double(blocks_.size());
  const double inner = full_ ? 2.0 * k + r : double(total_);
  return int(kShareOfFactor * (n * n * n / 6.0 + 0.5 * n * n * inner) / (2.0 * n * r * k + n * n));
}

Vector NewtonSystem::solve_by_samples(const Vector& b, double tolerance,
                                      SampleFactor* earlier) const {
  if (earlier && earlier->order() == b.size()) {
    bool reached = false;
    Vector d = conjugate_gradients([this](const Vector& v) { return apply(v); },
                                   [&](const Vector& r) { return earlier->solve(r); }, b, tolerance,
                                   worthwhile_iterations(), &reached);
    if (reached) return d;
  }
  const Index n = data_.samples();
  Matrix V = Matrix::Identity(n, n);
  if (full_) {
    V += samples_from_masks();
  } else {
    V.selfadjointView<Eigen::Lower>().rankUpdate(directions());
  }
  SampleFactor own;
  SampleFactor& factor = earlier ? *earlier : own;
  factor.set(V, inverse_root_h_);
  const Vector d = factor.solve(b);
  return d + factor.solve(b - apply(d));
}

// GᵀG from a few rows of G at a time: for many samples all of G would be most of the memory.
Matrix NewtonSystem::directions_gram(const std::vector<Matrix>& roots) const {
  const Index n = data_.samples();
  Matrix S = Matrix::Identity(total_, total_), rows;
  for (Index first = 0; first < n; first += kRows) {
    const Index count = std::min(kRows, n - first);
    rows.resize(count, total_);
    Index at = 0;
    for (std::size_t k = 0; k < roots.size(); ++k) {
      Vector scale = inverse_root_h_.segment(first, count);
      for (Index i = 0; i < count; ++i) {
        if (!data_.patterns().active(pattern_[k], first + i)) scale[i] = 0.0;
      }
      auto part = rows.middleCols(at, roots[k].cols());
      part.noalias() = data_.Z().middleRows(first, count) * roots[k];
      part = scale.asDiagonal() * part;
      at += roots[k].cols();
    }
    S.selfadjointView<Eigen::Lower>().rankUpdate(rows.transpose());
  }
  return S;
}

// (I + GGᵀ)⁻¹ = I − G (I + GᵀG)⁻¹ Gᵀ, then one step of refinement. `S` is I + GᵀG.
template <typename Forward, typename Backward>
Vector NewtonSystem::solve_by_directions(const Vector& b, Matrix S, Forward forward,
                                         Backward backward) const {
  const Eigen::LLT<Eigen::Ref<Matrix>> factor(S);
  Vector d = Vector::Zero(b.size());
  Vector rest = inverse_root_h_.cwiseProduct(b);
  for (int pass = 0; pass < 2; ++pass) {
    Vector inner = backward(rest);
    factor.solveInPlace(inner);
    const Vector part = rest - forward(inner);
    d += part;
    rest -= part + forward(backward(part));
  }
  return inverse_root_h_.cwiseProduct(d);
}

Vector NewtonSystem::solve_by_stored_directions(const Vector& b) const {
  const Matrix G = directions();
  Matrix S = Matrix::Identity(total_, total_);
  S.selfadjointView<Eigen::Lower>().rankUpdate(G.transpose());
  return solve_by_directions(
      b, std::move(S), [&](const Vector& inner) { return Vector(G * inner); },
      [&](const Vector& rest) { return Vector(G.transpose() * rest); });
}

Vector NewtonSystem::solve_by_implied_directions(const Vector& b) const {
  std::vector<Matrix> roots;
  for (const NewtonBlock& block : blocks_) roots.push_back(root(block));
  const std::vector<double> ones(roots.size(), 1.0);
  const auto forward = [&](const Vector& inner) {
    Matrix U(data_.rank(), Index(roots.size()));
    Index at = 0;
    for (std::size_t k = 0; k < roots.size(); at += roots[k++].cols()) {
      U.col(Index(k)) = roots[k] * inner.segment(at, roots[k].cols());
    }
    return Vector(inverse_root_h_.cwiseProduct(data_.forward(U, pattern_, ones)));
  };
  const auto backward = [&](const Vector& rest) {
    const Matrix T = data_.backward(inverse_root_h_.cwiseProduct(rest), pattern_);
    Vector inner(total_);
    Index at = 0;
    for (std::size_t k = 0; k < roots.size(); at += roots[k++].cols()) {
      inner.segment(at, roots[k].cols()) = roots[k].transpose() * T.col(Index(k));
    }
    return inner;
  };
  return solve_by_directions(b, directions_gram(roots), forward, backward);
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
  return conjugate_gradients([this](const Vector& d) { return apply(d); },
                             [&](const Vector& r) { return Vector(r.cwiseQuotient(diagonal)); }, b,
                             tolerance, kMostIterations);
}

Vector NewtonSystem::solve(const Vector& b, double tolerance, SampleFactor* earlier) const {
  if (blocks_.empty()) return b.cwiseQuotient(h_);
  if (std::min(total_, data_.samples()) > kLargestFactor) return solve_by_iteration(b, tolerance);
  if (total_ >= data_.samples()) return solve_by_samples(b, tolerance, earlier);
  return total_ * data_.samples() <= kDenseDirections ? solve_by_stored_directions(b)
                                                      : solve_by_implied_directions(b);
}

}  // namespace convexrelu
