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

// The tight rows B (columns of norm 1) as B = QR, for q + Bγ with γ = −R⁻¹Qᵀq.
class TightBasis {
 public:
  TightBasis(Index rank, const Vector& q)
      : Q_(rank, rank), R_(Matrix::Zero(rank, rank)), q_(q), point_(q) {}

  Index size() const { return Index(rows_.size()); }
  const TightRows& rows() const { return rows_; }
  const Vector& point() const { return point_; }

  // Appends a row; false if it lies in the span of those that are there.
  bool append(Index row, const Vector& b) {
    const Index k = size();
    if (k == Q_.rows()) return false;
    Vector rest = b;
    const auto basis = Q_.leftCols(k);
    Vector along = Vector::Zero(k);
    for (int pass = 0; pass < 2; ++pass) {  // twice is enough
      const Vector part = basis.transpose() * rest;
      rest.noalias() -= basis * part;
      along += part;
    }
    const double length = rest.norm();
    if (length < kDependent) return false;
    Q_.col(k) = rest / length;
    R_.col(k).head(k) = along;
    R_(k, k) = length;
    rows_.push_back(row);
    vectors_.push_back(b);
    return true;
  }

  // Removes the k-th row, building the columns behind it anew.
  void remove(Index k) {
    const TightRows rows(rows_.begin() + k + 1, rows_.end());
    const std::vector<Vector> vectors(vectors_.begin() + k + 1, vectors_.end());
    rows_.resize(std::size_t(k));
    vectors_.resize(std::size_t(k));
    for (std::size_t i = 0; i < rows.size(); ++i) append(rows[i], vectors[i]);
  }

  // The multipliers −R⁻¹Qᵀq; sets point() to q + Bγ.
  Vector solve() {
    const Index k = size();
    const auto basis = Q_.leftCols(k);
    const Vector along = basis.transpose() * q_;
    point_ = q_ - basis * along;
    point_ -= basis * (basis.transpose() * point_);
    return -R_.topLeftCorner(k, k).triangularView<Eigen::Upper>().solve(along);
  }

 private:
  Matrix Q_, R_;
  const Vector& q_;
  Vector point_;
  TightRows rows_;
  std::vector<Vector> vectors_;
};

// Drops rows until no multiplier is negative.
Vector drop_negative(TightBasis& basis) {
  Vector gamma = basis.solve();
  Index worst;
  while (gamma.size() > 0 && gamma.minCoeff(&worst) < 0.0) {
    basis.remove(worst);
    gamma = basis.solve();
  }
  return gamma;
}

// Lawson and Hanson's step back: from feasible multipliers `gamma` (0 for the new last row)
// towards the solution on the enlarged set, dropping rows that reach 0 on the way.
Vector step_back(TightBasis& basis, Vector gamma) {
  for (;;) {
    const Vector next = basis.solve();
    double step = 1.0;
    Index blocking = -1;
    for (Index k = 0; k < next.size(); ++k) {
      if (next[k] > 0.0) continue;
      const double ratio = gamma[k] > 0.0 ? gamma[k] / (gamma[k] - next[k]) : 0.0;
      if (blocking < 0 || ratio < step) {
        step = ratio;
        blocking = k;
      }
    }
    if (blocking < 0) return next;
    gamma += step * (next - gamma);
    basis.remove(blocking);
    Vector kept(basis.size());
    for (Index k = 0, i = 0; k < gamma.size(); ++k) {
      if (k != blocking && i < kept.size()) kept[i++] = std::max(gamma[k], 0.0);
    }
    gamma = kept;
  }
}

}  // namespace

ConeProjector::ConeProjector(const Matrix& Z, const PatternSet& patterns)
    : patterns_(patterns), unit_rows_(Z), row_norms_(Z.rowwise().norm()) {
  for (Index i = 0; i < Z.rows(); ++i) {
    if (row_norms_[i] > 0.0) unit_rows_.row(i) /= row_norms_[i];
  }
  unit_columns_ = unit_rows_.transpose();
}

Index ConeProjector::most_violated(const Vector& point, Index pattern, double* violation) const {
  const Vector scores = unit_rows_ * point;
  const std::uint64_t* words = patterns_.words(pattern);
  Index worst = -1;
  double lowest = -*violation;
  for (Index i = 0; i < scores.size(); ++i) {
    const double inside = (words[i / 64] >> (i % 64)) & 1u ? scores[i] : -scores[i];
    if (inside < lowest) {
      lowest = inside;
      worst = i;
    }
  }
  *violation = -lowest;
  return worst;
}

ConeProjection ConeProjector::project(const Vector& q, Index pattern, const TightRows& start,
                                      double zero_below) const {
  ConeProjection result;
  const Index rank = q.size();
  const double length = q.norm();
  const auto row = [&](Index i) -> Vector {
    return (patterns_.active(pattern, i) ? 1.0 : -1.0) * unit_columns_.col(i);
  };
  TightBasis basis(rank, q);
  for (Index i : start) basis.append(i, row(i));
  Vector gamma = drop_negative(basis);
  // Every pass lowers ‖q + Bγ‖ strictly, so the loop ends; the cap guards against rounding.
  for (Index pass = 0; pass < 50 * (rank + 2); ++pass) {
    result.norm = basis.point().norm();
    if (result.norm <= std::max(zero_below, 1e-14 * length)) break;
    double violation = kViolation * length;
    const Index worst = most_violated(basis.point(), pattern, &violation);
    if (worst < 0 || !basis.append(worst, row(worst))) break;
    Vector extended(gamma.size() + 1);
    extended << gamma, 0.0;
    gamma = step_back(basis, extended);
  }
  const bool is_zero = result.norm <= std::max(zero_below, 1e-14 * length);
  result.point = is_zero ? Vector::Zero(rank) : basis.point();
  result.tight = basis.rows();
  result.multipliers = gamma;
  for (Index k = 0; k < gamma.size(); ++k) {
    result.multipliers[k] /= row_norms_[result.tight[std::size_t(k)]];
  }
  return result;
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
