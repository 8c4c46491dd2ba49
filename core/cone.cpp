#include "cone.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

namespace convexrelu {
namespace {

// A row counts as violated below −kViolation‖q‖ (rows of norm 1).
constexpr double kViolation = 1e-13;
// A row whose part outside the span of the tight rows is shorter than this adds nothing.
constexpr double kDependent = 1e-10;
// Rows of the short list, beside twice the rank.
constexpr Index kShortest = 16;

}  // namespace

TightBasis::TightBasis(Index rank)
    : B_(rank, rank), Q_(rank, rank), R_(Matrix::Zero(rank, rank)), along_(rank) {}

void TightBasis::start(const Eigen::Ref<const Vector>& q) {
  rows_.clear();
  q_ = point_ = q;
}

// Fills column k of Q and R from column k of B; false if that lies in the span of those before.
bool TightBasis::orthogonalize(Index k) {
  const auto basis = Q_.leftCols(k);
  auto along = along_.head(k);
  auto target = R_.col(k).head(k);
  auto rest = Q_.col(k);
  rest = B_.col(k);
  target.setZero();
  for (int pass = 0; pass < 2; ++pass) {  // twice is enough
    along.noalias() = basis.transpose() * rest;
    rest.noalias() -= basis * along;
    target += along;
  }
  const double length = rest.norm();
  if (length < kDependent) return false;
  rest /= length;
  R_(k, k) = length;
  return true;
}

bool TightBasis::append(Index row, double sign, const double* b) {
  const Index k = size();
  if (k == Q_.rows()) return false;
  B_.col(k) = sign * Eigen::Map<const Vector>(b, B_.rows());
  if (!orthogonalize(k)) return false;
  rows_.push_back(row);
  return true;
}

// The columns behind are built anew.
void TightBasis::remove(Index k) {
  const Index count = size();
  Index kept = k;
  for (Index i = k + 1; i < count; ++i) {
    B_.col(kept) = B_.col(i);
    if (!orthogonalize(kept)) continue;
    rows_[std::size_t(kept)] = rows_[std::size_t(i)];
    ++kept;
  }
  rows_.resize(std::size_t(kept));
}

void TightBasis::solve() {
  const Index k = size();
  const auto basis = Q_.leftCols(k);
  auto along = along_.head(k);
  along.noalias() = basis.transpose() * q_;
  multipliers_ = -along;
  R_.topLeftCorner(k, k).triangularView<Eigen::Upper>().solveInPlace(multipliers_);
  point_ = q_;
  point_.noalias() -= basis * along;
  along.noalias() = basis.transpose() * point_;
  point_.noalias() -= basis * along;
}

ConeProjector::ConeProjector(const Matrix& Z, const PatternSet& patterns)
    : patterns_(patterns),
      unit_rows_(Z),
      row_norms_(Z.rowwise().norm()),
      basis_(Z.cols()),
      scores_(Z.rows()) {
  for (Index i = 0; i < Z.rows(); ++i) {
    if (row_norms_[i] > 0.0) unit_rows_.row(i) /= row_norms_[i];
  }
  unit_columns_ = unit_rows_.transpose();
}

// The rows that are violated most, of all; false if none is by more than `violation`.
bool ConeProjector::shortlist(Index pattern, double violation) {
  scores_.noalias() = unit_rows_ * basis_.point();
  const std::uint64_t* words = patterns_.words(pattern);
  violated_.clear();
  for (Index i = 0; i < scores_.size(); ++i) {
    const double inside = (words[i / 64] >> (i % 64)) & 1u ? scores_[i] : -scores_[i];
    if (inside < -violation) violated_.emplace_back(inside, i);
  }
  const auto most = std::size_t(kShortest + 2 * unit_columns_.rows());
  if (violated_.size() > most) {
    std::nth_element(violated_.begin(), violated_.begin() + std::ptrdiff_t(most), violated_.end());
    violated_.resize(most);
  }
  listed_.resize(unit_columns_.rows(), Index(violated_.size()));
  for (Index k = 0; k < listed_.cols(); ++k) {
    const Index i = violated_[std::size_t(k)].second;
    listed_.col(k) = (patterns_.active(pattern, i) ? 1.0 : -1.0) * unit_columns_.col(i);
  }
  return !violated_.empty();
}

// The place on the short list of its worst row, −1 if none is violated.
Index ConeProjector::most_violated(double violation) {
  Index worst;
  const double lowest = (listed_.transpose() * basis_.point()).minCoeff(&worst);
  return lowest < -violation ? worst : -1;
}

// Drops rows until no multiplier is negative.
void ConeProjector::drop_negative() {
  basis_.solve();
  Index worst;
  while (basis_.size() > 0 && basis_.multipliers().minCoeff(&worst) < 0.0) {
    basis_.remove(worst);
    basis_.solve();
  }
  feasible_ = basis_.multipliers();
}

// Lawson and Hanson's step back: from the feasible multipliers (0 for the new last row) towards
// the solution on the enlarged set, dropping rows that reach 0 on the way.
void ConeProjector::step_back() {
  for (;;) {
    basis_.solve();
    const Vector& next = basis_.multipliers();
    double step = 1.0;
    Index blocking = -1;
    for (Index k = 0; k < next.size(); ++k) {
      if (next[k] > 0.0) continue;
      const double ratio = feasible_[k] > 0.0 ? feasible_[k] / (feasible_[k] - next[k]) : 0.0;
      if (blocking < 0 || ratio < step) {
        step = ratio;
        blocking = k;
      }
    }
    if (blocking < 0) {
      feasible_ = next;
      return;
    }
    feasible_ += step * (next - feasible_);
    basis_.remove(blocking);
    Index kept = 0;
    for (Index k = 0; k < feasible_.size(); ++k) {
      if (k != blocking && kept < basis_.size()) feasible_[kept++] = std::max(feasible_[k], 0.0);
    }
    feasible_.conservativeResize(kept);
  }
}

const ConeProjection& ConeProjector::project(const Eigen::Ref<const Vector>& q, Index pattern,
                                             const TightRows& start, double zero_below) {
  const Index rank = q.size();
  const double length = q.norm(), zero = std::max(zero_below, 1e-14 * length);
  const auto append = [&](Index i) {
    return basis_.append(i, patterns_.active(pattern, i) ? 1.0 : -1.0, unit_columns_.col(i).data());
  };
  basis_.start(q);
  for (Index i : start) append(i);
  drop_negative();
  const double violation = kViolation * length;
  Index worst = -1;
  // Every pass lowers ‖q + Bγ‖ strictly, so the loop ends; the cap guards against rounding.
  for (Index pass = 0; pass < 50 * (rank + 2); ++pass) {
    result_.norm = basis_.point().norm();
    if (result_.norm <= zero) break;
    if (worst >= 0) worst = most_violated(violation);
    if (worst < 0) {
      if (!shortlist(pattern, violation)) break;
      worst = most_violated(violation);
    }
    if (worst < 0 || !append(violated_[std::size_t(worst)].second)) break;
    feasible_.conservativeResize(feasible_.size() + 1);
    feasible_[feasible_.size() - 1] = 0.0;
    step_back();
  }
  if (result_.norm <= zero) {
    result_.point.setZero(rank);
  } else {
    result_.point = basis_.point();
  }
  result_.tight = basis_.rows();
  result_.multipliers = feasible_;
  for (Index k = 0; k < feasible_.size(); ++k) {
    result_.multipliers[k] /= row_norms_[result_.tight[std::size_t(k)]];
  }
  return result_;
}

Matrix ConeProjector::tangent_space(const TightRows& tight) const {
  const Index rank = unit_columns_.rows(), k = Index(tight.size());
  if (k == 0) return Matrix::Identity(rank, rank);
  Matrix B(rank, k);
  for (Index i = 0; i < k; ++i) B.col(i) = unit_columns_.col(tight[std::size_t(i)]);
  const Eigen::HouseholderQR<Matrix> qr(B);
  return qr.householderQ() * Matrix::Identity(rank, rank).rightCols(rank - k);
}

}  // namespace convexrelu
