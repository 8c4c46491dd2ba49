#include "sliding/climb.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "sliding/kinks.h"

namespace convexrelu {
namespace {

struct Crossing {
  double time;
  Index row;
};

// The best size of the atom for the objective sνᵀ(Qw)_+ − ‖w‖²/2, whose maximum lies on the same
// ray as that of the quotient.
bool rescale(const Vector& nu, Atom& atom) {
  const double height = atom.sign * nu.dot(atom.p.cwiseMax(0.0)) / atom.norm;
  if (!(height > 0.0)) return false;
  const double factor = height / atom.norm;
  atom.w *= factor;
  atom.p *= factor;
  atom.norm = height;
  return true;
}

// One ray: to the first kink that holds the atom, or to where the quotient stops growing.
// Returns whether the atom moved by more than rounding.
bool advance(const RowSpace& space, const Vector& nu, Atom& atom, const Vector& d,
             std::vector<Crossing>& crossings) {
  const Vector dp = space.Q * d;
  crossings.clear();
  const double far = 4.0;  // times the step that would be right without crossings
  for (Index i = 0; i < dp.size(); ++i) {
    const double change = far * dp(i), to = atom.p(i) + change;
    if (atom.active(i) > 0.0 ? to < 0.0 : to > 0.0) crossings.push_back({-atom.p(i) / dp(i), i});
  }
  std::sort(crossings.begin(), crossings.end(), [](const Crossing& a, const Crossing& b) {
    return a.time < b.time || (a.time == b.time && a.row < b.row);
  });
  const double stiffness = space.stretch.cwiseProduct(d).squaredNorm();
  double change = 0.0, stop = 1.0;
  int kink = -1;
  for (const auto& [time, row] : crossings) {
    const double before = stiffness * (1.0 - time) + change;
    if (before <= 0.0) break;
    const double jump = atom.sign * nu(row) * std::abs(dp(row));
    change += jump;
    if (jump < 0.0 && before + jump <= 0.0 &&
        can_add_kink(space, atom.kinks, space.kink_of_row[row])) {
      kink = space.kink_of_row[row];
      stop = time;
      break;
    }
  }
  if (kink < 0) stop = std::clamp(1.0 + change / stiffness, 0.0, far);
  for (const auto& [time, row] : crossings) {
    if (time < stop) atom.active(row) = 1.0 - atom.active(row);
  }
  atom.w += stop * d;
  if (kink >= 0) atom.kinks.push_back(kink);
  place(space, atom);
  return kink >= 0 || stop * std::sqrt(stiffness) > 1e-9 * atom.norm;
}

}  // namespace

double climb(const RowSpace& space, const Vector& nu, Atom& atom, int limit) {
  std::vector<Crossing> crossings;
  const Vector metric = space.stretch.cwiseAbs2();
  int released = -1;  // the kink left last: coming straight back to it ends the climb
  for (int k = 0; k < limit; ++k) {
    if (!rescale(nu, atom)) break;
    // With β = ‖w‖ the force on the atom is the gradient of sνᵀ(Qw)_+ − ‖w‖²/2.
    const Vector force = force_on(space, atom, nu, atom.norm);
    Matrix B = free_basis(space, atom.kinks);
    Vector reduced = B.transpose() * force;
    const Matrix H = B.transpose() * metric.asDiagonal() * B;
    Vector d = B * H.llt().solve(reduced);
    if (reduced.dot(H.llt().solve(reduced)) <= 1e-16 * atom.norm * atom.norm) {
      const Release release = best_release(space, atom, nu, force);
      const double scale = metric.cwiseProduct(atom.w).norm();
      if (release.position < 0 || release.gain <= 1e-9 * scale) break;
      const int kink = atom.kinks[release.position];
      if (kink == released) break;
      released = kink;
      leave_kink(space, atom, release);
      const Vector pull = force_on(space, atom, nu, atom.norm);
      B = free_basis(space, atom.kinks);
      d = B * (B.transpose() * metric.asDiagonal() * B).llt().solve(B.transpose() * pull);
      // Leave towards the side released to.
      if (space.kinks[kink].normal.dot(d) * release.side <= 0.0) break;
    }
    if (!advance(space, nu, atom, d, crossings) && released < 0) break;
  }
  if (!(atom.norm > 0.0)) return 0.0;
  const double factor = 1.0 / atom.norm;
  atom.w *= factor;
  atom.p *= factor;
  atom.norm = 1.0;
  return atom.sign * nu.dot(atom.p.cwiseMax(0.0));
}

}  // namespace convexrelu
