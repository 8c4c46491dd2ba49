#include "sliding/newton.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "sliding/kinks.h"

namespace convexrelu {

// Lets atoms off the kinks they would rather leave, one kink an atom.
double LocalNewton::release(std::vector<Atom>& atoms, const Vector& nu, double beta) const {
  std::vector<Release> releases(atoms.size());
  std::vector<double> size(atoms.size());
  double worst = 0.0;
  for (std::size_t j = 0; j < atoms.size(); ++j) {
    const Vector force = force_on(space_, atoms[j], nu, beta);
    const double scale =
        beta / atoms[j].norm * space_.stretch.cwiseAbs2().cwiseProduct(atoms[j].w).norm();
    releases[j] = best_release(space_, atoms[j], nu, force);
    const Matrix B = free_basis(space_, atoms[j].kinks);
    const double own = (B.transpose() * force).norm() / scale;
    size[j] = releases[j].gain / scale;
    if (size[j] < 0.3 * own) size[j] = 0.0;
    worst = std::max(worst, size[j]);
  }
  for (std::size_t j = 0; j < atoms.size(); ++j) {
    if (releases[j].position < 0 || size[j] < std::max(1e-10, 0.1 * worst)) continue;
    leave_kink(space_, atoms[j], releases[j]);
  }
  return worst;
}

// The damped Newton direction with every atom held on its kinks.
bool LocalNewton::solve(const std::vector<Atom>& atoms, const SmoothLoss::Point& point, double beta,
                        double scale, Step& step) {
  const Index n = space_.Q.rows();
  const std::size_t count = atoms.size();
  std::vector<Matrix> basis(count);
  std::vector<Vector> force(count);
  Index size = 0;
  std::vector<Index> start(count);
  for (std::size_t j = 0; j < count; ++j) {
    basis[j] = free_basis(space_, atoms[j].kinks);
    force[j] = force_on(space_, atoms[j], point.nu, beta);
    start[j] = size;
    size += basis[j].cols();
  }
  Matrix C(n, size);
  Vector gradient(size);
  const Vector root = point.curvature.cwiseSqrt();
  for (std::size_t j = 0; j < count; ++j) {
    const Vector weight = double(atoms[j].sign) * root.cwiseProduct(atoms[j].active);
    C.middleCols(start[j], basis[j].cols()) = weight.asDiagonal() * (space_.Q * basis[j]);
    gradient.segment(start[j], basis[j].cols()) = basis[j].transpose() * force[j];
  }
  Matrix H = Matrix::Zero(size, size);
  H.selfadjointView<Eigen::Lower>().rankUpdate(C.transpose());
  std::vector<Matrix> own(count);
  const Vector metric = space_.stretch.cwiseAbs2();
  for (std::size_t j = 0; j < count; ++j) {
    const Index k = basis[j].cols();
    const Matrix mb = metric.asDiagonal() * basis[j];
    const Vector mw = basis[j].transpose() * metric.cwiseProduct(atoms[j].w);
    const double norm = atoms[j].norm;
    auto block = H.block(start[j], start[j], k, k);
    block += beta / norm * (basis[j].transpose() * mb - mw * mw.transpose() / (norm * norm));
    own[j] = block.selfadjointView<Eigen::Lower>();
  }
  ++systems_;
  Vector d;
  for (int attempt = 0; attempt < 30; ++attempt) {
    Matrix damped = H;
    damped.diagonal().array() += damping_ * scale;
    const Eigen::LLT<Eigen::Ref<Matrix>> factor(damped);
    if (factor.info() == Eigen::Success) {
      d = factor.solve(gradient);
      if (d.allFinite()) break;
    }
    damping_ = std::max(1e-12, damping_ * 10.0);
    if (attempt == 29) return false;
  }
  step.direction.resize(count);
  step.stiffness.resize(count);
  step.slope.resize(count);
  for (std::size_t j = 0; j < count; ++j) {
    const auto part = d.segment(start[j], basis[j].cols());
    step.direction[j] = basis[j] * part;
    step.stiffness[j] = part.dot(own[j] * part);
    step.slope[j] = part.dot(gradient.segment(start[j], basis[j].cols()));
  }
  step.nu_change = -root.cwiseProduct(C * d);
  step.decrease = d.dot(gradient);
  return true;
}

LocalNewton::Outcome LocalNewton::iterate(std::vector<Atom>& atoms, const SmoothLoss& loss,
                                          double beta, double tolerance) {
  const Vector z = predictions(atoms, space_.Q.rows());
  const SmoothLoss::Point point = loss.at(z);
  objective_ = point.value + penalty(atoms, beta);
  if (atoms.empty()) return Outcome::converged;
  release(atoms, point.nu, beta);
  Step step;
  if (!solve(atoms, point, beta, std::max(point.curvature.sum(), 0.01 * loss.curvature_scale()),
             step))
    return Outcome::stuck;
  const auto accept = [&](std::vector<Atom>&& moved, double length) {
    const double value = loss.value(predictions(moved, space_.Q.rows())) + penalty(moved, beta);
    if (!(value < objective_ - 1e-4 * length * step.decrease)) return false;
    atoms = std::move(moved);
    return true;
  };
  if (step.decrease <= tolerance * std::abs(objective_)) {
    accept(follow_arcs(space_, atoms, step, point.nu, 1.0), 1.0);
    return Outcome::converged;
  }
  for (double length = 1.0; length > 0.2; length *= 0.5) {
    if (!accept(follow_arcs(space_, atoms, step, point.nu, length), length)) continue;
    if (length == 1.0) damping_ *= 0.3;
    return Outcome::progress;
  }
  double length = 1.0;
  std::vector<Atom> moved = search_line(space_, loss, beta, atoms, step, length);
  if (length < 0.3) damping_ *= 3.0;
  const bool moved_on = accept(std::move(moved), 0.0);
  if (moved_on) {
    failures_ = 0;
    return Outcome::progress;
  }
  damping_ *= 30.0;
  return ++failures_ < 8 ? Outcome::progress : Outcome::stuck;
}

void merge_atoms(const RowSpace& space, std::vector<Atom>& atoms) {
  for (std::size_t a = 0; a < atoms.size(); ++a) {
    for (std::size_t b = a + 1; b < atoms.size();) {
      bool same = atoms[a].sign == atoms[b].sign;
      const Vector &p = atoms[a].p, &q = atoms[b].p;
      for (Index i = 0; same && i < p.size(); ++i) same = p(i) * q(i) >= 0.0;
      if (!same) {
        ++b;
        continue;
      }
      std::vector<int> shared;
      for (const int kink : atoms[a].kinks) {
        const auto& other = atoms[b].kinks;
        if (std::find(other.begin(), other.end(), kink) != other.end()) shared.push_back(kink);
      }
      // A row that is zero for one of them is decided by the other.
      atoms[a].active = atoms[a].active.cwiseMax(atoms[b].active);
      atoms[a].w += atoms[b].w;
      atoms[a].kinks = shared;
      place(space, atoms[a]);
      atoms.erase(atoms.begin() + b);
    }
  }
}

}  // namespace convexrelu
