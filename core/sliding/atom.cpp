#include "sliding/atom.h"

#include <Eigen/Geometry>
#include <Eigen/QR>
#include <cmath>

namespace convexrelu {
namespace {

// A score this small, relative to its terms, is zero.
constexpr double kZeroScore = 1e-13;
// The least sine between a kink and the span of others for it to count as independent.
constexpr double kIndependent = 1e-7;

Matrix normals_of(const RowSpace& space, const std::vector<int>& kinks) {
  Matrix N(space.rank(), Index(kinks.size()));
  for (std::size_t k = 0; k < kinks.size(); ++k) N.col(k) = space.kinks[kinks[k]].normal;
  return N;
}

}  // namespace

Matrix free_basis(const RowSpace& space, const std::vector<int>& kinks) {
  const Index r = space.rank(), k = Index(kinks.size());
  if (k == 0) return Matrix::Identity(r, r);
  if (r == 3 && k == 1) {
    const Eigen::Vector3d normal = space.kinks[kinks[0]].normal;
    const Eigen::Vector3d first = normal.unitOrthogonal();
    Matrix B(3, 2);
    B.col(0) = first;
    B.col(1) = normal.cross(first);
    return B;
  }
  if (r == 3 && k == 2) {
    const Eigen::Vector3d a = space.kinks[kinks[0]].normal, b = space.kinks[kinks[1]].normal;
    return a.cross(b).normalized();
  }
  const Matrix orthogonal = Eigen::HouseholderQR<Matrix>(normals_of(space, kinks)).householderQ();
  return orthogonal.rightCols(r - k);
}

bool can_add_kink(const RowSpace& space, const std::vector<int>& kinks, int kink) {
  if (kink < 0 || Index(kinks.size()) + 1 >= space.rank()) return false;
  const Matrix B = free_basis(space, kinks);
  return (B.transpose() * space.kinks[kink].normal).norm() > kIndependent;
}

void place(const RowSpace& space, Atom& atom) {
  if (!atom.kinks.empty()) {
    const Matrix B = free_basis(space, atom.kinks);
    atom.w = B * (B.transpose() * atom.w);
  }
  const Index n = space.Q.rows();
  atom.norm = space.norm(atom.w);
  atom.p = space.Q * atom.w;
  if (atom.active.size() != n) atom.active = Vector::Zero(n);
  const double size = kZeroScore * atom.w.norm();
  for (Index i = 0; i < n; ++i) {
    if (std::abs(atom.p(i)) <= size) {
      atom.p(i) = 0.0;
    } else {
      atom.active(i) = atom.p(i) > 0.0 ? 1.0 : 0.0;
    }
  }
  for (const int kink : atom.kinks) {
    for (const Index i : space.kinks[kink].rows) atom.p(i) = atom.active(i) = 0.0;
  }
}

std::vector<int> kinks_through(const RowSpace& space, const Vector& w) {
  std::vector<int> found;
  for (std::size_t k = 0; k < space.kinks.size(); ++k) {
    if (std::abs(space.kinks[k].normal.dot(w)) > 1e-10 * w.norm()) continue;
    if (can_add_kink(space, found, int(k))) found.push_back(int(k));
  }
  return found;
}

}  // namespace convexrelu
