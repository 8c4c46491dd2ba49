#include "arrangement.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <vector>

namespace convexrelu {
namespace {

constexpr double kSame = 1e-9;  // directions this close are one
constexpr std::size_t kMostPlanes = 1000;
constexpr double kPi = 3.141592653589793;

// The rows as unit normals, one of each pair ±x, no two parallel.
std::vector<Vector> distinct_normals(const Matrix& Z) {
  std::vector<Vector> normals;
  for (Index i = 0; i < Z.rows(); ++i) {
    const double length = Z.row(i).norm();
    if (length == 0.0) continue;
    Vector normal = Z.row(i).transpose() / length;
    for (Index k = 0; k < normal.size(); ++k) {
      if (std::abs(normal[k]) <= kSame) continue;
      if (normal[k] < 0.0) normal = -normal;
      break;
    }
    const auto parallel = [&](const Vector& other) { return (other - normal).norm() <= kSame; };
    if (std::none_of(normals.begin(), normals.end(), parallel)) normals.push_back(normal);
    if (normals.size() > kMostPlanes) break;
  }
  return normals;
}

// How many lines through the origin of the plane orthogonal to normals[i] the other planes cut out
// of it, and with how many planes each: the sizes of groups of equal angles modulo π.
std::vector<int> crossings(const std::vector<Vector>& normals, std::size_t i) {
  const Eigen::Vector3d normal = normals[i];
  const Eigen::Vector3d a = normal.unitOrthogonal(), b = normal.cross(a);
  std::vector<double> angles;
  for (std::size_t j = 0; j < normals.size(); ++j) {
    if (j == i) continue;
    const double angle = std::atan2(normals[j].dot(b), normals[j].dot(a));
    angles.push_back(angle < 0.0 ? angle + kPi : angle);
  }
  std::sort(angles.begin(), angles.end());
  std::vector<int> groups;
  for (std::size_t k = 0; k < angles.size(); ++k) {
    const bool same = k > 0 && angles[k] - angles[k - 1] <= kSame;
    same ? void(++groups.back()) : groups.push_back(1);
  }
  // Angles just above 0 and just below π are one group.
  if (groups.size() > 1 && angles.front() + kPi - angles.back() <= kSame) {
    groups.front() += groups.back();
    groups.pop_back();
  }
  return groups;
}

}  // namespace

std::optional<double> count_cells(const Matrix& Z) {
  if (Z.cols() > 3) return std::nullopt;
  const std::vector<Vector> normals = distinct_normals(Z);
  if (normals.size() > kMostPlanes) return std::nullopt;
  if (Z.cols() < 3) return Z.cols() == 0 ? 1.0 : 2.0 * double(normals.size());
  // Euler's formula on the sphere: faces = 2 − vertices + edges. On great circle i every group of
  // crossings is two vertices; a vertex of m circles is met m times.
  double vertices = 0.0, edges = 0.0;
  for (std::size_t i = 0; i < normals.size(); ++i) {
    for (const int others : crossings(normals, i)) {
      vertices += 2.0 / (others + 1.0);
      edges += 2.0;
    }
  }
  return std::round(2.0 - vertices + edges);
}

}  // namespace convexrelu
