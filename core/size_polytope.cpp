#include "size_polytope.h"

#include <Eigen/Cholesky>
#include <Eigen/Jacobi>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "polyhedron.h"

namespace convexrelu {
namespace {

// A column of length 1 that leaves less outside the span of the others depends on them.
constexpr double kDependent = 1e-11;

// (F, c) with its two parts of comparable size.
Matrix stack(const Matrix& F, const Vector& costs) {
  const double size = F.size() > 0 ? F.cwiseAbs().maxCoeff() : 0.0;
  Matrix C(F.rows() + 1, F.cols());
  C.topRows(F.rows()) = F / (size > 0.0 ? size : 1.0);
  C.row(F.rows()) = costs.transpose() / costs.maxCoeff();
  return C;
}

// Independent columns C_B = QR, one more or one less at a time.
class ColumnBasis {
 public:
  ColumnBasis(const Matrix& C)
      : C_(C), most_(std::min(C.rows(), C.cols())), Q_(C.rows(), most_), R_(most_, most_) {
    R_.setZero();
  }

  const std::vector<Index>& columns() const { return columns_; }

  // False if column j depends on those there.
  bool append(Index j) {
    const Index k = Index(columns_.size());
    if (k == most_) return false;
    Vector rest = C_.col(j), along = Vector::Zero(k);
    for (int pass = 0; pass < 2; ++pass) {  // twice is enough
      const Vector part = Q_.leftCols(k).transpose() * rest;
      rest -= Q_.leftCols(k) * part;
      along += part;
    }
    const double length = rest.norm();
    if (!(length > kDependent * C_.col(j).norm())) return false;
    Q_.col(k) = rest / length;
    R_.col(k).head(k) = along;
    R_(k, k) = length;
    columns_.push_back(j);
    return true;
  }

  void remove(Index place) {
    const Index k = Index(columns_.size());
    for (Index i = place; i + 1 < k; ++i) R_.col(i).head(i + 2) = R_.col(i + 1).head(i + 2);
    for (Index i = place; i + 1 < k; ++i) {  // rotates the entries below the diagonal away
      Eigen::JacobiRotation<double> rotation;
      rotation.makeGivens(R_(i, i), R_(i + 1, i));
      R_.block(0, i, k, k - 1 - i).applyOnTheLeft(i, i + 1, rotation.adjoint());
      Q_.applyOnTheRight(i, i + 1, rotation);
    }
    columns_.erase(columns_.begin() + long(place));
  }

  // The coordinates of the vector nearest to b.
  Vector solve(const Vector& b) const {
    const Index k = Index(columns_.size());
    Vector x = Q_.leftCols(k).transpose() * b;
    R_.topLeftCorner(k, k).triangularView<Eigen::Upper>().solveInPlace(x);
    return x;
  }

 private:
  const Matrix& C_;
  Index most_;
  Matrix Q_, R_;
  std::vector<Index> columns_;
};

// Column j = Σ γ_a column_a: along the line s_j + t, s − tγ, to the side whose end is nearer.
void trade(ColumnBasis& basis, const Vector& gamma, Index j, Vector& s) {
  const auto& columns = basis.columns();
  double up = INFINITY, down = s(j);
  Index leaving_up = -1, leaving_down = -1;
  for (Index a = 0; a < gamma.size(); ++a) {
    const double size = s(columns[std::size_t(a)]), step = size / std::abs(gamma(a));
    if (gamma(a) > 0.0 && step < up) up = step, leaving_up = a;
    if (gamma(a) < 0.0 && step < down) down = step, leaving_down = a;
  }
  const bool rises = up < down;
  const double step = rises ? up : -down;
  const Index leaving = rises ? leaving_up : leaving_down;
  for (Index a = 0; a < gamma.size(); ++a) {
    double& size = s(columns[std::size_t(a)]);
    size = std::max(0.0, size - step * gamma(a));
  }
  s(j) = leaving < 0 ? 0.0 : std::max(0.0, s(j) + step);
  if (leaving < 0) return;
  s(columns[std::size_t(leaving)]) = 0.0;
  basis.remove(leaving);
}

// What best_sizes minimizes over y, s = start + free·y: value, gradient and curvature at the
// predictions.
struct Smoothed {
  const Loss& loss;
  const Matrix& Y;
  double step;  // 0: the loss itself; else its Moreau envelope

  double value(const Matrix& Z) const {
    if (step == 0.0) return loss.value(Z, Y);
    return loss.proximal_point(Z, Matrix::Zero(Z.rows(), Z.cols()), step, Y).value;
  }
  void slopes(const Matrix& Z, Vector& gradient, Vector& curvature) const {
    Matrix first, second;
    if (step == 0.0) {
      first = -loss.dual(Z, Y);
      second = loss.curvature(Z, Y);
    } else {
      const ProximalPoint p = loss.proximal_point(Z, Matrix::Zero(Z.rows(), Z.cols()), step, Y);
      first = (Z - p.z) / step;
      second = (Matrix::Ones(Z.rows(), Z.cols()) - p.curvature / step) / step;
    }
    gradient = first.reshaped();
    curvature = second.reshaped().cwiseMax(0.0);
  }
};

// {y : start + free·y ≥ 0} with rows of norm 1.
struct Sides {
  Matrix rows;
  Vector offsets;

