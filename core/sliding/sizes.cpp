#include "sliding/sizes.h"

#include <algorithm>
#include <cmath>

#include "sliding/nonnegative_qp.h"

namespace convexrelu {
namespace {

// Of the loss's largest curvature. A loss that bends only here and there (hinge) needs more.
constexpr double kFirstDamping = 1e-2, kLeastDamping = 1e-6, kSmoothDamping = 1e-10;

}  // namespace

SizeReport optimize_sizes(const SmoothLoss& loss, double beta, std::vector<Atom>& atoms,
                          std::size_t first_fresh, double tolerance) {
  SizeReport report;
  const Index count = Index(atoms.size());
  if (count == 0) return report;
  const Index n = atoms[0].p.size();
  Matrix A(n, count);
  Vector c = Vector::Zero(count);
  for (Index j = 0; j < count; ++j) {
    const Atom& atom = atoms[std::size_t(j)];
    A.col(j) = (double(atom.sign) / atom.norm) * atom.p.cwiseMax(0.0);
    if (std::size_t(j) < first_fresh) c(j) = atom.norm;
  }
  Vector z = A * c;
  double damping = loss.has_multipliers() ? kFirstDamping : kSmoothDamping;
  for (; report.steps < 30; ++report.steps) {
    const SmoothLoss::Point point = loss.at(z);
    const double value = point.value + beta * c.sum();
    const Vector weight = point.curvature.array() + damping * loss.curvature_scale() / double(n);
    Matrix G = Matrix::Zero(count, count);
    G.selfadjointView<Eigen::Lower>().rankUpdate((weight.cwiseSqrt().asDiagonal() * A).transpose());
    G.triangularView<Eigen::StrictlyUpper>() = G.transpose();
    const Vector gradient = A.transpose() * point.nu - Vector::Constant(count, beta);
    NonnegativeQp program(G, gradient + G * c);
    const Vector target = program.solve(c, 1e-9 * beta);
    report.pivots += program.pivots();
    const Vector change = target - c;
    const double promised = gradient.dot(change);
    if (!(promised > 0.0)) break;
    const Vector dz = A * change;
    const double cost = beta * change.sum();
    const auto slope = [&](double t) { return cost - loss.at(z + t * dz).nu.dot(dz); };
    double step = 1.0;
    // A small slope at the end does not tell whether the way there went down.
    const double most = value - 1e-4 * promised + 1e-13 * std::abs(value);
    const bool lower = loss.value(z + dz) + beta * target.sum() <= most;
    if (!lower || slope(1.0) > 0.2 * promised) {
      double low = 0.0, high = 1.0;
      for (int k = 0; k < 30 && high - low > 1e-3 * high; ++k) {
        step = 0.5 * (low + high);
        (slope(step) > 0.0 ? high : low) = step;
      }
      step = low;
    }
    if (!(step > 0.0)) break;
    if (step < 0.3) damping = std::min(1.0, damping * 4.0);
    if (step > 0.9)
      damping = std::max(loss.has_multipliers() ? kLeastDamping : kSmoothDamping, damping * 0.1);
    c += step * change;
    z += step * dz;
    const double next = loss.value(z) + beta * c.sum();
    if (value - next <= tolerance * std::abs(value)) break;
  }
  std::vector<Atom> kept;
  for (Index j = 0; j < count; ++j) {
    if (!(c(j) > 0.0)) continue;
    Atom& atom = atoms[std::size_t(j)];
    const double factor = c(j) / atom.norm;
    atom.w *= factor;
    atom.p *= factor;
    atom.norm = c(j);
    kept.push_back(std::move(atom));
  }
  atoms = std::move(kept);
  return report;
}

}  // namespace convexrelu