  Sides(const Matrix& free, const Vector& start) : rows(free), offsets(-start) {
    for (Index j = 0; j < rows.rows(); ++j) {
      const double length = rows.row(j).norm();
      if (length > 1e-12) {
        rows.row(j) /= length;
        offsets(j) /= length;
      } else {
        rows.row(j).setZero();
        offsets(j) = -1.0;
      }
    }
  }
};

}  // namespace

Vector fewest_sizes(const Matrix& F, const Vector& costs, const Vector& start) {
  Vector s = start;
  if (s.size() == 0) return s;
  const Matrix C = stack(F, costs);
  const Vector target = C * start;
  ColumnBasis basis(C);
  std::vector<Index> order(std::size_t(s.size()));
  std::iota(order.begin(), order.end(), Index(0));
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return s(a) > s(b); });
  for (const Index j : order) {
    while (s(j) > 0.0 && !basis.append(j)) trade(basis, basis.solve(C.col(j)), j, s);
  }
  // What rounding has moved is put right.
  const Vector exact = basis.solve(target);
  if (exact.size() > 0 && exact.minCoeff() > 0.0) {
    for (Index a = 0; a < exact.size(); ++a) s(basis.columns()[std::size_t(a)]) = exact(a);
  }
  return s;
}

Matrix free_directions(const Matrix& F, const Vector& costs) {
  const Index p = F.cols();
  if (p == 0) return Matrix(0, 0);
  Eigen::ColPivHouseholderQR<Matrix> qr(stack(F, costs).transpose());
  qr.setThreshold(kDependent);
  const Index rank = qr.rank();
  Matrix tail = Matrix::Zero(p, p - rank);
  tail.bottomRows(p - rank).setIdentity();
  return qr.householderQ() * tail;
}

Vector least_norm_sizes(const Matrix& free, const Vector& start) {
  if (free.cols() == 0) return start;
  const Sides sides(free, start);
  const Vector center = -(free.transpose() * start);
  const Nearest nearest = nearest_point(sides.rows, sides.offsets, center, nullptr, {});
  return nearest.possible ? Vector((start + free * nearest.point).cwiseMax(0.0)) : start;
}

Vector best_sizes(const Matrix& free, const Vector& start, const Matrix& G, const Loss& loss,
                  const Matrix& Y) {
  const Index q = free.cols();
  if (q == 0) return start;
  const Sides sides(free, start);
  const Matrix GN = G * free;
  const Vector base = G * start;
  const auto at = [&](const Vector& y) {
    const Vector z = base + GN * y;
    return Matrix(Eigen::Map<const Matrix>(z.data(), Y.rows(), Y.cols()));
  };
  const bool smooth = loss.curvature(at(Vector::Zero(q)), Y).maxCoeff() > 0.0;
  Vector y = Vector::Zero(q), best = y, gradient, curvature;
  TightRows tight;
  for (double step : smooth ? std::vector<double>{0.0}
                            : std::vector<double>{1.0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7}) {
    const Smoothed smoothed{loss, Y, step * double(Y.rows())};
    double value = smoothed.value(at(y));
    for (int pass = 0; pass < 60; ++pass) {
      smoothed.slopes(at(y), gradient, curvature);
      Matrix H = GN.transpose() * curvature.asDiagonal() * GN;
      H.diagonal().array() += 1e-10 * H.trace() / double(q) + 1e-14 * GN.squaredNorm() + 1e-300;
      const Eigen::LLT<Matrix> llt(H);
      if (llt.info() != Eigen::Success) break;
      const Matrix L = llt.matrixL();
      const Vector slope = GN.transpose() * gradient;
      const Nearest nearest =
          nearest_point(sides.rows, sides.offsets, y - llt.solve(slope), &L, tight);
      if (!nearest.possible) break;
      tight = nearest.tight;
      const Vector direction = nearest.point - y;
      double length = 1.0, next = smoothed.value(at(nearest.point));
      while (next > value + 1e-4 * length * slope.dot(direction) && length > 1e-9) {
        length /= 2;
        next = smoothed.value(at(y + length * direction));
      }
      if (!(next < value)) break;
      const bool over = value - next <= 1e-15 * std::abs(value);
      y += length * direction;
      value = next;
      if (over) break;
    }
    if (loss.value(at(y), Y) < loss.value(at(best), Y)) best = y;
  }
  // Other metrics leave small violations; a projection from nearby leaves rounding only.
  const Nearest nearest = nearest_point(sides.rows, sides.offsets, best, nullptr, {});
  return (start + free * (nearest.possible ? nearest.point : best)).cwiseMax(0.0);
}

}  // namespace convexrelu
